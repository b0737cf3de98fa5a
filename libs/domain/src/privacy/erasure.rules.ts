import { AccountNeeded } from './privacy.refusals.js';

/** What a person alone does, as it is when its rows are locked. */
export interface SoleRoles {
  /** Companies that are not archived, of which it is the last owner. */
  companyIds: string[];
  /** Forums that are not closed, of which it is the last organizer. */
  forumIds: string[];
  isLastAdministrator: boolean;
}

/** Why a person cannot be erased yet, or null. */
export function refuseErasure({ companyIds, forumIds, isLastAdministrator }: SoleRoles): AccountNeeded | null {
  const isNeeded = companyIds.length > 0 || forumIds.length > 0 || isLastAdministrator;
  return isNeeded ? new AccountNeeded(companyIds, forumIds, isLastAdministrator) : null;
}

/** What an erased account says of a person: nothing. The address belongs to nobody (RFC 2606) and is free for no sign-in. */
export function erasedAccount(id: string, now: Date) {
  return {
    email: `erased-${id}@erased.invalid`,
    displayName: 'Erased person',
    locale: 'en' as const,
    timeZone: 'UTC',
    isAdministrator: false,
    erasedAt: now,
  };
}
