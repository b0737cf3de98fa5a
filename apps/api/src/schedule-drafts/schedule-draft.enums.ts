import { registerEnumType } from '@nestjs/graphql';

export const ScheduleDraftStateEnum = {
  QUEUED: 'queued',
  RUNNING: 'running',
  READY: 'ready',
  APPROVED: 'approved',
  CANCELLED: 'cancelled',
  CANCELLED_WITH_SCHEDULE: 'cancelled_with_schedule',
  FAILED: 'failed',
} as const;

registerEnumType(ScheduleDraftStateEnum, {
  name: 'ScheduleDraftState',
  description: 'Where a schedule run and its draft stand.',
  valuesMap: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'Is being computed.' },
    READY: { description: 'Can be looked at, edited and approved.' },
    APPROVED: { description: 'Was published.' },
    CANCELLED: { description: 'Was called off before it had found a schedule.' },
    CANCELLED_WITH_SCHEDULE: {
      description: 'Was called off; the best schedule found by then can be looked at, edited and approved.',
    },
    FAILED: { description: 'Came to nothing; start another run.' },
  },
});

export const SearchCutEnum = {
  CANCELLED: 'cancelled',
  TIME_LIMIT: 'time_limit',
  THREAD_LOST: 'thread_lost',
} as const;

registerEnumType(SearchCutEnum, {
  name: 'SearchCut',
  description: 'What can end a search from outside; what it had found by then is kept.',
  valuesMap: {
    CANCELLED: { description: 'The run was called off.' },
    TIME_LIMIT: { description: 'It did not come to its end when its time was over.' },
    THREAD_LOST: { description: 'The thread that it ran in died.' },
  },
});

export const SearchEndEnum = {
  PROVEN_BEST: 'proven-best',
  EXHAUSTED: 'exhausted',
  MAX_STEPS: 'max-steps',
  STOPPED: 'stopped',
} as const;

registerEnumType(SearchEndEnum, {
  name: 'SearchEnd',
  description: 'What ended the search for a schedule.',
  valuesMap: {
    PROVEN_BEST: { description: 'No better schedule exists: weight and breaks equal their bounds.' },
    EXHAUSTED: { description: 'Nothing was left to try.' },
    MAX_STEPS: { description: 'All steps were used.' },
    STOPPED: {
      description:
        'The time was over, or the search was cut short (`cutShortBy`); or an edit or a rebase took away what had been proven best.',
    },
  },
});

export const ObstacleKindEnum = {
  SESSION: 'session',
  SUB_FORUM: 'sub-forum',
  PINNED_ELSEWHERE: 'pinned-elsewhere',
  PARTY_UNAVAILABLE: 'party-unavailable',
  PAUSE: 'pause',
  PARTY_BUSY: 'party-busy',
  DAY_FULL: 'day-full',
  TOO_MANY_IN_A_ROW: 'too-many-in-a-row',
  MUST_COME_AFTER: 'must-come-after',
  MUST_COME_BEFORE: 'must-come-before',
  NO_TABLE: 'no-table',
  TABLE_SEATS: 'table-seats',
  TABLE_KIND: 'table-kind',
  TABLE_SUB_FORUM: 'table-sub-forum',
  TABLE_TAKEN: 'table-taken',
  NO_SLOT: 'no-slot',
} as const;

registerEnumType(ObstacleKindEnum, {
  name: 'ObstacleKind',
  description: 'What can stand in the way of a meeting at a slot, or at a table in it.',
  valuesMap: {
    SESSION: { description: 'The slot has begun, or a party does not take part in its sub-forum.' },
    SUB_FORUM: { description: 'The slot belongs to another sub-forum than the meeting.' },
    PINNED_ELSEWHERE: { description: 'The meeting is pinned to another place.' },
    PARTY_UNAVAILABLE: { description: 'A party is not there.' },
    PAUSE: { description: 'A party keeps this time free.' },
    PARTY_BUSY: { description: 'A party sits in another meeting.' },
    DAY_FULL: { description: 'A party has as many meetings on this day as it wants.' },
    TOO_MANY_IN_A_ROW: { description: 'A party would have too many meetings without a rest.' },
    MUST_COME_AFTER: { description: 'The meeting must come after another.' },
    MUST_COME_BEFORE: { description: 'The meeting must come before another.' },
    NO_TABLE: { description: 'Every table that suits the meeting is taken.' },
    TABLE_SEATS: { description: 'The table has too few seats.' },
    TABLE_KIND: { description: 'The table is online and the meeting in a room, or the other way round.' },
    TABLE_SUB_FORUM: { description: 'The table is reserved for another sub-forum.' },
    TABLE_TAKEN: { description: 'The table is taken.' },
    NO_SLOT: { description: 'There is no slot in which all its parties take part; only ever a headline.' },
  },
});

export const OvertakingEnum = {
  WITHDRAWN: 'withdrawn',
  CANCELLED: 'cancelled',
  CHANGED: 'changed',
  BOOKED: 'booked',
  NO_PLACE: 'no_place',
} as const;

registerEnumType(OvertakingEnum, {
  name: 'Overtaking',
  description: 'How a meeting of a draft was overtaken by what happened since its run.',
  valuesMap: {
    WITHDRAWN: { description: 'Its request is no longer agreed, or a delegation has gone.' },
    CANCELLED: { description: 'The published meeting was cancelled.' },
    CHANGED: { description: 'The published meeting was moved, or has begun.' },
    BOOKED: { description: 'Its companies booked a slot themselves.' },
    NO_PLACE: { description: 'Its place cannot be had any more.' },
  },
});
