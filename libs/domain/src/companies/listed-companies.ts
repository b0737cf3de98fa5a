import { sectorOfListedCompany } from '../taxonomy/index.js';
import type { ImportMapping, MappedRow } from './import-mapping.js';

/** A guess at the number of people from the class of market value: companies of that class mostly have that many. */
const sizeByMarketValue: ReadonlyMap<string, number> = new Map([
  ['Nano Cap', 2],
  ['Micro Cap', 2],
  ['Small Cap', 3],
  ['Mid Cap', 3],
  ['Large Cap', 4],
  ['Mega Cap', 4],
]);

const columnOfField: Record<string, string> = {
  nameEn: 'name',
  country: 'country_iso2',
  sectors: 'industry',
  size: 'market_cap_class',
  website: 'website',
};

/**
 * Lists of listed companies in the columns of FinanceDatabase. Sector from industry, else group, else economic sector, refined
 * by key words of the name; side from our own table of countries. docs/company-import.md says the same for its users.
 */
export const listedCompaniesMapping: ImportMapping = {
  required: ['name', 'country_iso2', 'sector', 'industry_group', 'industry', 'market_cap_class', 'website'],
  optional: null,
  read: readListedCompany,
  columnOf: (field) => columnOfField[/^\w+/.exec(field)![0]] ?? field,
};

function readListedCompany(cellOf: (column: string) => string): MappedRow {
  // The source has stray control characters from broken encodings.
  const name = cellOf('name')
    .replaceAll(/\p{Cc}/gu, '')
    .trim();
  const industry = cellOf('industry');
  const sector = sectorOfListedCompany({
    name,
    industry,
    industryGroup: cellOf('industry_group'),
    sector: cellOf('sector'),
  });
  return {
    input: {
      nameEn: name,
      country: cellOf('country_iso2'),
      kind: industry === 'Banks' ? 'bank' : 'firm',
      sectors: sector === null ? [] : [sector],
      size: sizeByMarketValue.get(cellOf('market_cap_class')) ?? null,
      // The source writes http where the site has long moved on; an address that is shown is https.
      website: cellOf('website').replace(/^http:/, 'https:') || null,
    },
    faults: [],
  };
}
