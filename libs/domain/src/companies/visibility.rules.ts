import type { InputFault } from '../domain-error.js';
import type { Profile } from './profile.js';

/**
 * What a company decides about. The rest of a profile is always public: without names, country, side, kind, sectors, offers and
 * needs there is nothing to match and no list to explain.
 */
export const guardedFields = ['markets', 'modes', 'languages', 'size', 'website', 'texts', 'contact'] as const;
export type GuardedField = (typeof guardedFields)[number];

/** From open to closed: everybody signed in; participants of a forum in common and its staff; who has agreed to meet; nobody. */
export const visibilityLevels = ['public', 'participants', 'agreed', 'nobody'] as const;
export type VisibilityLevel = (typeof visibilityLevels)[number];

export type Visibility = Record<GuardedField, VisibilityLevel>;

/** Until a company says otherwise. Contact data never open further than this. */
export const defaultVisibility: Visibility = {
  markets: 'public',
  modes: 'public',
  languages: 'public',
  size: 'public',
  website: 'public',
  texts: 'public',
  contact: 'agreed',
};

/** What a reader is to a company, from far to near; `own` are its people and, but for contact data, administrators. */
export const relations = ['stranger', 'participant', 'agreed', 'own'] as const;
export type Relation = (typeof relations)[number];

/** What a company has said, with the defaults for what it has not. */
export function visibilityOf(said: Partial<Visibility>): Visibility {
  return { ...defaultVisibility, ...said };
}

/** A level lets in its own relation and every nearer one. */
export function mayRead(level: VisibilityLevel, relation: Relation): boolean {
  return relations.indexOf(relation) >= visibilityLevels.indexOf(level);
}

/** Whether everybody may read all of a profile, so that it need not be asked who reads. */
export function isOpen(visibility: Visibility): boolean {
  return guardedFields.every((field) => field === 'contact' || visibility[field] === 'public');
}

/** What reads like a field that was never filled. */
const nothing = { markets: [], modes: [], languages: [], size: null, website: null, texts: {} };

/**
 * The profile as a reader sees it. A field that is kept from the reader is empty, just as one that was left empty: it cannot be
 * told that there is something.
 */
export function showProfile(profile: Profile, visibility: Visibility, relation: Relation): Profile {
  const shown: Profile = { ...profile };
  for (const field of guardedFields) {
    if (field !== 'contact' && !mayRead(visibility[field], relation)) Object.assign(shown, { [field]: nothing[field] });
  }
  return shown;
}

/** What is wrong with levels that were asked for; none when they may be set. */
export function visibilityFaults(given: Partial<Visibility>): InputFault[] {
  const faults: InputFault[] = [];
  for (const [field, level] of Object.entries(given)) {
    const allowed = visibilityLevels.filter((one) => field !== 'contact' || one === 'agreed' || one === 'nobody');
    if (!(guardedFields as readonly string[]).includes(field)) {
      faults.push({ field, allowed: guardedFields.join(', ') });
    } else if (!allowed.includes(level)) faults.push({ field, allowed: allowed.join(', ') });
  }
  return faults;
}
