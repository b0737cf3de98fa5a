import type { Provenance } from './label.js';

export const importMapSource: Provenance = {
  source:
    'The project’s own reading of the industry names of listed companies (GICS names appear only as keys): industries ' +
    'from taxonomy 0.1; groups, sectors and the key words of names written for the import',
  asOf: '2026-11-23',
};

/** Industry name → sector. */
// prettier-ignore
export const sectorByIndustry: ReadonlyMap<string, string> = new Map([
  ['Construction & Engineering', 'INF-BLD'],
  ['Electric Utilities', 'ENE-GRD'],
  ['Independent Power and Renewable Electricity Producers', 'ENE-THM'],
  ['Multi-Utilities', 'ENE-GRD'],
  ['Water Utilities', 'INF-WAT'],
  ['Gas Utilities', 'OIL-MID'],
  ['Oil, Gas & Consumable Fuels', 'OIL-UPS'],
  ['Energy Equipment & Services', 'OIL-UPS'],
  ['Metals & Mining', 'MIN-MET'],
  ['Construction Materials', 'MAN-CEM'],
  ['Building Products', 'MAN-CEM'],
  ['Chemicals', 'MAN-CHM'],
  ['Paper & Forest Products', 'AGR-FOD'],
  ['Containers & Packaging', 'MAN-CHM'],
  ['Machinery', 'MAN-EQP'],
  ['Electrical Equipment', 'MAN-ELE'],
  ['Electronic Equipment, Instruments & Components', 'MAN-ELE'],
  ['Semiconductors & Semiconductor Equipment', 'MAN-ELE'],
  ['Technology Hardware, Storage & Peripherals', 'DIG-IOT'],
  ['Communications Equipment', 'DIG-TEL'],
  ['Diversified Telecommunication Services', 'DIG-TEL'],
  ['Wireless Telecommunication Services', 'DIG-TEL'],
  ['IT Services', 'DIG-SWO'],
  ['Software', 'DIG-SWO'],
  ['Interactive Media & Services', 'DIG-AID'],
  ['Internet & Direct Marketing Retail', 'DIG-ECM'],
  ['Automobiles', 'MAN-VEH'],
  ['Auto Components', 'MAN-VEH'],
  ['Road & Rail', 'INF-RAL'],
  ['Railroads', 'INF-RAL'],
  ['Transportation Infrastructure', 'INF-PRT'],
  ['Marine', 'LOG-TRN'],
  ['Air Freight & Logistics', 'LOG-TRN'],
  ['Airlines', 'INF-AIR'],
  ['Aerospace & Defense', 'INF-AIR'],
  ['Trading Companies & Distributors', 'LOG-TRN'],
  ['Commercial Services & Supplies', 'INF-WST'],
  ['Waste Management', 'INF-WST'],
  ['Professional Services', 'PRO-SVC'],
  ['Pharmaceuticals', 'HLT-PHA'],
  ['Biotechnology', 'HLT-PHA'],
  ['Life Sciences Tools & Services', 'HLT-PHA'],
  ['Health Care Equipment & Supplies', 'HLT-MED'],
  ['Health Care Providers & Services', 'HLT-MED'],
  ['Health Care Technology', 'HLT-MED'],
  ['Food Products', 'AGR-FOD'],
  ['Beverages', 'AGR-FOD'],
  ['Tobacco', 'AGR-FOD'],
  ['Food & Staples Retailing', 'AGR-FOD'],
  ['Textiles, Apparel & Luxury Goods', 'MAN-TEX'],
  ['Household Durables', 'MAN-TEX'],
  ['Household Products', 'MAN-TEX'],
  ['Personal Products', 'MAN-TEX'],
  ['Leisure Products', 'MAN-TEX'],
  ['Specialty Retail', 'DIG-ECM'],
  ['Distributors', 'LOG-TRN'],
  ['Multiline Retail', 'DIG-ECM'],
  ['Banks', 'FIN-SVC'],
  ['Insurance', 'FIN-SVC'],
  ['Capital Markets', 'FIN-SVC'],
  ['Diversified Financial Services', 'FIN-SVC'],
  ['Consumer Finance', 'DIG-FIN'],
  ['Thrifts & Mortgage Finance', 'FIN-SVC'],
  ['Real Estate Management & Development', 'INF-BLD'],
  ['Equity Real Estate Investment Trusts (REITs)', 'INF-BLD'],
  ['Hotels, Restaurants & Leisure', 'TUR-CUL'],
  ['Media', 'TUR-CUL'],
  ['Entertainment', 'TUR-CUL'],
  ['Diversified Consumer Services', 'PRO-SVC'],
  ['Industrial Conglomerates', 'MAN-EQP'],
  ['Multi-Sector Holdings', 'FIN-SVC'],
]);

/** Industry group → sector, where the industry is missing or unknown. */
// prettier-ignore
export const sectorByIndustryGroup: ReadonlyMap<string, string> = new Map([
  ['Automobiles & Components', 'MAN-VEH'],
  ['Banks', 'FIN-SVC'],
  ['Capital Goods', 'MAN-EQP'],
  ['Commercial & Professional Services', 'PRO-SVC'],
  ['Consumer Durables & Apparel', 'MAN-TEX'],
  ['Consumer Services', 'TUR-CUL'],
  ['Diversified Financials', 'FIN-SVC'],
  ['Energy', 'OIL-UPS'],
  ['Food & Staples Retailing', 'AGR-FOD'],
  ['Food, Beverage & Tobacco', 'AGR-FOD'],
  ['Health Care Equipment & Services', 'HLT-MED'],
  ['Household & Personal Products', 'MAN-TEX'],
  ['Insurance', 'FIN-SVC'],
  ['Materials', 'MAN-CHM'],
  ['Media & Entertainment', 'TUR-CUL'],
  ['Pharmaceuticals, Biotechnology & Life Sciences', 'HLT-PHA'],
  ['Real Estate', 'INF-BLD'],
  ['Retailing', 'DIG-ECM'],
  ['Semiconductors & Semiconductor Equipment', 'MAN-ELE'],
  ['Software & Services', 'DIG-SWO'],
  ['Technology Hardware & Equipment', 'DIG-IOT'],
  ['Telecommunication Services', 'DIG-TEL'],
  ['Transportation', 'LOG-TRN'],
  ['Utilities', 'ENE-GRD'],
]);

/** Economic sector → sector, where neither industry nor group is known. */
// prettier-ignore
export const sectorByEconomicSector: ReadonlyMap<string, string> = new Map([
  ['Communication Services', 'DIG-TEL'],
  ['Consumer Discretionary', 'MAN-TEX'],
  ['Consumer Staples', 'AGR-FOD'],
  ['Energy', 'OIL-UPS'],
  ['Financials', 'FIN-SVC'],
  ['Health Care', 'HLT-MED'],
  ['Industrials', 'MAN-EQP'],
  ['Information Technology', 'DIG-SWO'],
  ['Materials', 'MAN-CHM'],
  ['Real Estate', 'INF-BLD'],
  ['Utilities', 'ENE-GRD'],
]);

/** A word of a name that tells the sector better than the industry does. */
export interface NameRefinement {
  /** The sectors, as the maps above give them, inside which the word means this. */
  readonly from: readonly string[];
  readonly word: RegExp;
  readonly sector: string;
}

const power = ['ENE-THM', 'ENE-GRD'];
const works = ['INF-BLD', 'INF-PRT', 'MAN-EQP'];
const transport = ['LOG-TRN', 'INF-PRT', 'INF-RAL', 'INF-AIR'];
const materials = ['MAN-CHM', 'MIN-MET'];
const oil = ['OIL-UPS', 'OIL-MID'];
const software = ['DIG-SWO', 'DIG-IOT'];

/**
 * The first that fits wins. Words are whole words or the beginning of one: `port` inside `Support` or `gold` inside
 * `Goldman` would mean nothing. A word counts only inside related sectors: a `Solar` fund remains a fund.
 */
// prettier-ignore
export const nameRefinements: readonly NameRefinement[] = [
  { from: power, word: /\b(hydro|hydropower|hydroelectric|hidro\w*)\b/i, sector: 'ENE-HYD' },
  { from: [...power, 'MAN-EQP', 'MAN-ELE'], word: /\b(wind|windpower|eolic\w*|eolian\w*)\b/i, sector: 'ENE-WND' },
  { from: [...power, 'MAN-EQP', 'MAN-ELE', 'DIG-IOT'], word: /\b(solar|photovoltaic\w*|pv)\b/i, sector: 'ENE-SOL' },
  { from: [...power, 'MAN-EQP'], word: /\bnuclear\b/i, sector: 'ENE-NUC' },
  { from: ['ENE-GRD'], word: /\b(thermal|thermoelectric|termo\w*)\b/i, sector: 'ENE-THM' },
  { from: ['ENE-GRD'], word: /\b(gas|gaz)\b/i, sector: 'OIL-MID' },
  { from: ['ENE-GRD', 'INF-BLD', 'INF-PRT'], word: /\b(water|wastewater|sewage|saneamento|desalination|aguas)\b/i, sector: 'INF-WAT' },
  { from: ['ENE-THM'], word: /\b(grid|transmission|transmissao)\b/i, sector: 'ENE-GRD' },
  { from: [...power, ...oil, 'MAN-EQP', 'MAN-CHM'], word: /\b(hydrogen|biofuels?|biogas|biodiesel|bioenergy|ethanol)\b/i, sector: 'ENE-NEW' },
  { from: [...oil, 'MAN-CHM'], word: /\b(refin(ing|er\w*)|petrochem\w*|petroquimica)\b/i, sector: 'OIL-DWN' },
  { from: oil, word: /\b(pipelines?|lng|transportadora|midstream|transneft)\b/i, sector: 'OIL-MID' },
  { from: [...works, 'INF-RAL'], word: /\b(roads?|bridges?|highways?|expressways?|toll|autostrad\w*|autopistas?|rodovias?)\b/i, sector: 'INF-RDB' },
  { from: [...works, 'LOG-TRN'], word: /\b(rail|rails|railways?|railroads?|locomotives?|rolling stock)\b/i, sector: 'INF-RAL' },
  { from: [...works, ...transport], word: /\b(airports?|aeroportu?\w*|flughafen|airlines?|airways|aviation)\b/i, sector: 'INF-AIR' },
  { from: [...works, 'LOG-TRN'], word: /\b(ports?|harbou?rs?|dredging|porto)\b/i, sector: 'INF-PRT' },
  { from: ['INF-PRT', 'INF-BLD', 'MAN-EQP', 'ENE-GRD', 'INF-AIR'], word: /\b(waste|recycl\w*|incinerat\w*|environment\w*|enviro\w*|environnement)\b/i, sector: 'INF-WST' },
  { from: ['INF-PRT', 'INF-RAL'], word: /\b(logist\w*|shipping|freight|maritime)\b/i, sector: 'LOG-TRN' },
  { from: [...materials, 'MAN-ELE'], word: /\b(lithium|nickel|cobalt|cathode|batter(y|ies))\b/i, sector: 'MIN-BAT' },
  { from: [...materials, 'MAN-EQP'], word: /\b(steels?|stainless|iron|ispat|celik|acero|siderurg\w*|alloys?|pipes?|tubes?)\b/i, sector: 'MAN-STL' },
  { from: ['MAN-CHM'], word: /\b(gold|silver|copper|mining|mines?|minerals?|alumini?um|zinc|metals?|bauxite)\b/i, sector: 'MIN-MET' },
  { from: ['MAN-EQP', 'MAN-CHM', 'LOG-TRN'], word: /\b(cement\w*|cimento\w*|glass|ceramics?|granites?|concrete|bricks?)\b/i, sector: 'MAN-CEM' },
  { from: [...materials, 'MAN-EQP'], word: /\b(paper|papers|pulp|timber|forest\w*)\b/i, sector: 'AGR-FOD' },
  { from: ['MAN-TEX', 'MAN-CHM'], word: /\b(agro\w*|agri\w*|seeds?|husbandry|salmon|tea|foods?|fisher\w*|dairy|plantations?)\b/i, sector: 'AGR-FOD' },
  { from: ['LOG-TRN', 'MAN-EQP'], word: /\b(plastics?|polymers?|packaging|chemicals?|fertili[sz]ers?)\b/i, sector: 'MAN-CHM' },
  { from: ['MAN-EQP'], word: /\b(electronics?|electrical|cables?|transformers?|semiconductors?)\b/i, sector: 'MAN-ELE' },
  { from: ['MAN-EQP'], word: /\b(automotive|automobiles?|motors?|vehicles?|auto)\b/i, sector: 'MAN-VEH' },
  { from: software, word: /\b(cloud|hosting|data cent(er|re)s?)\b/i, sector: 'DIG-CLD' },
  { from: software, word: /\b(ai|artificial intelligence|big data|analytics)\b/i, sector: 'DIG-AID' },
  { from: [...software, 'FIN-SVC'], word: /\b(fintech|payments?)\b/i, sector: 'DIG-FIN' },
  { from: ['HLT-MED'], word: /\b(pharma\w*|biotech\w*|vaccines?)\b/i, sector: 'HLT-PHA' },
  { from: ['MAN-TEX', 'TUR-CUL'], word: /\b(education\w*|universit\w*|schools?)\b/i, sector: 'PRO-SVC' },
  { from: ['FIN-SVC'], word: /\b(inmobiliari\w*|imobiliari\w*|real estate|reit)\b/i, sector: 'INF-BLD' },
];
