import type { InputFault } from '../domain-error.js';
import { rangeFaults } from '../forums/input-faults.js';
import { findCapability, findCountry, findSector } from '../taxonomy/index.js';
import type { MatchFilters } from './match-request.entity.js';

export const wantedCountRange = { min: 1, max: 100 } as const;

/** The 1+1+1 index lies between these whenever it is defined. */
export const indexRange = { min: 3, max: 6 } as const;

const maxFilterValues = 250;

/** Every fault of a question, by field; `needs` are the capabilities that the asking company needs. */
export function faultsOfQuestion(
  { count, maxAppearances, filters }: { count: number; maxAppearances: number | null; filters: MatchFilters },
  needs: ReadonlySet<string>,
): InputFault[] {
  const faults = [
    ...rangeFaults('count', count, wantedCountRange),
    ...(maxAppearances === null ? [] : rangeFaults('maxAppearances', maxAppearances, { min: 1, max: count })),
  ];
  const check = (
    name: keyof MatchFilters,
    values: string[],
    isValid: (value: string) => boolean,
    allowed: string,
  ): void => {
    if (values.length > maxFilterValues)
      faults.push({ field: `filters.${name}`, allowed: `at most ${maxFilterValues} values` });
    values.forEach((value, index) => {
      if (!isValid(value)) faults.push({ field: `filters.${name}[${index}]`, allowed });
    });
  };
  check(
    'hostCountries',
    filters.hostCountries,
    (code) => findCountry(code) !== null,
    'an ISO 3166-1 alpha-2 country or region',
  );
  check('sectors', filters.sectors, (code) => findSector(code) !== null, 'a sector code of the taxonomy');
  check(
    'needsCovered',
    filters.needsCovered,
    (code) => findCapability(code) !== null && needs.has(code),
    'a capability that the asking company needs',
  );
  check('excludedCompanyIds', filters.excludedCompanyIds, () => true, '');

  const { minimumIndex } = filters;
  if (minimumIndex !== null && !(minimumIndex >= indexRange.min && minimumIndex <= indexRange.max)) {
    faults.push({ field: 'filters.minimumIndex', allowed: `${indexRange.min} to ${indexRange.max}` });
  }
  return faults;
}
