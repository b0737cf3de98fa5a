import { SetMetadata } from '@nestjs/common';

/**
 * Who may use an operation at all. A rule that names a role asks for that role anywhere; whether it holds for the company or
 * forum in question, the service decides, which alone knows it.
 */
export const accessRules = {
  anyone: 'Anyone, also without signing in.',
  signedIn: 'Any signed-in person.',
  companyMember: 'An owner or member of the company in question.',
  companyMemberOrAdministrator: 'An owner or member of the company in question, or an administrator.',
  companyOwner: 'An owner of the company in question.',
  companyOwnerOrAdministrator: 'An owner of the company in question, or an administrator.',
  partyOrForumStaff:
    'An owner or member of a company in question, or an organizer or assistant of the forum in question.',
  forumStaff: 'An organizer or assistant of the forum in question.',
  forumOrganizer: 'An organizer of the forum in question.',
  forumOrganizerOrAdministrator: 'An organizer of the forum in question, or an administrator.',
  ownerOrOrganizer: 'An owner of the company in question, or an organizer of the forum in question.',
  inviter: 'An owner of the company in question, an organizer of the forum in question, or an administrator.',
  forumStaffOrAdministrator: 'An organizer or assistant of the forum in question, or an administrator.',
  administrator: 'An administrator of the installation.',
  organizerOrAdministrator: 'An organizer of any forum, or an administrator.',
} as const;

export type AccessRule = keyof typeof accessRules;

export const ACCESS_RULE = 'trefoil:access-rule';

/** Declares who may use a query, mutation, subscription or REST route. Without it the guard lets nobody in. */
export const Access = (rule: AccessRule) => SetMetadata(ACCESS_RULE, rule);
