import type { Label, Provenance } from './label.js';

export interface CapabilityGroup {
  readonly code: string;
  readonly label: Label;
}

/** Something that one company offers and another needs. */
export interface Capability {
  readonly code: string;
  /** Code of its group. */
  readonly group: string;
  readonly label: Label;
  /** Whether it is worth as much to a company of any sector (a loan, a legal opinion). */
  readonly sectorAgnostic: boolean;
  /** Key words of English texts that offer it, as alternatives of a regular expression, to be matched without case. */
  readonly keywordsEn: string;
}

export const capabilitySource: Provenance = {
  source: 'The project’s own taxonomy 0.1; the source has English key words only',
  asOf: '2026-11-23',
};

export const capabilityGroups: readonly CapabilityGroup[] = [
  { code: 'production', label: { en: 'Production capacity', zh: '产能制造' } },
  { code: 'engineering', label: { en: 'Engineering and construction', zh: '工程建设' } },
  { code: 'technology', label: { en: 'Technology', zh: '技术' } },
  { code: 'equipment', label: { en: 'Equipment', zh: '装备' } },
  { code: 'finance', label: { en: 'Finance and insurance', zh: '金融保险' } },
  { code: 'market', label: { en: 'Market access', zh: '市场准入' } },
  { code: 'resources', label: { en: 'Land and resources', zh: '土地与资源' } },
  { code: 'distribution', label: { en: 'Logistics and distribution', zh: '物流分销' } },
  { code: 'operations', label: { en: 'Operations and maintenance', zh: '运营维护' } },
  { code: 'standards', label: { en: 'Standards and ESG', zh: '标准与ESG' } },
  { code: 'people', label: { en: 'People and training', zh: '人才培训' } },
  { code: 'support', label: { en: 'Professional support', zh: '法律财税等支持' } },
];

type Row = readonly [code: string, group: string, en: string, zh: string, sectorAgnostic: boolean, keywordsEn: string];

// prettier-ignore
const rows: readonly Row[] = [
  ['P01', 'production', 'Large-scale manufacturing capacity', '规模化制造产能', false, 'manufactur|mass production|producer'],
  ['P02', 'production', 'Contract / OEM manufacturing', '代工与贴牌制造', false, 'oem|odm|contract manufactur'],
  ['P03', 'production', 'Local assembly and localisation', '本地组装与国产化落地', false, 'assembl|ckd|locali[sz]ation'],
  ['P04', 'production', 'Raw-material processing and smelting', '原材料加工与冶炼', false, 'smelt|refin|processing plant'],
  ['P05', 'production', 'Modular prefabrication', '模块化预制', false, 'modul|prefabricat|yard'],
  ['E01', 'engineering', 'EPC general contracting', 'EPC工程总承包', false, 'epc|turnkey|general contract'],
  ['E02', 'engineering', 'Civil works construction', '土建施工', false, 'civil works|construction contractor|infrastructure construction'],
  ['E03', 'engineering', 'Electromechanical installation and commissioning', '机电安装与调试', false, 'installation|commissioning|electromechanical'],
  ['E04', 'engineering', 'Engineering design and feasibility study', '工程设计与可行性研究', false, 'engineering design|feasibility|basic engineering|feed'],
  ['E05', 'engineering', 'Project management and construction supervision', '项目管理与工程监理', false, 'project management|supervision|owner.s engineer'],
  ['E06', 'engineering', 'Marine works and dredging', '水工与疏浚工程', false, 'dredging|marine works|breakwater|quay'],
  ['E07', 'engineering', 'Systems integration', '系统集成', false, 'system integration|integrator'],
  ['T01', 'technology', 'Core technology licensing', '核心技术许可', false, 'licen[cs](e|ing)|patent'],
  ['T02', 'technology', 'Joint research and development', '联合研发', false, 'research and development|r&d'],
  ['T03', 'technology', 'Proprietary process know-how', '专有工艺与技术诀窍', false, 'know-how|proprietary|process technology'],
  ['T04', 'technology', 'Digital platform and software', '数字平台与软件', false, 'platform|software|saas'],
  ['T05', 'technology', 'Low-carbon and environmental technology', '低碳与环保技术', false, 'low-carbon|clean technology|emission|environmental technolog'],
  ['T06', 'technology', 'Mine or field development expertise', '矿山与油田开发技术', false, 'mine development|reservoir|exploration expertise'],
  ['Q01', 'equipment', 'Core equipment supply', '核心设备供应', false, 'turbine|generator|boiler|equipment suppl'],
  ['Q02', 'equipment', 'Key components and parts', '关键零部件供应', false, 'component|parts|module'],
  ['Q03', 'equipment', 'Construction machinery supply', '工程机械供应', false, 'construction machinery|excavator|crane'],
  ['Q04', 'equipment', 'Network and ICT equipment', '网络与信息通信设备', false, 'network equipment|base station|server'],
  ['Q05', 'equipment', 'Cost-competitive volume equipment', '高性价比成套设备', false, 'cost-effective|low-cost|complete set'],
  ['F01', 'finance', 'Equity investment', '股权投资', true, 'equity|shareholder|investment holding'],
  ['F02', 'finance', 'Commercial loans and project finance', '商业贷款与项目融资', true, 'project finance|syndicated|commercial bank|loan'],
  ['F03', 'finance', 'Policy-bank and concessional loans', '政策性与优惠贷款', true, 'exim|development bank|concessional'],
  ['F04', 'finance', 'Export credit insurance', '出口信用保险', true, 'export credit|sinosure|credit insurance'],
  ['F05', 'finance', 'Guarantees and political-risk cover', '担保与政治风险保险', true, 'guarantee|political risk|miga'],
  ['F06', 'finance', 'Leasing and supply-chain finance', '租赁与供应链金融', true, 'leasing|factoring'],
  ['F07', 'finance', 'Multilateral and blended finance', '多边与混合融资', true, 'ifc|multilateral|blended'],
  ['F08', 'finance', 'Cross-border and RMB settlement', '跨境与人民币结算', true, 'settlement|rmb|currency swap'],
  ['M01', 'market', 'Local licences and permits', '本地资质与许可', false, 'licen[cs]ed|concession holder|permit'],
  ['M02', 'market', 'Government concession and relations', '政府特许与公共关系', false, 'state-owned|government|authority|public utility'],
  ['M03', 'market', 'Offtake and purchase agreements', '包销与购买协议', false, 'offtake|off-taker|power purchase|procurer'],
  ['M04', 'market', 'Local sales channels and customers', '本地销售渠道与客户', false, 'customers|subscribers|retail network|branch'],
  ['M05', 'market', 'Regional network and overseas experience', '区域网络与海外运营经验', false, 'international operations|presence in|global network'],
  ['M06', 'market', 'Brand and reputation', '品牌与信誉', false, 'brand|leading'],
  ['M07', 'market', 'Development demand (project owner)', '发展需求方（项目业主）', false, 'project owner|developer|utility'],
  ['L01', 'resources', 'Land and site', '土地与场址', false, 'land|site|concession area'],
  ['L02', 'resources', 'Mineral and energy resource rights', '矿产与能源资源权益', false, 'mineral right|mining licen|reserve|block'],
  ['L03', 'resources', 'Industrial park and utilities', '产业园区与配套', false, 'industrial park|free zone|industrial estate'],
  ['L04', 'resources', 'Local workforce', '本地劳动力', true, 'workforce|labou?r'],
  ['L05', 'resources', 'Agricultural and raw-material supply', '农产品与原料供应', false, 'raw material|plantation|feedstock'],
  ['L06', 'resources', 'Port, grid or network access', '港口、电网或网络接入', false, 'grid connection|port access|landing station'],
  ['D01', 'distribution', 'Shipping and freight', '航运与货运', true, 'shipping|freight|bulk carrier'],
  ['D02', 'distribution', 'Warehousing and customs clearance', '仓储与清关', true, 'warehous|customs'],
  ['D03', 'distribution', 'Cross-border e-commerce operation', '跨境电商运营', false, 'e-?commerce|marketplace'],
  ['D04', 'distribution', 'Distribution and retail network', '分销与零售网络', false, 'distribut|dealer|retail'],
  ['O01', 'operations', 'Plant operation and maintenance', '电站与工厂运维', false, 'operat(e|ion) and maint|o&m'],
  ['O02', 'operations', 'Concession and terminal operation', '特许经营与码头运营', false, 'concession|terminal operat|toll'],
  ['O03', 'operations', 'Asset and portfolio management', '资产管理', true, 'asset manage'],
  ['O04', 'operations', 'After-sales, spares and maintenance', '售后、备件与维修', false, 'after-sales|spare|maintenance'],
  ['O05', 'operations', 'Network and platform operation', '网络与平台运营', false, 'mobile operator|network operat|platform operat'],
  ['S01', 'standards', 'International standards and certification', '国际标准与认证', true, 'certif|iso |standard'],
  ['S02', 'standards', 'ESG, HSE and safeguards management', 'ESG、HSE与环境社会保障', true, 'esg|sustainab|hse|environmental and social'],
  ['S03', 'standards', 'Testing, inspection and quality control', '检验检测与质量控制', true, 'testing|inspection|quality control'],
  ['S04', 'standards', 'Environmental and social impact assessment', '环境与社会影响评价', true, 'impact assessment'],
  ['H01', 'people', 'Vocational and technical training', '职业与技术培训', true, 'training|skills'],
  ['H02', 'people', 'Management and expert secondment', '管理与专家派驻', true, 'management team|second'],
  ['H03', 'people', 'Recruitment and HR services', '招聘与人力资源服务', true, 'recruit|staffing|human resource'],
  ['G01', 'support', 'Legal and compliance services', '法律与合规服务', true, 'law firm|legal|compliance'],
  ['G02', 'support', 'Intellectual-property services', '知识产权服务', true, 'intellectual property|trademark'],
  ['G03', 'support', 'Dispute resolution and arbitration', '争议解决与仲裁', true, 'arbitration|dispute'],
  ['G04', 'support', 'Tax and accounting', '税务与会计', true, 'tax|audit|accounting'],
  ['G05', 'support', 'Credit information and due diligence', '征信与尽职调查', true, 'credit rating|due diligence'],
  ['G06', 'support', 'Security and risk management', '安保与风险管理', true, 'risk manage|security service'],
  ['G07', 'support', 'Marketing, PR and translation', '营销、公关与翻译', true, 'marketing|public relations|translation'],
];

/** The 67 capabilities, by group. */
export const capabilities: readonly Capability[] = rows.map(([code, group, en, zh, sectorAgnostic, keywordsEn]) => ({
  code,
  group,
  label: { en, zh },
  sectorAgnostic,
  keywordsEn,
}));

const capabilityByCode = new Map(capabilities.map((capability) => [capability.code, capability]));

/** The capability of a code, or null when the taxonomy has none. */
export function findCapability(code: string): Capability | null {
  return capabilityByCode.get(code) ?? null;
}
