import { sideOfCountry } from '../taxonomy/index.js';
import { canonicalText } from '../text.js';
import type { CompanyKind, Need, Offer, Profile, SpokenLanguage } from './profile.js';

/** A description in one language. */
export interface ProfileText {
  /** BCP 47. */
  tag: string;
  text: string;
}

/**
 * What its people say of a company. In an edit a field left out stays as it is; an empty list, or null where it is allowed,
 * clears it. `profileFaults` tells the limits.
 */
export interface ProfileInput {
  nameEn?: string;
  nameZh?: string | null;
  nameLocal?: string | null;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  kind?: CompanyKind;
  sectors?: string[];
  offers?: Offer[];
  needs?: Need[];
  markets?: string[];
  modes?: string[];
  languages?: SpokenLanguage[];
  size?: number | null;
  website?: string | null;
  texts?: ProfileText[];
}

/** A profile cannot be posted without these two. */
export type NewProfileInput = ProfileInput & Required<Pick<ProfileInput, 'nameEn' | 'country'>>;

/** A profile that says nothing but its name and country. */
export function emptyProfile(nameEn: string, country: string): Profile {
  return {
    nameEn,
    nameZh: null,
    nameLocal: null,
    country,
    side: sideOfCountry(country),
    kind: 'firm',
    sectors: [],
    offers: [],
    needs: [],
    markets: [],
    modes: [],
    languages: [],
    size: null,
    website: null,
    texts: {},
    blockedCompanyIds: [],
    blockedCountries: [],
  };
}

/** The profile after an edit without faults: names in Unicode NFC, language tags and addresses in their canonical form. */
export function applyInput(profile: Profile, input: ProfileInput, sideOverride: Profile['side']): Profile {
  const country = input.country ?? profile.country;
  return {
    ...profile,
    nameEn: input.nameEn === undefined ? profile.nameEn : canonicalName(input.nameEn),
    nameZh: optional(input.nameZh, profile.nameZh, canonicalName),
    nameLocal: optional(input.nameLocal, profile.nameLocal, canonicalName),
    country,
    side: sideOverride ?? sideOfCountry(country),
    kind: input.kind ?? profile.kind,
    sectors: input.sectors ?? profile.sectors,
    offers: input.offers?.map(({ capability, strength }) => ({ capability, strength })) ?? profile.offers,
    needs: input.needs?.map(({ capability, priority }) => ({ capability, priority })) ?? profile.needs,
    markets: input.markets ?? profile.markets,
    modes: input.modes ?? profile.modes,
    languages:
      input.languages?.map(({ tag, level }) => ({ tag: canonicalTag(tag) ?? tag, level })) ?? profile.languages,
    size: optional(input.size, profile.size, (size) => size),
    website: optional(input.website, profile.website, (website) => new URL(website).href),
    texts: input.texts
      ? Object.fromEntries(input.texts.map(({ tag, text }) => [canonicalTag(tag) ?? tag, canonicalText(text).trim()]))
      : profile.texts,
  };
}

export function canonicalName(name: string): string {
  return canonicalText(name).trim();
}

/** The canonical form of a BCP 47 tag, such as `zh-Hans` for `ZH-hans`; null when it is none. */
export function canonicalTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

function optional<T>(given: T | null | undefined, present: T | null, read: (value: T) => T): T | null {
  if (given === undefined) return present;
  return given === null ? null : read(given);
}
