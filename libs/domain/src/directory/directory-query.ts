import type { Side } from '#matching';
import { requireNoFaults, type InputFault } from '../domain-error.js';
import { regions } from '../taxonomy/index.js';

/** What to look for. Within one filter any value will do; filters and text must all hold. */
export interface DirectoryQuery {
  /** Names or key words in English, Chinese or the local language; empty for everything. */
  text: string;
  sides: Side[];
  /** ISO 3166-1 alpha-2. */
  countries: string[];
  /** UN M49; a region stands for its subregions. */
  regions: string[];
  sectors: string[];
  /** Codes of what is offered. */
  capabilities: string[];
  /** True: with everything that matching needs; false: with something missing; null: either. */
  isComplete: boolean | null;
}

/** How well an entry answers a text, and where it stands among equals: the sort key of the result, and its cursor. */
export interface DirectoryPosition {
  /** 2000 and more: all words stand in a name; 1000 and more: a name is similar; 0: the words stand elsewhere. */
  score: number;
  sortName: string;
  companyId: string;
}

export const facetFilters = ['side', 'country', 'region', 'sector', 'capability'] as const;
export type FacetFilter = (typeof facetFilters)[number];

/** How many entries there are for one value of a filter, were this value chosen in place of the filter's present values. */
export interface FacetCount {
  code: string;
  count: number;
}

export type Facets = Record<FacetFilter, FacetCount[]>;

export const maxTextLength = 200;
export const maxFilterValues = 300;

/** @throws BadInput naming what is too long; unknown codes find nothing and are no fault */
export function checkQuery(query: DirectoryQuery): void {
  const faults: InputFault[] = [];
  if (query.text.length > maxTextLength || query.text.includes('\0')) {
    faults.push({ field: 'text', allowed: `at most ${maxTextLength} characters` });
  }
  for (const field of ['sides', 'countries', 'regions', 'sectors', 'capabilities'] as const) {
    const values: string[] = query[field];
    if (values.length > maxFilterValues || values.some((value) => value.includes('\0'))) {
      faults.push({ field, allowed: `at most ${maxFilterValues} codes` });
    }
  }
  requireNoFaults(faults);
}

/** The codes, and the subregions of those that are regions. */
export function withSubregions(codes: string[]): string[] {
  return [
    ...codes,
    ...regions.filter(({ parent }) => parent !== null && codes.includes(parent)).map(({ code }) => code),
  ];
}
