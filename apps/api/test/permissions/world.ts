import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Account } from '#domain';

/** The kinds of object whose ids an operation takes. A world has one of each. */
export const idKinds = [
  'company',
  'unlistedCompany',
  'partnerCompany',
  'developingCompany',
  'otherCompany',
  'lastCompany',
  'forum',
  'draftForum',
  'subForum',
  'slot',
  'freeSlot',
  'table',
  'freeTable',
  'participation',
  'delegation',
  'matchRequest',
  'absenceRequest',
  'forumRanking',
  'weightsPreview',
  'queuedPreview',
  'pendingRequest',
  'incompleteRequest',
  'meeting',
  'approvedDraft',
  'scheduleDraft',
  'draftMeeting',
  'companyInvitation',
  'forumInvitation',
  'signUp',
  'ownerAccount',
  'memberAccount',
  'organizerAccount',
  'assistantAccount',
] as const;
export type IdKind = (typeof idKinds)[number];

/** A forum, its staff, a company with its people, and everything that came of them, the private parts too. */
export interface World {
  owner: Account;
  member: Account;
  /** Owner of a company that meets ours. */
  partner: Account;
  organizer: Account;
  assistant: Account;
  ids: Record<IdKind, string>;
  /** Texts that only some of its people may read. */
  secrets: { message: string; reason: string; link: string; contact: string };
}

/** What both the API of a test and a bare Nest context of the domain can do. */
export interface Backstage {
  dataSource: DataSource;
  get: INestApplicationContext['get'];
}
