import { isOrganizerOf, isOwnerOf, type Actor } from '../accounts/actor.js';
import type { Locale } from '../accounts/account.entity.js';
import { BadInput, type InputFault } from '../domain-error.js';
import { emailFaults } from '../mails/email-address.js';
import { invitationRoles, type Invitation, type InvitationRole } from './invitation.entity.js';

export const invitationDays = 7;

/** Most invitations of one account within a day. */
export const dailyInvitations = 200;

export interface NewInvitation {
  email: string;
  role: InvitationRole;
  /** For an owner or member. */
  companyId?: string | null;
  /** For an organizer or assistant. */
  forumId?: string | null;
  /** Language of the mail. */
  locale?: Locale | null;
}

export const invitationStates = ['open', 'accepted', 'withdrawn', 'expired'] as const;
export type InvitationState = (typeof invitationStates)[number];

/** Expiry is a fact of the clock. */
export function invitationStateAt(
  invitation: Pick<Invitation, 'acceptedAt' | 'withdrawnAt' | 'expiresAt'>,
  now: Date,
): InvitationState {
  if (invitation.acceptedAt) return 'accepted';
  if (invitation.withdrawnAt) return 'withdrawn';
  return invitation.expiresAt <= now ? 'expired' : 'open';
}

const isCompanyRole = (role: InvitationRole): boolean => role === 'owner' || role === 'member';
const isForumRole = (role: InvitationRole): boolean => role === 'organizer' || role === 'assistant';

/** @throws BadInput when address, role and what the role is of do not fit */
export function requireInvitation(input: NewInvitation): void {
  const faults: InputFault[] = [...emailFaults(input.email)];
  if (!invitationRoles.includes(input.role)) faults.push({ field: 'role', allowed: invitationRoles.join(', ') });
  if (isCompanyRole(input.role) !== Boolean(input.companyId))
    faults.push({ field: 'companyId', allowed: 'a company for the roles owner and member, none for others' });
  if (isForumRole(input.role) !== Boolean(input.forumId))
    faults.push({ field: 'forumId', allowed: 'a forum for the roles organizer and assistant, none for others' });
  if (faults.length > 0) throw new BadInput(faults);
}

/** Owners for their company, organizers for their forum, administrators for everything. */
export function mayInviteTo(actor: Actor, to: { companyId?: string | null; forumId?: string | null }): boolean {
  if (actor.isAdministrator) return true;
  if (to.companyId) return isOwnerOf(actor, to.companyId);
  return Boolean(to.forumId) && isOrganizerOf(actor, to.forumId!);
}
