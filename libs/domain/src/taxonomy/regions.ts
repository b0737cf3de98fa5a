import { countries } from './countries.js';
import type { Label, Provenance } from './label.js';

/** A UN M49 region or subregion that can be named as a market. */
export interface Region {
  /** UN M49, three digits. */
  readonly code: string;
  readonly label: Label;
  /** The region this subregion lies in; null for the five regions themselves. */
  readonly parent: string | null;
}

export const regionSource: Provenance = {
  source:
    'UN M49: the five regions and seventeen subregions that `countries` names; Chinese labels are the project’s own',
  asOf: '2020-10',
};

/** The 22 codes: five regions, each followed by its subregions. */
export const regions: readonly Region[] = [
  { code: '002', label: { en: 'Africa', zh: '非洲' }, parent: null },
  { code: '015', label: { en: 'Northern Africa', zh: '北非' }, parent: '002' },
  { code: '202', label: { en: 'Sub-Saharan Africa', zh: '撒哈拉以南非洲' }, parent: '002' },
  { code: '019', label: { en: 'Americas', zh: '美洲' }, parent: null },
  { code: '021', label: { en: 'Northern America', zh: '北美' }, parent: '019' },
  { code: '419', label: { en: 'Latin America and the Caribbean', zh: '拉丁美洲和加勒比' }, parent: '019' },
  { code: '142', label: { en: 'Asia', zh: '亚洲' }, parent: null },
  { code: '030', label: { en: 'Eastern Asia', zh: '东亚' }, parent: '142' },
  { code: '034', label: { en: 'Southern Asia', zh: '南亚' }, parent: '142' },
  { code: '035', label: { en: 'South-eastern Asia', zh: '东南亚' }, parent: '142' },
  { code: '143', label: { en: 'Central Asia', zh: '中亚' }, parent: '142' },
  { code: '145', label: { en: 'Western Asia', zh: '西亚' }, parent: '142' },
  { code: '150', label: { en: 'Europe', zh: '欧洲' }, parent: null },
  { code: '039', label: { en: 'Southern Europe', zh: '南欧' }, parent: '150' },
  { code: '151', label: { en: 'Eastern Europe', zh: '东欧' }, parent: '150' },
  { code: '154', label: { en: 'Northern Europe', zh: '北欧' }, parent: '150' },
  { code: '155', label: { en: 'Western Europe', zh: '西欧' }, parent: '150' },
  { code: '009', label: { en: 'Oceania', zh: '大洋洲' }, parent: null },
  { code: '053', label: { en: 'Australia and New Zealand', zh: '澳大利亚和新西兰' }, parent: '009' },
  { code: '054', label: { en: 'Melanesia', zh: '美拉尼西亚' }, parent: '009' },
  { code: '057', label: { en: 'Micronesia', zh: '密克罗尼西亚' }, parent: '009' },
  { code: '061', label: { en: 'Polynesia', zh: '波利尼西亚' }, parent: '009' },
];

const regionByCode = new Map(regions.map((region) => [region.code, region]));

/** The region or subregion of a UN M49 code (three digits), or null when it is not one of the 22. */
export function findRegion(code: string): Region | null {
  return regionByCode.get(code) ?? null;
}

/** The market that stands for the whole world. */
export const anyMarket = 'any';

const marketCodes = new Set([anyMarket, ...countries.map(({ code }) => code), ...regions.map(({ code }) => code)]);

/** Whether a company may name `code` as a market: an ISO 3166-1 alpha-2 code, one of the 22 regions, or `any`. */
export function isMarketCode(code: string): boolean {
  return marketCodes.has(code);
}
