import { isMemberOf, isOwnerOf, type Actor } from '../accounts/actor.js';
import type { Company } from './company.entity.js';

/** Whether others may know of it. */
export function isPublic(company: Company): boolean {
  return company.approvedVersionId !== null && company.archivedAt === null;
}

/** The profile as edited, what is missing, its state. No scope of an API key opens it. */
export function maySeeFile(actor: Actor, companyId: string): boolean {
  if (actor.key) return false;
  return actor.isAdministrator || isMemberOf(actor, companyId);
}

/** With whom it never works: for its own people alone. Who approves profiles has no use for it. */
export function maySeeBlocks(actor: Actor, companyId: string): boolean {
  return !actor.key && isMemberOf(actor, companyId);
}

export function maySee(actor: Actor, company: Company): boolean {
  return isPublic(company) || maySeeFile(actor, company.id);
}

/** Members, archiving. An administrator too: imported companies have no owner yet. */
export function mayGovern(actor: Actor, companyId: string): boolean {
  return actor.isAdministrator || isOwnerOf(actor, companyId);
}

/** Anyone trusted to say that an offer is true. */
export function mayConfirmOffers(actor: Actor): boolean {
  return actor.isAdministrator || [...actor.forumRoles.values()].includes('organizer');
}

/** Imported profiles count as approved by whoever imports them. */
export function mayImport(actor: Actor): boolean {
  return mayConfirmOffers(actor);
}
