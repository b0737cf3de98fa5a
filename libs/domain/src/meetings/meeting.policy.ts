import { isMemberOf, isStaffOf, type Actor } from '../accounts/actor.js';
import type { Meeting } from './meeting.entity.js';

/** A meeting is known to the members of the companies that meet, and to the forum's staff; they may also move or cancel it. */
export function mayKnowMeeting(actor: Actor, meeting: Pick<Meeting, 'forumId' | 'companyIds'>): boolean {
  return isPartyTo(actor, meeting) || isStaffOf(actor, meeting.forumId);
}

export function isPartyTo(actor: Actor, { companyIds }: Pick<Meeting, 'companyIds'>): boolean {
  return companyIds.some((companyId) => isMemberOf(actor, companyId));
}

/** The companies that meet and of which the actor is no member: whom a change by the actor is news to. */
export function otherParties(actor: Actor, { companyIds }: Pick<Meeting, 'companyIds'>): string[] {
  return companyIds.filter((companyId) => !isMemberOf(actor, companyId));
}
