import type { CompanyProfile } from './company-profile.js';

/** One thing that a member of a triple could change. */
export interface SingleChange {
  /** OFFER: offers the capability at that strength. The others: has the code in common with a partner. */
  kind: 'OFFER' | 'MARKET' | 'LANGUAGE' | 'MODE' | 'SECTOR';
  /** A capability, a country, a primary language subtag, a mode or a sector. */
  code: string;
  /** For OFFER and LANGUAGE the strength or level that is assumed, 0.01 to 1.00; else null. */
  value: number | null;
}

export interface ChangedProfile {
  change: SingleChange;
  profile: CompanyProfile;
}

/** What an offer is assumed to be: shown by a named project, or confirmed by an organizer. */
const assumedStrengths = [0.8, 1];
/** Fluent. */
const assumedLevel = 0.8;

/**
 * What one member could change for a triple, each change in a profile of its own: offering what its partners still need,
 * more strongly than now; saying what they say of countries as markets, languages, modes and sectors.
 *
 * Profiles are as `unpackCompany` gives them. There are about as many changes as the partners have needs and codes.
 *
 * @param needed capabilities that a partner needs and gets from nobody in full
 */
export function singleChanges(
  profile: CompanyProfile,
  partners: readonly CompanyProfile[],
  needed: ReadonlySet<string>,
  countries: ReadonlySet<string>,
): ChangedProfile[] {
  const ofPartners = (codesOf: (partner: CompanyProfile) => readonly string[]) => [
    ...new Set(partners.flatMap(codesOf)),
  ];
  /** Adds each code of the partners that the member does not have to its list. */
  const added = (kind: 'MARKET' | 'MODE' | 'SECTOR', list: 'markets' | 'modes' | 'sectors') =>
    ofPartners((partner) => partner[list])
      .filter((code) => !profile[list].includes(code))
      .map((code) => changed(kind, code, null, { ...profile, [list]: [...profile[list], code] }));

  return [
    ...[...needed].flatMap((code) => offering(profile, code)),
    ...added('MARKET', 'markets').filter(({ change }) => countries.has(change.code)),
    ...ofPartners(({ languages }) => languages.map(({ tag }) => tag)).flatMap((tag) => speaking(profile, tag)),
    ...added('MODE', 'modes'),
    ...added('SECTOR', 'sectors'),
  ];
}

function offering(profile: CompanyProfile, capability: string): ChangedProfile[] {
  const strengthNow = profile.offers.find((offer) => offer.capability === capability)?.strength ?? 0;
  const others = profile.offers.filter((offer) => offer.capability !== capability);
  return assumedStrengths
    .filter((strength) => strength > strengthNow)
    .map((strength) =>
      changed('OFFER', capability, strength, { ...profile, offers: [...others, { capability, strength }] }),
    );
}

function speaking(profile: CompanyProfile, tag: string): ChangedProfile[] {
  const levelNow = profile.languages.find((language) => language.tag === tag)?.level ?? 0;
  const languages = [...profile.languages, { tag, level: assumedLevel }];
  return levelNow < assumedLevel ? [changed('LANGUAGE', tag, assumedLevel, { ...profile, languages })] : [];
}

function changed(
  kind: SingleChange['kind'],
  code: string,
  value: number | null,
  profile: CompanyProfile,
): ChangedProfile {
  return { change: { kind, code, value }, profile };
}
