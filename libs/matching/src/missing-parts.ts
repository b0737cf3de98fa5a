import type { CompanyProfile } from './company-profile.js';

/** What a company cannot be matched without. */
export type MissingPart = 'side' | 'offers' | 'needs';

/** What keeps a profile out of every pool, in the order a person fills it in; empty for a profile that stands in one. */
export function whatIsMissing(profile: Pick<CompanyProfile, MissingPart>): MissingPart[] {
  const missing: MissingPart[] = [];
  if (profile.side === null) missing.push('side');
  if (profile.offers.length === 0) missing.push('offers');
  if (profile.needs.length === 0) missing.push('needs');
  return missing;
}
