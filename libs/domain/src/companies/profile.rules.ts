import { isDeepStrictEqual } from 'node:util';
import { whatIsMissing, type MissingPart } from '#matching';
import type { CompanyState } from './company.entity.js';
import type { Profile } from './profile.js';
import { confirmedStrength } from './profile-faults.js';

/** Changes of these wait for review once a profile is approved: others rely on who a company is and what it offers. */
export const reviewedFields = ['nameEn', 'nameZh', 'nameLocal', 'country', 'side', 'offers'] as const;

/** The fields in which two profiles differ, in the order of the first. */
export function changedFields(before: Profile, after: Profile): (keyof Profile)[] {
  return (Object.keys(before) as (keyof Profile)[]).filter((field) => !isDeepStrictEqual(before[field], after[field]));
}

/** What others see of an edited profile: what needs review as it was approved, the rest as edited. */
export function visibleProfile(edited: Profile, approved: Profile): Profile {
  const { nameEn, nameZh, nameLocal, country, side, offers } = approved;
  return { ...edited, nameEn, nameZh, nameLocal, country, side, offers };
}

export function waitsForReview(edited: Profile, approved: Profile): boolean {
  const changed = changedFields(approved, edited);
  return reviewedFields.some((field) => changed.includes(field));
}

/** What a profile must have before it can be submitted. The side is not asked: only an administrator can give it. */
export function missingToSubmit(profile: Profile): MissingPart[] {
  return whatIsMissing(profile).filter((part) => part !== 'side');
}

/**
 * The state after an edit. Before the first approval people submit by themselves; afterwards a change that needs review is
 * submitted by being made, and one that takes it back leaves nothing to review.
 */
export function stateAfterEdit(edit: {
  state: CompanyState;
  before: Profile;
  after: Profile;
  /** What others see; null before the first approval. */
  approved: Profile | null;
}): CompanyState {
  if (edit.approved === null) {
    const isBrokenOff = edit.state === 'submitted' && missingToSubmit(edit.after).length > 0;
    return isBrokenOff ? 'incomplete' : edit.state;
  }
  if (!waitsForReview(edit.after, edit.approved)) return 'approved';
  return waitsForReview(edit.after, edit.before) ? 'submitted' : edit.state;
}

/** Capabilities that an organizer or administrator has confirmed. */
export function confirmedCapabilities(profile: Profile): ReadonlySet<string> {
  return new Set(
    profile.offers.filter(({ strength }) => strength === confirmedStrength).map(({ capability }) => capability),
  );
}

/** The profile with one offer at the strength that only an organizer or administrator gives; unchanged without that offer. */
export function withConfirmedOffer(profile: Profile, capability: string): Profile {
  return {
    ...profile,
    offers: profile.offers.map((offer) =>
      offer.capability === capability ? { ...offer, strength: confirmedStrength } : offer,
    ),
  };
}
