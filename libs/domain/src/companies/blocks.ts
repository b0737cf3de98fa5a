import type { InputFault } from '../domain-error.js';
import { findCountry } from '../taxonomy/index.js';

/** Whom a company never works with. */
export interface Blocks {
  companyIds: string[];
  /** ISO 3166-1 alpha-2. */
  countries: string[];
}

export const maxBlockedCompanies = 500;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids need not exist: what does not, blocks nothing, and a check would tell which companies there are. */
export function blocksFaults(companyId: string, { companyIds, countries }: Blocks): InputFault[] {
  const faults: InputFault[] = [];
  if (companyIds.length > maxBlockedCompanies) {
    faults.push({ field: 'companyIds', allowed: `at most ${maxBlockedCompanies}` });
  }
  companyIds.forEach((id, i) => {
    const isAllowed = uuid.test(id) && id !== companyId && companyIds.indexOf(id) === i;
    if (!isAllowed) faults.push({ field: `companyIds[${i}]`, allowed: 'the UUID of another company, once' });
  });
  countries.forEach((code, i) => {
    const isAllowed = findCountry(code) !== null && countries.indexOf(code) === i;
    if (!isAllowed) faults.push({ field: `countries[${i}]`, allowed: 'an ISO 3166-1 alpha-2 code in capitals, once' });
  });
  return faults;
}
