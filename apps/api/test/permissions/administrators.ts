import type { IdKind, World } from './world.js';

/** Kinds of object that no administrator is shown: they are between companies, or of those who run a forum. */
export const closedToAdministrators: readonly string[] = [
  'Preference',
  'MeetingRequest',
  'MeetingRequestParty',
  'Meeting',
  'Participation',
  'Delegation',
  'MatchRequest',
  'Triple',
  'AbsenceRequest',
  'ForumRanking',
  'WeightsPreview',
  'ScheduleDraft',
  'DraftMeeting',
  'CompanyContact',
];

/** What an administrator reads of a world that is not everybody's to see, by docs/permissions.md. */
export const openToAdministrators: readonly (IdKind | keyof World['secrets'])[] = [
  // `Company.file`, and so `company`, of any company; `invitations` and `companyMembers` of it.
  'unlistedCompany',
  'companyInvitation',
  'ownerAccount',
  'memberAccount',
  // `forum` and `forums` while it is a draft, `signUps` of it.
  'draftForum',
  'signUp',
];
