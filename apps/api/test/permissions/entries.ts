import { accountEntries } from './account.entries.js';
import { companyEntries } from './company.entries.js';
import { forumEntries } from './forum.entries.js';
import { matchingEntries } from './matching.entries.js';
import { meetingEntries } from './meeting.entries.js';
import type { Belongings } from './cast.js';
import type { IdKind, World } from './world.js';
import type { OperationEntries } from './operation-entry.js';
import { scheduleEntries } from './schedule.entries.js';

/**
 * How every operation is tried, by `Kind.name`. A new operation needs an entry here: its arguments, by the names of what stands
 * on the stage, and the answer of those who may use it.
 */
export const operationEntries: OperationEntries = {
  ...accountEntries,
  ...companyEntries,
  ...forumEntries,
  ...matchingEntries,
  ...meetingEntries,
  ...scheduleEntries,
};

/** The arguments of fields that need some, by `Type.field`. */
export const fieldArguments: Record<string, Record<string, IdKind>> = {
  'ForumRanking.company': { companyId: 'company' },
};

/** One request of a REST route. */
export interface RouteEntry {
  method: 'GET' | 'POST';
  /** Appended to the path. */
  query?: string | ((ids: World['ids']) => string);
  /** What stands for `:id` in the path. */
  id?: (ids: World['ids'], own: Belongings) => string;
  body?: string;
  contentType?: string;
}

/** How every REST route is tried, by its path. */
export const routeEntries: Record<string, RouteEntry> = {
  '/audit.csv': { method: 'GET', query: ({ forum }) => `?forumId=${forum}` },
  '/exports/:id': { method: 'GET', id: (_, { dataExport }) => dataExport },
  '/schedule-drafts/:id/problem.json': { method: 'GET', id: ({ scheduleDraft }) => scheduleDraft },
  '/schedule-drafts/:id/schedule.json': { method: 'GET', id: ({ scheduleDraft }) => scheduleDraft },
  '/health/live': { method: 'GET' },
  '/health/ready': { method: 'GET' },
  '/open-id/answer': { method: 'GET', query: '?code=1&state=2' },
  '/imports/template.csv': { method: 'GET' },
  '/uploads': { method: 'POST', query: '?fileName=companies.csv', body: 'name_en\nOne\n', contentType: 'text/csv' },
};
