import type { InputFault } from '../domain-error.js';
import { isLink, isPrintable } from '../text.js';
import { findCapability, findCountry, findMode, findSector, isMarketCode } from '../taxonomy/index.js';
import { canonicalName, canonicalTag, type ProfileInput } from './profile-input.js';
import { companyKinds } from './profile.js';

/** Lengths in characters, lists in items. A list may also be empty: a profile can be incomplete. */
export const profileLimits = {
  name: 200,
  text: 5_000,
  texts: 20,
  website: 300,
  sectors: { min: 1, max: 5 },
  offers: { min: 1, max: 15 },
  needs: { min: 3, max: 20 },
  markets: { min: 1, max: 60 },
  modes: { min: 1, max: 5 },
  languages: { min: 1, max: 20 },
} as const;

/** Stated, stated with a reference, shown by a named project. */
export const ownStrengths: readonly number[] = [0.4, 0.6, 0.8];
/** Given by an organizer or administrator only. */
export const confirmedStrength = 1;
/** Useful, important, decisive. */
export const priorities: readonly number[] = [0.3, 0.6, 1];
/** Basic, working, fluent, native. */
export const languageLevels: readonly number[] = [0.3, 0.6, 0.8, 1];

/**
 * Every fault of what was given, with its path and what is allowed; none when `applyInput` may take it. Whether something is
 * missing is not asked here.
 *
 * @param confirmed capabilities that an organizer has confirmed for this company: only these may stand at 1.00
 */
export function profileFaults(input: ProfileInput, confirmed: ReadonlySet<string>): InputFault[] {
  return [
    ...nameFaults(input),
    ...fieldFaults(input),
    ...codeFaults('sectors', input.sectors, (code) => findSector(code) !== null, 'a sector of the taxonomy'),
    ...codeFaults('markets', input.markets, isMarketCode, 'an ISO 3166-1 alpha-2 country, a UN M49 region or any'),
    ...codeFaults('modes', input.modes, (code) => findMode(code) !== null, 'a cooperation mode of the taxonomy'),
    ...offerFaults(input, confirmed),
    ...needFaults(input),
    ...languageFaults(input),
    ...textFaults(input),
  ];
}

function nameFaults(input: ProfileInput): InputFault[] {
  const allowed = `1 to ${profileLimits.name} characters, none of them a control character`;
  const isName = (name: unknown): boolean =>
    typeof name === 'string' &&
    canonicalName(name) !== '' &&
    canonicalName(name).length <= profileLimits.name &&
    isPrintable(name, { hasLines: false });
  const faults: InputFault[] = [];
  if (input.nameEn !== undefined && !isName(input.nameEn)) faults.push({ field: 'nameEn', allowed });
  for (const field of ['nameZh', 'nameLocal'] as const) {
    const name = input[field];
    if (name !== undefined && name !== null && !isName(name)) faults.push({ field, allowed: `null, or ${allowed}` });
  }
  return faults;
}

function fieldFaults({ country, kind, size, website }: ProfileInput): InputFault[] {
  const faults: InputFault[] = [];
  if (country !== undefined && !findCountry(country)) {
    faults.push({ field: 'country', allowed: 'an ISO 3166-1 alpha-2 code in capitals, such as BR' });
  }
  if (kind !== undefined && !companyKinds.includes(kind))
    faults.push({ field: 'kind', allowed: companyKinds.join(', ') });
  if (size !== undefined && size !== null && ![0, 1, 2, 3, 4].includes(size)) {
    faults.push({ field: 'size', allowed: 'null, or a whole number from 0 to 4' });
  }
  if (website !== undefined && website !== null && !isWebsite(website)) {
    faults.push({
      field: 'website',
      allowed: `null, or an https address of at most ${profileLimits.website} characters, without user and password`,
    });
  }
  return faults;
}

function isWebsite(website: unknown): boolean {
  if (typeof website !== 'string' || !isLink(website, profileLimits.website)) return false;
  return new URL(website).hostname.includes('.');
}

type ListField = 'sectors' | 'offers' | 'needs' | 'markets' | 'modes' | 'languages';

/** Wrong kind or length; null when the items can be looked at. */
function listFault(field: ListField, list: unknown): InputFault | null {
  const { min, max } = profileLimits[field];
  const allowed = `an empty list, or ${min} to ${max} items`;
  if (!Array.isArray(list)) return { field, allowed };
  return list.length > max || (list.length > 0 && list.length < min) ? { field, allowed } : null;
}

function codeFaults(
  field: 'sectors' | 'markets' | 'modes',
  codes: string[] | undefined,
  isKnown: (code: string) => boolean,
  allowed: string,
): InputFault[] {
  if (codes === undefined) return [];
  const fault = listFault(field, codes);
  if (fault) return [fault];
  return codes.flatMap((code, i) => {
    if (!isKnown(code)) return [{ field: `${field}[${i}]`, allowed }];
    return codes.indexOf(code) < i ? [{ field: `${field}[${i}]`, allowed: 'each code once' }] : [];
  });
}

function capabilityFaults(field: 'offers' | 'needs', list: { capability: string }[]): InputFault[] {
  return list.flatMap(({ capability }, i) => {
    const path = `${field}[${i}].capability`;
    if (!findCapability(capability)) return [{ field: path, allowed: 'a capability of the taxonomy' }];
    const isRepeated = list.findIndex((other) => other.capability === capability) < i;
    return isRepeated ? [{ field: path, allowed: 'each capability once' }] : [];
  });
}

function offerFaults({ offers }: ProfileInput, confirmed: ReadonlySet<string>): InputFault[] {
  if (offers === undefined) return [];
  const fault = listFault('offers', offers);
  if (fault) return [fault];
  const strengthFaults = offers.flatMap(({ capability, strength }, i) => {
    const isAllowed = ownStrengths.includes(strength) || (strength === confirmedStrength && confirmed.has(capability));
    if (isAllowed) return [];
    const allowed = `${ownStrengths.map((step) => step.toFixed(2)).join(', ')}; 1.00 only once an organizer has confirmed it`;
    return [{ field: `offers[${i}].strength`, allowed }];
  });
  return [...capabilityFaults('offers', offers), ...strengthFaults];
}

function needFaults({ needs }: ProfileInput): InputFault[] {
  if (needs === undefined) return [];
  const fault = listFault('needs', needs);
  if (fault) return [fault];
  const priorityFaults = needs.flatMap(({ priority }, i) =>
    priorities.includes(priority)
      ? []
      : [{ field: `needs[${i}].priority`, allowed: priorities.map((step) => step.toFixed(2)).join(', ') }],
  );
  return [...capabilityFaults('needs', needs), ...priorityFaults];
}

function tagFaults(field: 'languages' | 'texts', list: { tag: string }[]): InputFault[] {
  const tags = list.map(({ tag }) => (typeof tag === 'string' ? canonicalTag(tag) : null));
  return tags.flatMap((tag, i) => {
    const path = `${field}[${i}].tag`;
    if (tag === null) return [{ field: path, allowed: 'a BCP 47 language tag, such as zh-Hans' }];
    return tags.indexOf(tag) < i ? [{ field: path, allowed: 'each language once' }] : [];
  });
}

function languageFaults({ languages }: ProfileInput): InputFault[] {
  if (languages === undefined) return [];
  const fault = listFault('languages', languages);
  if (fault) return [fault];
  const levelFaults = languages.flatMap(({ level }, i) =>
    languageLevels.includes(level)
      ? []
      : [{ field: `languages[${i}].level`, allowed: languageLevels.map((step) => step.toFixed(2)).join(', ') }],
  );
  return [...tagFaults('languages', languages), ...levelFaults];
}

function textFaults({ texts }: ProfileInput): InputFault[] {
  if (texts === undefined) return [];
  if (!Array.isArray(texts) || texts.length > profileLimits.texts) {
    return [{ field: 'texts', allowed: `at most ${profileLimits.texts} texts` }];
  }
  const contentFaults = texts.flatMap(({ text }, i) => {
    const isText = typeof text === 'string' && text.trim() !== '' && text.length <= profileLimits.text;
    if (isText && isPrintable(text, { hasLines: true })) return [];
    const allowed = `1 to ${profileLimits.text} characters, without control characters but line breaks and tabs`;
    return [{ field: `texts[${i}].text`, allowed }];
  });
  return [...tagFaults('texts', texts), ...contentFaults];
}
