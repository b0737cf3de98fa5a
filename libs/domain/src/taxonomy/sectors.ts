import type { Label, Provenance } from './label.js';

export interface SectorGroup {
  readonly code: string;
  readonly label: Label;
}

export interface Sector {
  readonly code: string;
  /** Code of its group. */
  readonly group: string;
  readonly label: Label;
  /** ISIC Rev.4: section letter with division or class, for reference. */
  readonly isicRefs: readonly string[];
  /** Codes of the sectors next to this one; adjacency holds both ways. */
  readonly adjacent: readonly string[];
  /** Key words of texts about the sector, as alternatives of a regular expression, to be matched without case. */
  readonly keywords: Label;
}

export const sectorSource: Provenance = {
  source:
    'The project’s own taxonomy 0.1; labels and adjacency are its own, ISIC Rev.4 (UN, Series M No. 4) as reference',
  asOf: '2026-11-23',
};

export const sectorGroups: readonly SectorGroup[] = [
  { code: 'energy', label: { en: 'Energy', zh: '能源' } },
  { code: 'resources', label: { en: 'Mining and materials', zh: '矿产与材料' } },
  { code: 'infrastructure', label: { en: 'Infrastructure', zh: '基础设施' } },
  { code: 'digital', label: { en: 'Digital Silk Road', zh: '数字丝路' } },
  { code: 'manufacturing', label: { en: 'Manufacturing', zh: '制造业' } },
  { code: 'life', label: { en: 'Agriculture and health', zh: '农业与健康' } },
  { code: 'services', label: { en: 'Services', zh: '服务业' } },
];

type Row = readonly [
  code: string,
  group: string,
  en: string,
  zh: string,
  isicRefs: string,
  adjacent: string,
  keywordsEn: string,
  keywordsZh: string,
];

// prettier-ignore
const rows: readonly Row[] = [
  ['ENE-HYD', 'energy', 'Hydropower', '水电', 'D35', 'ENE-GRD INF-WAT', 'hydropower|hydroelectric|dam', '水电|水利'],
  ['ENE-WND', 'energy', 'Wind power', '风电', 'D35 C2811', 'ENE-GRD ENE-SOL', 'wind (power|farm|turbine|energy)', '风电|风能'],
  ['ENE-SOL', 'energy', 'Solar power and photovoltaics', '太阳能与光伏', 'D35 C2610', 'ENE-GRD ENE-WND', 'solar|photovoltaic', '光伏|太阳能|光热'],
  ['ENE-THM', 'energy', 'Thermal and gas-fired power', '火电与燃气发电', 'D35', 'ENE-GRD OIL-MID', 'thermal power|coal-fired|gas-fired|power plant', '火电|燃煤|燃气电站'],
  ['ENE-NUC', 'energy', 'Nuclear power', '核电', 'D35 C2513', 'ENE-GRD', 'nuclear', '核电|核能'],
  ['ENE-GRD', 'energy', 'Power grids, storage and smart energy', '电网、储能与智慧能源', 'D35 C2710 C2720', 'ENE-HYD ENE-NUC ENE-SOL ENE-THM ENE-WND MAN-ELE', 'transmission|distribution grid|energy storage|substation', '电网|储能|输变电'],
  ['ENE-NEW', 'energy', 'Hydrogen, biofuels and efficiency', '氢能、生物燃料与节能', 'C20 D3520', 'INF-WST OIL-DWN', 'hydrogen|biofuel|biogas|energy efficiency', '氢能|生物质|节能'],
  ['OIL-UPS', 'energy', 'Oil and gas upstream', '油气勘探开发', 'B06 B0910', 'OIL-MID', 'oil and gas exploration|oilfield|drilling|upstream', '油气|油田|钻井'],
  ['OIL-MID', 'energy', 'Pipelines, LNG and storage', '油气管道、LNG与储运', 'H4930 D3520 B0910', 'ENE-THM OIL-DWN OIL-UPS', 'pipeline|lng|liquefied', '管道|液化天然气'],
  ['OIL-DWN', 'energy', 'Refining and petrochemicals', '炼油与石化', 'C19 C20', 'ENE-NEW MAN-CHM OIL-MID', 'refiner|petrochemical', '炼油|石化|炼化'],
  ['MIN-MET', 'resources', 'Metal mining and smelting', '金属采矿与冶炼', 'B07 C24', 'MAN-STL MIN-BAT', 'mining|smelt|bauxite|copper|iron ore|gold', '采矿|冶炼|铝土|铜|铁矿'],
  ['MIN-BAT', 'resources', 'Battery minerals and materials', '电池矿产与材料', 'B0729 C2720 C20', 'MAN-VEH MIN-MET', 'lithium|nickel|cobalt|cathode|battery material', '锂|镍|钴|正极材料'],
  ['MAN-CEM', 'resources', 'Cement and building materials', '水泥与建材', 'C23', 'INF-BLD', 'cement|glass|building material', '水泥|建材|玻璃'],
  ['INF-RDB', 'infrastructure', 'Roads and bridges', '公路与桥梁', 'F4210 H5221', 'INF-BLD INF-RAL', 'road|bridge|highway|expressway', '公路|桥梁'],
  ['INF-RAL', 'infrastructure', 'Railways and urban transit', '铁路与轨道交通', 'F4210 H4911 C3020', 'INF-RDB MAN-VEH', 'rail|metro|locomotive|rolling stock', '铁路|地铁|轨道交通'],
  ['INF-PRT', 'infrastructure', 'Ports and waterways', '港口与航道', 'F4290 H5222 H5224', 'LOG-TRN', 'port|terminal|dredging|harbou?r', '港口|码头|航道|疏浚'],
  ['INF-AIR', 'infrastructure', 'Airports and aviation', '机场与航空', 'H51 H5223 C3030', 'LOG-TRN', 'airport|airline|aviation|aircraft', '机场|航空'],
  ['INF-WAT', 'infrastructure', 'Water supply, sanitation and desalination', '供水、污水处理与海水淡化', 'E36 E37', 'ENE-HYD INF-WST', 'water supply|wastewater|desalination|sewage', '供水|污水|海水淡化'],
  ['INF-WST', 'infrastructure', 'Waste management and circular economy', '固废处理与循环经济', 'E38 E39', 'ENE-NEW INF-WAT', 'waste|recycling|incineration', '固废|垃圾|回收'],
  ['INF-BLD', 'infrastructure', 'Buildings, housing and industrial parks', '房建与产业园区', 'F41 L68', 'DIG-IOT INF-RDB MAN-CEM', 'construction|real estate|housing|industrial park', '房建|地产|产业园'],
  ['DIG-TEL', 'digital', 'Telecom networks, 5G and submarine cables', '通信网络、5G与海缆', 'J61 C2630', 'DIG-CLD DIG-IOT', 'telecom|5g|mobile network|submarine cable|fib(re|er)', '通信|5G|海缆|光纤'],
  ['DIG-CLD', 'digital', 'Cloud computing and data centres', '云计算与数据中心', 'J6311', 'DIG-AID DIG-SWO DIG-TEL', 'cloud|data cent', '云计算|数据中心'],
  ['DIG-AID', 'digital', 'Artificial intelligence and big data', '人工智能与大数据', 'J62 J6311 M72', 'DIG-CLD DIG-SWO', 'artificial intelligence|machine learning|big data|analytics', '人工智能|大数据'],
  ['DIG-IOT', 'digital', 'Internet of Things, smart devices and smart cities', '物联网、智能终端与智慧城市', 'C26 J62 O84', 'DIG-TEL INF-BLD MAN-ELE', 'internet of things|iot|sensor|smart device|smart city', '物联网|传感器|智能终端|智慧城市'],
  ['DIG-ECM', 'digital', 'Cross-border e-commerce', '跨境电商', 'G4791 H53', 'DIG-FIN LOG-TRN MAN-TEX TUR-CUL', 'e-?commerce|online marketplace', '跨境电商|电子商务'],
  ['DIG-FIN', 'digital', 'Fintech and digital payments', '金融科技与数字支付', 'K6419 K66 J62', 'DIG-ECM FIN-SVC', 'fintech|mobile payment|digital wallet', '金融科技|移动支付'],
  ['DIG-SWO', 'digital', 'Software and IT service outsourcing', '软件与信息技术服务外包', 'J62 N82', 'DIG-AID DIG-CLD', 'software|it services|outsourcing', '软件|服务外包'],
  ['MAN-EQP', 'manufacturing', 'Machinery, industrial and marine equipment', '机械、工业与船舶海工装备', 'C28 C3011', 'MAN-ELE MAN-STL MAN-VEH', 'machinery|industrial equipment|shipbuild|offshore engineering', '机械|装备制造|船舶|海工'],
  ['MAN-ELE', 'manufacturing', 'Electrical equipment and electronics', '电气设备与电子', 'C26 C27', 'DIG-IOT ENE-GRD MAN-EQP', 'electrical equipment|electronic|semiconductor', '电气|电子|半导体'],
  ['MAN-VEH', 'manufacturing', 'Vehicles and new-energy vehicles', '汽车与新能源汽车', 'C29 C30', 'INF-RAL MAN-EQP MIN-BAT', 'automobile|vehicle|auto parts', '汽车|新能源车'],
  ['MAN-STL', 'manufacturing', 'Steel and metal products', '钢铁与金属制品', 'C24 C25', 'MAN-EQP MIN-MET', 'steel|metal products', '钢铁|金属制品'],
  ['MAN-CHM', 'manufacturing', 'Chemicals and fertilizers', '化工与化肥', 'C20 C22', 'AGR-FOD OIL-DWN', 'chemical|fertili[sz]er|plastic', '化工|化肥|塑料'],
  ['MAN-TEX', 'manufacturing', 'Textiles, apparel and consumer goods', '纺织服装与消费品', 'C13 C14 C15 C31', 'DIG-ECM', 'textile|apparel|garment|footwear|household', '纺织|服装|家居'],
  ['AGR-FOD', 'life', 'Agriculture, forestry, fisheries and food', '农林渔业与食品', 'A01 A02 A03 C10 C11', 'MAN-CHM', 'agricultur|plantation|fisher|forestry|food|beverage|dairy', '农业|林业|渔业|食品|饮料'],
  ['HLT-PHA', 'life', 'Pharmaceuticals, vaccines and biotech', '医药、疫苗与生物技术', 'C21 M72', 'HLT-MED', 'pharma|vaccine|biotech', '医药|疫苗|生物'],
  ['HLT-MED', 'life', 'Medical devices and health services', '医疗器械与健康服务', 'C3250 Q86', 'HLT-PHA', 'medical device|hospital|health ?care', '医疗|医院|健康'],
  ['LOG-TRN', 'services', 'Logistics and shipping', '物流与航运', 'H49 H50 H52 H53', 'DIG-ECM INF-AIR INF-PRT', 'logistic|shipping|freight|transportation', '物流|航运|货运'],
  ['FIN-SVC', 'services', 'Banking, insurance and investment', '银行、保险与投资', 'K64 K65 K66', 'DIG-FIN PRO-SVC', 'bank|insurance|investment|fund', '银行|保险|投资'],
  ['PRO-SVC', 'services', 'Professional services, education and training', '专业服务、教育与培训', 'M69 M70 M71 M73 P85', 'FIN-SVC', 'consult|legal|law firm|accounting|advertis|education|training|university', '咨询|法律|会计|教育|培训'],
  ['TUR-CUL', 'services', 'Tourism, media and culture', '旅游、传媒与文化', 'I55 J59 J60 R90', 'DIG-ECM', 'tourism|hotel|media|culture|broadcast', '旅游|传媒|文化'],
];

/** The 40 sectors, by group. */
export const sectors: readonly Sector[] = rows.map(
  ([code, group, en, zh, isicRefs, adjacent, keywordsEn, keywordsZh]) => ({
    code,
    group,
    label: { en, zh },
    isicRefs: isicRefs.split(' '),
    adjacent: adjacent.split(' '),
    keywords: { en: keywordsEn, zh: keywordsZh },
  }),
);

const sectorByCode = new Map(sectors.map((sector) => [sector.code, sector]));

/** The sector of a code, or null when the taxonomy has none. */
export function findSector(code: string): Sector | null {
  return sectorByCode.get(code) ?? null;
}

/** Whether two sectors lie next to each other; a sector does not lie next to itself, nor an unknown code to any. */
export function isAdjacent(sector: string, other: string): boolean {
  return findSector(sector)?.adjacent.includes(other) ?? false;
}
