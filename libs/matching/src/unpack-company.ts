import type { CompanyProfile, CompanySize } from './company-profile.js';
import type { Directory } from './directory.js';
import type { PackedItem, PackedLists } from './packed-lists.js';
import { sides } from './sides.js';

/**
 * A profile that scores as the packed company does, to be changed and packed again. It says what scoring heard of it:
 * languages as primary subtags, each once, and the home of a developing company among its markets. Blocks are left out.
 */
export function unpackCompany(directory: Directory, company: number): CompanyProfile {
  const { ids, side, country, sectors, offers, needs, markets, modes, languages, languageOf, size } = directory;
  const { source, places } = directory.taxonomy;
  const placeCodes = [...places.indexOf.keys()];
  const languageTags = [...languageOf.keys()];
  return {
    id: ids[company]!,
    country: source.countries[country[company]!]!.code,
    side: sides[side[company]!] ?? null,
    sectors: rowOf(sectors, company).map(({ item }) => source.sectors[item]!.code),
    offers: rowOf(offers, company).map(({ item, value }) => ({
      capability: source.capabilities[item]!.code,
      strength: value / 100,
    })),
    needs: rowOf(needs, company).map(({ item, value }) => ({
      capability: source.capabilities[item]!.code,
      priority: value / 100,
    })),
    markets: rowOf(markets, company).map(({ item }) => placeCodes[item]!),
    modes: source.modes.filter((_, mode) => (modes[company]! & (1 << mode)) !== 0),
    languages: rowOf(languages, company).map(({ item, value }) => ({ tag: languageTags[item]!, level: value / 100 })),
    size: size[company] === -1 ? null : (size[company] as CompanySize),
    blocks: { companies: [], countries: [] },
  };
}

function rowOf({ start, end, item, value }: PackedLists, row: number): PackedItem[] {
  const entries: PackedItem[] = [];
  for (let at = start[row]!; at < end[row]!; at += 1) entries.push({ item: item[at]!, value: value[at]! });
  return entries;
}
