import { nameRefinements, sectorByEconomicSector, sectorByIndustry, sectorByIndustryGroup } from './import-maps.js';

/** The columns of a list of listed companies that tell its sector; a missing one is the empty string. */
export interface ListedCompanyIndustry {
  readonly name: string;
  readonly industry: string;
  readonly industryGroup: string;
  readonly sector: string;
}

/**
 * The sector code of a listed company: from its industry, else its group, else its economic sector, then refined by
 * the key words of its name. null when none of the three is known.
 */
export function sectorOfListedCompany(company: ListedCompanyIndustry): string | null {
  const mapped =
    sectorByIndustry.get(company.industry) ??
    sectorByIndustryGroup.get(company.industryGroup) ??
    sectorByEconomicSector.get(company.sector);
  if (mapped === undefined) return null;
  const refinement = nameRefinements.find(({ from, word }) => from.includes(mapped) && word.test(company.name));
  return refinement?.sector ?? mapped;
}
