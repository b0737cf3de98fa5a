import { whatIsMissing } from '#matching';
import { findCapability, findCountry, findSector, type Label } from '../taxonomy/index.js';
import type { DirectoryEntry } from './directory-entry.entity.js';
import type { Profile } from './profile.js';
import { foldText, wordsOf } from './search-words.js';

/** What the directory searches of one approved profile. */
export type DirectoryRow = Omit<DirectoryEntry, 'company'>;

const wordsOfLabels = new Map<Label, string[]>();

/** Labels are a few hundred and profiles many thousand, so each is cut once. */
function labelWords(label: Label | undefined): string[] {
  if (!label) return [];
  let words = wordsOfLabels.get(label);
  if (!words) wordsOfLabels.set(label, (words = wordsOf(`${label.en}\n${label.zh}`)));
  return words;
}

export function directoryRow(companyId: string, profile: Profile): DirectoryRow {
  const names = foldText(
    [profile.nameEn, profile.nameZh, profile.nameLocal].filter((name) => name !== null).join('\n'),
  );
  const nameWords = wordsOf(names);
  const capabilities = profile.offers.map(({ capability }) => capability);
  const keyWords = new Set([
    ...nameWords,
    ...wordsOf(Object.values(profile.texts).join('\n')),
    ...profile.sectors.flatMap((code) => labelWords(findSector(code)?.label)),
    ...capabilities.flatMap((code) => labelWords(findCapability(code)?.label)),
  ]);
  return {
    companyId,
    side: profile.side,
    country: profile.country,
    region: findCountry(profile.country)?.subregion ?? null,
    sectors: profile.sectors,
    capabilities,
    sortName: foldText(profile.nameEn),
    names,
    nameWords,
    keyWords: [...keyWords],
    missing: whatIsMissing(profile),
  };
}
