import type { Delegation } from '../forums/delegation.entity.js';
import type { Forum } from '../forums/forum.entity.js';
import type { ForumTable, Slot } from '../forums/programme.entities.js';
import type { AgreedRequest } from '../meetings/meeting-request-agreed.js';
import type { Meeting } from '../meetings/meeting.entity.js';

/** A slot and a table of it, by id. */
export interface Place {
  slotId: string;
  tableId: string;
}

/** A published meeting that is not cancelled, with the delegations that sit in it. */
export interface StandingMeeting extends Pick<
  Meeting,
  'id' | 'meetingRequestId' | 'origin' | 'state' | 'slotId' | 'tableId' | 'companyIds' | 'scheduleVersion'
> {
  delegationIds: string[];
}

/** All of a forum that a schedule is made of, as it was at one moment. */
export interface ScheduleRows {
  forum: Pick<Forum, 'id' | 'dailyMaximum' | 'scheduleVersion'>;
  /** In order of time, then id. */
  slots: Pick<Slot, 'id' | 'sessionId' | 'subForumId' | 'date' | 'startsAt' | 'endsAt'>[];
  /** In order of label. */
  tables: Pick<ForumTable, 'id' | 'subForumId' | 'place' | 'seats'>[];
  /** Those that may sit, and those that do; in order of id. */
  delegations: Delegation[];
  /** Those that may be given a new meeting: of approved participations, not archived. */
  presentIds: ReadonlySet<string>;
  /** Agreed, and scheduled. */
  requests: AgreedRequest[];
  /** In order of id. */
  standing: StandingMeeting[];
}
