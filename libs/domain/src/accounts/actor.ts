import type { KeyScope } from './key-scopes.js';
import type { CompanyRole, ForumRole } from './membership.entities.js';

/** Who is asking: an account with its roles, read anew for every request, so that a role taken away is gone at once. */
export interface Actor {
  accountId: string;
  /** The sign-in through which it asks. */
  signInId?: string;
  /** Set for a program that acts by an API key: it may do what its scopes open, and less than a person with its roles. */
  key?: { id: string; scopes: ReadonlySet<KeyScope> };
  isAdministrator: boolean;
  companyRoles: ReadonlyMap<string, CompanyRole>;
  forumRoles: ReadonlyMap<string, ForumRole>;
}

export function isMemberOf(actor: Actor, companyId: string): boolean {
  return actor.companyRoles.has(companyId);
}

export function isOwnerOf(actor: Actor, companyId: string): boolean {
  return actor.companyRoles.get(companyId) === 'owner';
}

/** Organizers and their assistants see everything of their forum. */
export function isStaffOf(actor: Actor, forumId: string): boolean {
  return actor.forumRoles.has(forumId);
}

/** Only organizers decide: approve, publish, change weights. */
export function isOrganizerOf(actor: Actor, forumId: string): boolean {
  return actor.forumRoles.get(forumId) === 'organizer';
}

/** Whether `present` still has every role that `before` had. */
export function keepsRolesOf(present: Actor, before: Actor): boolean {
  const keeps = <R>(now: ReadonlyMap<string, R>, then: ReadonlyMap<string, R>): boolean =>
    [...then].every(([id, role]) => now.get(id) === role);
  return (
    (present.isAdministrator || !before.isAdministrator) &&
    keeps(present.companyRoles, before.companyRoles) &&
    keeps(present.forumRoles, before.forumRoles)
  );
}
