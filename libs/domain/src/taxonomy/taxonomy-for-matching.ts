import type { MatchingTaxonomy } from '#matching';
import { capabilities } from './capabilities.js';
import { cooperationModes } from './cooperation-modes.js';
import { countries } from './countries.js';
import { regions } from './regions.js';
import { sectors } from './sectors.js';

/** The reference tables in the shape that scoring takes; a new object at each call, of about 400 rows. */
export function matchingTaxonomy(): MatchingTaxonomy {
  return {
    sectors: sectors.map(({ code, adjacent }) => ({ code, adjacent })),
    capabilities: capabilities.map(({ code, sectorAgnostic }) => ({ code, sectorAgnostic })),
    modes: cooperationModes.map(({ code }) => code),
    countries: countries.map(({ code, region, subregion, hasThirdPartyMarketDocument, beltAndRoadYear }) => ({
      code,
      regions: [region, subregion].filter((m49) => m49 !== null),
      hasThirdPartyMarketDocument,
      hasBeltAndRoadMemorandum: beltAndRoadYear !== null,
    })),
    regions: regions.map(({ code, parent }) => (parent === null ? { code } : { code, parent })),
  };
}
