import type { Side } from '#matching';
import type { CooperationModeCode, Provenance } from '../taxonomy/index.js';

/** What one party brought to a published project. */
export interface SampleCaseMember {
  readonly side: Side;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** One lead of each side in every case. */
  readonly isLead: boolean;
  /** Codes of capabilities: the contribution as the project codes it. */
  readonly offers: readonly string[];
  /** As published. */
  readonly contribution: string;
}

/** A published three-party project. */
export interface SampleCase {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly host: string;
  /** Code of the taxonomy. */
  readonly sector: string;
  /** The project’s reading of the source. */
  readonly mode: CooperationModeCode;
  readonly year: number;
  /** When the source was read. */
  readonly status: 'announced' | 'awarded' | 'construction' | 'operating' | 'completed';
  readonly members: readonly SampleCaseMember[];
  /** Addresses of the pages that the facts come from. */
  readonly sources: readonly string[];
  readonly note?: string;
}

export const sampleCaseSource: Provenance = {
  source: 'The pages that each case names; offers, sector and mode are coded by the project, needs are not published',
  asOf: '2026-11-23',
};

/** 24 published three-party projects with 101 members. */
// One member, one line.
// prettier-ignore
export const sampleCases: readonly SampleCase[] = [
  {
    id: 'gibe3', name: 'Gibe III hydropower station', host: 'ET', sector: 'ENE-HYD', mode: 'engineering', year: 2016, status: 'operating',
    members: [
      { side: 'CHINA', name: 'Dongfang Electric', country: 'CN', isLead: true, offers: ['Q01', 'E03'], contribution: 'supplied the generating units and related services' },
      { side: 'DEVELOPED', name: 'Salini Impregilo', country: 'IT', isLead: true, offers: ['E02', 'E01', 'E04'], contribution: 'design and civil works of dam and powerhouse' },
      { side: 'DEVELOPING', name: 'Ethiopian Electric Power', country: 'ET', isLead: true, offers: ['M07', 'M02', 'L02'], contribution: 'project owner (name from general knowledge, not in the source)' },
    ],
    sources: [
      'https://en.imsilkroad.com/p/308247.html',
    ],
    note: 'The source says NDRC put it in its 2019 guidelines: the only case whose listing could be confirmed here',
  },
  {
    id: 'danieli-az', name: 'Steel plant for Azerbaijan', host: 'AZ', sector: 'MAN-STL', mode: 'product_service', year: 2019, status: 'announced',
    members: [
      { side: 'CHINA', name: 'China CAMC Engineering', country: 'CN', isLead: true, offers: ['E01', 'P05'], contribution: 'plant construction, partly built in China' },
      { side: 'DEVELOPED', name: 'Danieli', country: 'IT', isLead: true, offers: ['Q01', 'T03', 'E04'], contribution: 'steel-plant equipment and process' },
      { side: 'DEVELOPING', name: 'Azerbaijani steel plant owner', country: 'AZ', isLead: true, offers: ['M07', 'L01'], contribution: 'host of the plant (owner not named in source)' },
    ],
    sources: [
      'https://gulftoday.ae/business/2019/03/24/italy-signs-deals-worth--$2-8-billion-with-china',
    ],
  },
  {
    id: 'karot', name: 'Karot hydropower station', host: 'PK', sector: 'ENE-HYD', mode: 'finance_industry', year: 2017, status: 'operating',
    members: [
      { side: 'CHINA', name: 'China Three Gorges South Asia Investment', country: 'CN', isLead: true, offers: ['F01', 'O01', 'E05'], contribution: 'developer and operator' },
      { side: 'CHINA', name: 'Silk Road Fund', country: 'CN', isLead: false, offers: ['F01', 'F02'], contribution: 'equity and loans' },
      { side: 'CHINA', name: 'China Exim Bank', country: 'CN', isLead: false, offers: ['F03'], contribution: 'lead lender' },
      { side: 'DEVELOPED', name: 'International Finance Corporation', country: 'US', isLead: true, offers: ['F07', 'S02'], contribution: '15% stake in the developer, USD 100m loan, E&S governance' },
      { side: 'DEVELOPING', name: 'Private Power and Infrastructure Board', country: 'PK', isLead: true, offers: ['M02', 'M01'], contribution: 'concession, facilitation' },
    ],
    sources: [
      'http://www.silkroadfund.com.cn/enweb/23809/23812/26911/index.html',
      'https://www.nsenergybusiness.com/news/newsifc-completes-100m-financial-closure-for-pakistans-720mw-hydropower-project-150317-5763037/',
    ],
    note: 'DEV side is a multilateral',
  },
  {
    id: 'hassyan', name: 'Hassyan power plant', host: 'AE', sector: 'ENE-THM', mode: 'finance_industry', year: 2016, status: 'operating',
    members: [
      { side: 'CHINA', name: 'Harbin Electric International', country: 'CN', isLead: true, offers: ['E01', 'F01'], contribution: 'EPC contractor and shareholder' },
      { side: 'CHINA', name: 'Silk Road Fund', country: 'CN', isLead: false, offers: ['F01', 'F02'], contribution: 'equity and debt' },
      { side: 'DEVELOPED', name: 'Alstom (GE)', country: 'FR', isLead: true, offers: ['T01', 'Q01', 'E04', 'O01'], contribution: 'overall engineering, power block supply, performance guarantee' },
      { side: 'DEVELOPED', name: 'Louis Dreyfus', country: 'FR', isLead: false, offers: ['D02'], contribution: 'coal handling' },
      { side: 'DEVELOPING', name: 'DEWA', country: 'AE', isLead: true, offers: ['M07', 'M03', 'L01'], contribution: '51% owner, 25-year purchase agreement' },
      { side: 'DEVELOPING', name: 'ACWA Power', country: 'SA', isLead: false, offers: ['F01', 'O03'], contribution: 'lead developer' },
    ],
    sources: [
      'https://www.power-technology.com/projects/hassyan-clean-coal-project-dubai/',
      'https://exchangemonitor.com/dewa-signs-power-purchase-agreement-hassyan-clean-coal-power-project',
    ],
  },
  {
    id: 'kipeto', name: 'Kipeto wind farm', host: 'KE', sector: 'ENE-WND', mode: 'product_service', year: 2016, status: 'operating',
    members: [
      { side: 'CHINA', name: 'China Machinery Engineering Corporation', country: 'CN', isLead: true, offers: ['E01', 'E02', 'E03'], contribution: '2016 turnkey contract' },
      { side: 'DEVELOPED', name: 'General Electric', country: 'US', isLead: true, offers: ['Q01', 'O04'], contribution: '60 wind turbines, service' },
      { side: 'DEVELOPED', name: 'Actis', country: 'GB', isLead: false, offers: ['F01'], contribution: '88% equity from 2018' },
      { side: 'DEVELOPING', name: 'Craftskills Wind Energy', country: 'KE', isLead: true, offers: ['M01', 'L01', 'M07'], contribution: 'local developer, permits' },
      { side: 'DEVELOPING', name: 'Kenya Power', country: 'KE', isLead: false, offers: ['M03'], contribution: '20-year PPA' },
    ],
    sources: [
      'https://www.businessdailyafrica.com/markets/China-firm-wins-Sh22-6bn-tender-to-build-Kipeto/539552-3053024-ecdbaiz/index.html',
      'https://www.windtech-international.com/projects-and-contracts/ge-and-sinomach-to-jointly-promote-clean-energy-in-africa',
    ],
    note: 'Financing closed in 2018 with GE doing the grid works; the CMEC contract is the 2016 state',
  },
  {
    id: 'noor23', name: 'Noor Ouarzazate II and III', host: 'MA', sector: 'ENE-SOL', mode: 'engineering', year: 2015, status: 'operating',
    members: [
      { side: 'CHINA', name: 'SEPCO III', country: 'CN', isLead: true, offers: ['E01', 'E02', 'E03'], contribution: 'turnkey construction' },
      { side: 'DEVELOPED', name: 'SENER', country: 'ES', isLead: true, offers: ['T01', 'E04', 'Q02', 'F01'], contribution: 'patented troughs, heliostats and receiver; equity in II' },
      { side: 'DEVELOPING', name: 'MASEN', country: 'MA', isLead: true, offers: ['M07', 'M03', 'L01', 'F01'], contribution: '25% equity, 25-year PPA' },
      { side: 'DEVELOPING', name: 'ACWA Power', country: 'SA', isLead: false, offers: ['F01', 'O03'], contribution: 'lead developer' },
    ],
    sources: [
      'http://www.noticiasmagazine.sener/en/news/major-advances-in-the-construction-on-nooro-ii-and-nooro-iii/52/',
      'https://www.pv-tech.org/news/acwa_and_sener_achieve_financial_close_on_500mw_of_moroccan_csp_projects',
    ],
  },
  {
    id: 'katembe', name: 'Maputo-Katembe bridge and link roads', host: 'MZ', sector: 'INF-RDB', mode: 'engineering', year: 2018, status: 'operating',
    members: [
      { side: 'CHINA', name: 'China Road and Bridge Corporation', country: 'CN', isLead: true, offers: ['E01', 'E02'], contribution: 'built bridge and roads' },
      { side: 'CHINA', name: 'Export-Import Bank of China', country: 'CN', isLead: false, offers: ['F03'], contribution: 'loans' },
      { side: 'DEVELOPED', name: 'GAUFF Engineering', country: 'DE', isLead: true, offers: ['E05', 'S03'], contribution: 'construction supervision and quality control' },
      { side: 'DEVELOPING', name: 'Maputo Sul', country: 'MZ', isLead: true, offers: ['M07', 'M02', 'L01'], contribution: 'public project owner' },
    ],
    sources: [
      'https://www.gauff.net/en/referenzen/mozambique/maputo-bridge.html',
      'http://en.chinagate.cn/2015-09/22/content_36645534.htm',
    ],
  },
  {
    id: 'rn1', name: 'National Road 1 Brazzaville-Pointe-Noire concession', host: 'CG', sector: 'INF-RDB', mode: 'investment', year: 2019, status: 'operating',
    members: [
      { side: 'CHINA', name: 'China State Construction Engineering', country: 'CN', isLead: true, offers: ['E02', 'E01', 'O04'], contribution: 'built 535 km; 30-year maintenance' },
      { side: 'DEVELOPED', name: 'Egis', country: 'FR', isLead: true, offers: ['E05', 'O02'], contribution: 'delegated project manager, then toll operator' },
      { side: 'DEVELOPING', name: 'Republic of the Congo (Grands Travaux)', country: 'CG', isLead: true, offers: ['M02', 'L01', 'M07'], contribution: 'grantor, owner, 30-year concession' },
    ],
    sources: [
      'https://www.egis-group.com/action/realisations/national-road-no-1-congo?url_back=node/3511',
      'https://fr.africanews.com/2019/03/02/congo-la-rn1-desormais-geree-par-deux-entreprises-privees',
    ],
  },
  {
    id: 'sweihan', name: 'Noor Abu Dhabi (Sweihan), 1.18 GW', host: 'AE', sector: 'ENE-SOL', mode: 'investment', year: 2017, status: 'operating',
    members: [
      { side: 'CHINA', name: 'JinkoSolar', country: 'CN', isLead: true, offers: ['P01', 'Q02', 'F01'], contribution: 'modules, equity' },
      { side: 'DEVELOPED', name: 'Marubeni', country: 'JP', isLead: true, offers: ['F01', 'F02', 'O03'], contribution: 'power-project developer' },
      { side: 'DEVELOPING', name: 'ADWEA / EWEC', country: 'AE', isLead: true, offers: ['M07', 'M03', 'L01', 'F01'], contribution: '60% owner, offtaker' },
    ],
    sources: [
      'https://businesschief.asia/videos/jinkosolar-announces-launch-of-operations-at-worlds-largest-solar-plant',
      'http://www.finanznachrichten.de/nachrichten-2017-05/40797211-financing-agreed-for-sweihan-mega-project-in-abu-dhabi-451.htm',
    ],
  },
  {
    id: 'mozura', name: 'Možura wind farm', host: 'ME', sector: 'ENE-WND', mode: 'investment', year: 2019, status: 'operating',
    members: [
      { side: 'CHINA', name: 'Shanghai Electric Power', country: 'CN', isLead: true, offers: ['F01', 'O01'], contribution: 'majority of the joint venture' },
      { side: 'CHINA', name: 'Envision Energy', country: 'CN', isLead: false, offers: ['Q01'], contribution: '23 turbines' },
      { side: 'DEVELOPED', name: 'Enemalta', country: 'MT', isLead: true, offers: ['F01', 'M05', 'M01'], contribution: 'EU utility, holder of the concession' },
      { side: 'DEVELOPING', name: 'Government of Montenegro', country: 'ME', isLead: true, offers: ['L01', 'M03', 'M02'], contribution: 'land lease, tariff' },
    ],
    sources: [
      'https://www.maltatoday.com.mt/news/europe/98718/enemalta_invests_in_90_million_wind_farm_in_montenegro',
      'https://www.evwind.es/2019/11/20/wind-energy-in-montenegro-mozura-wind-farm-starts-operation/71921',
    ],
  },
  {
    id: 'smb', name: 'SMB-Winning bauxite', host: 'GN', sector: 'MIN-MET', mode: 'investment', year: 2015, status: 'operating',
    members: [
      { side: 'CHINA', name: 'China Hongqiao (Shandong Weiqiao)', country: 'CN', isLead: true, offers: ['P04', 'M03', 'F01'], contribution: 'aluminium smelter, offtake' },
      { side: 'CHINA', name: 'Yantai Port Group', country: 'CN', isLead: false, offers: ['O02', 'E06'], contribution: 'port operation' },
      { side: 'DEVELOPED', name: 'Winning Shipping', country: 'SG', isLead: true, offers: ['D01', 'F01', 'O03'], contribution: '45% stake, shipping, leads the consortium' },
      { side: 'DEVELOPING', name: 'UMS', country: 'GN', isLead: true, offers: ['D02', 'L04', 'M01'], contribution: 'local transport and logistics' },
      { side: 'DEVELOPING', name: 'Republic of Guinea', country: 'GN', isLead: false, offers: ['L02', 'M02'], contribution: 'mining rights' },
    ],
    sources: [
      'https://middleeastmetals.ir/en/news/7456/smb-winning-beats-fortescue-to-simandou-project',
      'https://business-standard.com/article/pti-stories/chinese-firm-starts-sourcing-guinea-bauxite-sidelining-india-115100700641_1.html',
    ],
  },
  {
    id: 'lekki', name: 'Lekki deep-sea port', host: 'NG', sector: 'INF-PRT', mode: 'finance_industry', year: 2019, status: 'operating',
    members: [
      { side: 'CHINA', name: 'China Harbour Engineering', country: 'CN', isLead: true, offers: ['E01', 'E06', 'F01'], contribution: '52.5% equity, EPC' },
      { side: 'CHINA', name: 'China Development Bank', country: 'CN', isLead: false, offers: ['F02'], contribution: 'USD 629m loan' },
      { side: 'DEVELOPED', name: 'Tolaram Group', country: 'SG', isLead: true, offers: ['F01', 'L03', 'M05'], contribution: '22.5%, concession holder and free-zone developer' },
      { side: 'DEVELOPING', name: 'Nigerian Ports Authority', country: 'NG', isLead: true, offers: ['M02', 'M01'], contribution: '5%' },
      { side: 'DEVELOPING', name: 'Lagos State Government', country: 'NG', isLead: false, offers: ['L01', 'M02'], contribution: '20%' },
    ],
    sources: [
      'https://www.cdb.com.cn/English/xwzx_715/khdt/202304/t20230410_10744.html',
      'https://newsbusinessng.com/2019/10/26/npa-stakeholders-sign-mou-on-lekki-deep-seaport/',
    ],
    note: 'CDB calls it third-party market cooperation',
  },
  {
    id: 'tamakoshi', name: 'Upper Tamakoshi hydropower', host: 'NP', sector: 'ENE-HYD', mode: 'engineering', year: 2010, status: 'operating',
    members: [
      { side: 'CHINA', name: 'Sinohydro', country: 'CN', isLead: true, offers: ['E02'], contribution: 'civil works' },
      { side: 'DEVELOPED', name: 'Andritz Hydro', country: 'AT', isLead: true, offers: ['Q01', 'E03'], contribution: 'electromechanical works' },
      { side: 'DEVELOPED', name: 'Norconsult / Lahmeyer', country: 'NO', isLead: false, offers: ['E04', 'E05'], contribution: 'design and supervision' },
      { side: 'DEVELOPING', name: 'Upper Tamakoshi Hydropower', country: 'NP', isLead: true, offers: ['M07', 'L02', 'F01'], contribution: 'owner, local finance' },
    ],
    sources: [
      'http://www.nepalenergyforum.com/landslides-affect-construction-works-at-upper-tamakoshi/?share=email',
      'https://www.nsenergybusiness.com/news/newsnorconsult-lahmeyer-jv-to-continue-work-on-nepal-s-largest-hydro-project-2/',
    ],
  },
  {
    id: 'easypaisa', name: 'Telenor Microfinance Bank (Easypaisa)', host: 'PK', sector: 'DIG-FIN', mode: 'investment', year: 2018, status: 'completed',
    members: [
      { side: 'CHINA', name: 'Ant Financial', country: 'CN', isLead: true, offers: ['T04', 'F01'], contribution: '45% for USD 184.5m, payment technology' },
      { side: 'DEVELOPED', name: 'Telenor', country: 'NO', isLead: true, offers: ['M05', 'M06', 'O05'], contribution: 'parent, telecom operation' },
      { side: 'DEVELOPING', name: 'Telenor Microfinance Bank', country: 'PK', isLead: true, offers: ['M01', 'M04', 'O05'], contribution: 'banking licence, 20m users' },
    ],
    sources: [
      'https://technode.com/2018/03/14/ant-financial-enters-pakistan-with-185m-mobile-finance-platform-deal/',
    ],
  },
  {
    id: 'eacop', name: 'East African Crude Oil Pipeline', host: 'UG', sector: 'OIL-MID', mode: 'investment', year: 2022, status: 'construction',
    members: [
      { side: 'CHINA', name: 'China Petroleum Pipeline Engineering', country: 'CN', isLead: true, offers: ['E01', 'E02'], contribution: 'EPC of 1,443 km line' },
      { side: 'CHINA', name: 'CNOOC', country: 'CN', isLead: false, offers: ['F01'], contribution: '8%' },
      { side: 'DEVELOPED', name: 'TotalEnergies', country: 'FR', isLead: true, offers: ['F01', 'T06', 'O01'], contribution: '62%, operator' },
      { side: 'DEVELOPING', name: 'Uganda National Oil Company', country: 'UG', isLead: true, offers: ['L02', 'M02'], contribution: '15%' },
      { side: 'DEVELOPING', name: 'TPDC', country: 'TZ', isLead: false, offers: ['L01', 'M02'], contribution: '15%, right of way' },
    ],
    sources: [
      'https://energycapitalpower.com/eacop-financing-shifts-to-china/',
      'https://www.upstreamonline.com/field-development/totalenergies-signs-deal-with-chinese-contractor-for-controversial-africa-pipeline-work/2-1-1440005',
    ],
  },
  {
    id: 'tilenga', name: 'Tilenga oil field EPCC', host: 'UG', sector: 'OIL-UPS', mode: 'engineering', year: 2021, status: 'construction',
    members: [
      { side: 'CHINA', name: 'Sinopec International Petroleum Service', country: 'CN', isLead: true, offers: ['E02', 'E01'], contribution: 'construction' },
      { side: 'CHINA', name: 'CNOOC', country: 'CN', isLead: false, offers: ['F01'], contribution: 'field partner' },
      { side: 'DEVELOPED', name: 'McDermott', country: 'GB', isLead: true, offers: ['E04', 'E01', 'E05'], contribution: 'engineering lead' },
      { side: 'DEVELOPED', name: 'TotalEnergies', country: 'FR', isLead: false, offers: ['T06', 'F01', 'O01'], contribution: 'operator' },
      { side: 'DEVELOPING', name: 'Uganda National Oil Company', country: 'UG', isLead: true, offers: ['L02', 'M02'], contribution: 'state partner' },
    ],
    sources: [
      'https://www.rigzone.com/news/mcdermott_sub_gets_conditional_loa_for_2b_contract-09-jun-2021-165643-article/',
    ],
  },
  {
    id: 'pomalaa', name: 'Pomalaa nickel HPAL', host: 'ID', sector: 'MIN-BAT', mode: 'investment', year: 2023, status: 'construction',
    members: [
      { side: 'CHINA', name: 'Zhejiang Huayou Cobalt', country: 'CN', isLead: true, offers: ['T03', 'P04', 'F01'], contribution: 'HPAL process, plant' },
      { side: 'DEVELOPED', name: 'Ford Motor', country: 'US', isLead: true, offers: ['M03', 'F01', 'S02'], contribution: 'offtake, equity, ESG standards' },
      { side: 'DEVELOPING', name: 'PT Vale Indonesia', country: 'ID', isLead: true, offers: ['L02', 'F01', 'M01'], contribution: 'ore from its mine, equity' },
    ],
    sources: [
      'https://www.greencarcongress.com/2023/03/20230331-pomalaa.html',
      'https://law.asia/baker-white-case-assist-indonesia-china-ford-nickel-plant-project/',
    ],
  },
  {
    id: 'peace', name: 'PEACE submarine cable', host: 'PK', sector: 'DIG-TEL', mode: 'product_service', year: 2019, status: 'operating',
    members: [
      { side: 'CHINA', name: 'Hengtong', country: 'CN', isLead: true, offers: ['F01', 'P01'], contribution: 'investor, cable maker' },
      { side: 'CHINA', name: 'Huawei Marine', country: 'CN', isLead: false, offers: ['E01'], contribution: 'construction' },
      { side: 'CHINA', name: 'PCCW Global', country: 'HK', isLead: false, offers: ['M05', 'O05'], contribution: 'commercial manager' },
      { side: 'DEVELOPED', name: 'Orange', country: 'FR', isLead: true, offers: ['L06', 'M03', 'O05'], contribution: 'Marseille landing station, bought capacity' },
      { side: 'DEVELOPING', name: 'Cybernet', country: 'PK', isLead: true, offers: ['L06', 'M01', 'O05'], contribution: 'Karachi landing party' },
    ],
    sources: [
      'https://telecomdrive.com/orange-pccw-global-peace-cable-partner-on-connecting-europe-to-asia/',
      'https://insider.pk/technology/incomplete-draft-5-less-known-facts-pakistan-and-east-africa-connecting-europe-peace-cable/',
    ],
  },
  {
    id: 'tema', name: 'Tema port expansion', host: 'GH', sector: 'INF-PRT', mode: 'investment', year: 2016, status: 'operating',
    members: [
      { side: 'CHINA', name: 'China Harbour Engineering', country: 'CN', isLead: true, offers: ['E06', 'E01'], contribution: 'marine works' },
      { side: 'CHINA', name: 'Bank of China / ICBC', country: 'CN', isLead: false, offers: ['F02'], contribution: 'USD 375m loans' },
      { side: 'DEVELOPED', name: 'APM Terminals', country: 'DK', isLead: true, offers: ['O02', 'F01'], contribution: 'operator and shareholder' },
      { side: 'DEVELOPED', name: 'Bolloré', country: 'FR', isLead: false, offers: ['O02', 'F01'], contribution: 'operator and shareholder' },
      { side: 'DEVELOPED', name: 'AECOM', country: 'GB', isLead: false, offers: ['E05'], contribution: 'supervision' },
      { side: 'DEVELOPING', name: 'Ghana Ports and Harbours Authority', country: 'GH', isLead: true, offers: ['M02', 'L01', 'M01'], contribution: 'joint-venture partner, landlord' },
    ],
    sources: [
      'https://thepeoplesmap.net/project/tema-port-expansion-project/',
    ],
  },
  {
    id: 'qmb', name: 'QMB New Energy Materials', host: 'ID', sector: 'MIN-BAT', mode: 'investment', year: 2018, status: 'operating',
    members: [
      { side: 'CHINA', name: 'GEM', country: 'CN', isLead: true, offers: ['T03', 'P04', 'F01'], contribution: 'process, control' },
      { side: 'CHINA', name: 'Tsingshan', country: 'CN', isLead: false, offers: ['L03', 'F01'], contribution: 'park founder' },
      { side: 'CHINA', name: 'Brunp (CATL)', country: 'CN', isLead: false, offers: ['M03', 'F01'], contribution: 'battery offtake' },
      { side: 'DEVELOPED', name: 'Hanwa', country: 'JP', isLead: true, offers: ['M04', 'D01', 'F01'], contribution: 'trading house, 8%' },
      { side: 'DEVELOPING', name: 'IMIP / Bintang Delapan', country: 'ID', isLead: true, offers: ['L03', 'L02', 'L01'], contribution: 'industrial park, ore, 10%' },
    ],
    sources: [
      'http://en.gem.com.cn/index.php/News/2018/09-28/2368.html',
      'https://roskill.com/news/nickel-cobalt-gem-moves-to-boost-stake-in-indonesian-hpal-project/',
    ],
  },
  {
    id: 'kamoa', name: 'Kamoa-Kakula copper', host: 'CD', sector: 'MIN-MET', mode: 'investment', year: 2015, status: 'operating',
    members: [
      { side: 'CHINA', name: 'Zijin Mining', country: 'CN', isLead: true, offers: ['F01', 'F02', 'P04'], contribution: '39.6%, arranges 65% project finance' },
      { side: 'DEVELOPED', name: 'Ivanhoe Mines', country: 'CA', isLead: true, offers: ['T06', 'L02', 'E05'], contribution: 'discovery, development, 39.6%' },
      { side: 'DEVELOPING', name: 'Government of the DRC', country: 'CD', isLead: true, offers: ['M02', 'L02'], contribution: '20%' },
    ],
    sources: [
      'https://mining.com/ivanhoe-congolese-authorities-discuss-kamoa-kakula-project',
      'https://www.miningreview.com/top-stories/ivanhoe-and-zijn-to-co-develop-kamoa-copper-discovery-in-the-drc/',
    ],
  },
  {
    id: 'safaricom-et', name: 'Safaricom Telecommunications Ethiopia', host: 'ET', sector: 'DIG-TEL', mode: 'product_service', year: 2022, status: 'operating',
    members: [
      { side: 'CHINA', name: 'Huawei', country: 'CN', isLead: true, offers: ['Q04', 'E07'], contribution: 'network for the rest of the country' },
      { side: 'DEVELOPED', name: 'Sumitomo', country: 'JP', isLead: true, offers: ['F01', 'T02'], contribution: '27.2%' },
      { side: 'DEVELOPED', name: 'Nokia', country: 'FI', isLead: false, offers: ['Q04', 'T01'], contribution: 'core network and Addis Ababa' },
      { side: 'DEVELOPING', name: 'Safaricom', country: 'KE', isLead: true, offers: ['O05', 'M01', 'M05'], contribution: '55.7%, operator and licence' },
    ],
    sources: [
      'https://capacitymedia.com/article/29u7m8hdsj6tevumofpq8/news/exclusive-safaricom-picks-huawei-and-nokia-for-ethiopia-network',
    ],
  },
  {
    id: 'altan', name: 'Red Compartida (Altán Redes)', host: 'MX', sector: 'DIG-TEL', mode: 'finance_industry', year: 2017, status: 'operating',
    members: [
      { side: 'CHINA', name: 'China-Mexico Fund', country: 'CN', isLead: true, offers: ['F01', 'F07'], contribution: '23.4%' },
      { side: 'DEVELOPED', name: 'Morgan Stanley Infrastructure', country: 'US', isLead: true, offers: ['F01', 'O03'], contribution: '33.4%' },
      { side: 'DEVELOPING', name: 'Axtel / Megacable', country: 'MX', isLead: true, offers: ['M04', 'L06'], contribution: 'operators, 4% each' },
      { side: 'DEVELOPING', name: 'Promtel', country: 'MX', isLead: false, offers: ['M01', 'M02'], contribution: 'spectrum, concession' },
    ],
    sources: [
      'https://www.capacitymedia.com/article/29ot8mkh2j5ezlt0gkw76/top-story/altan-signs-partnership-for-mexican-wholesale-wireless-network',
    ],
  },
  {
    id: 'zarqa', name: 'Zarqa refinery expansion', host: 'JO', sector: 'OIL-DWN', mode: 'engineering', year: 2023, status: 'awarded',
    members: [
      { side: 'CHINA', name: 'Sinopec Engineering', country: 'CN', isLead: true, offers: ['E01', 'E02'], contribution: 'EPC' },
      { side: 'DEVELOPED', name: 'Tecnimont', country: 'IT', isLead: true, offers: ['E04', 'E01'], contribution: 'EPC partner' },
      { side: 'DEVELOPED', name: 'Itochu', country: 'JP', isLead: false, offers: ['F02', 'M05'], contribution: 'trading house, finance' },
      { side: 'DEVELOPING', name: 'Jordan Petroleum Refinery', country: 'JO', isLead: true, offers: ['M07', 'L01', 'M04'], contribution: 'owner' },
    ],
    sources: [
      'http://online.flipbuilder.com/myab/stih/files/basic-html/page14.html',
    ],
  },
];
