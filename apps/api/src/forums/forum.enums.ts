import { registerEnumType } from '@nestjs/graphql';

export const ForumStateEnum = {
  DRAFT: 'draft',
  REGISTRATION: 'registration',
  MATCHING: 'matching',
  SCHEDULING: 'scheduling',
  PUBLISHED: 'published',
  RUNNING: 'running',
  CLOSED: 'closed',
} as const;

registerEnumType(ForumStateEnum, {
  name: 'ForumState',
  description: 'Where a forum stands; it only moves forward.',
  valuesMap: {
    DRAFT: { description: 'Seen by its staff alone.' },
    REGISTRATION: { description: 'Companies see it and apply.' },
    MATCHING: { description: 'Companies look for partners and request meetings.' },
    SCHEDULING: { description: 'A schedule is being made of the agreed meeting requests.' },
    PUBLISHED: { description: 'The schedule is published; free slots can be booked.' },
    RUNNING: { description: 'It takes place.' },
    CLOSED: { description: 'Nothing changes any more.' },
  },
});

export const ForumRoleEnum = { ORGANIZER: 'organizer', ASSISTANT: 'assistant' } as const;

registerEnumType(ForumRoleEnum, {
  name: 'ForumRole',
  description: 'What a person may do at a forum.',
  valuesMap: {
    ORGANIZER: { description: 'Sees and decides everything.' },
    ASSISTANT: { description: 'Sees everything.' },
  },
});

export const TablePlaceEnum = { ROOM: 'room', ONLINE: 'online' } as const;

registerEnumType(TablePlaceEnum, {
  name: 'TablePlace',
  description: 'Where a table is.',
  valuesMap: {
    ROOM: { description: 'In a room of the venue.' },
    ONLINE: { description: 'Behind a link.' },
  },
});

export const ParticipationStateEnum = {
  APPLIED: 'applied',
  APPROVED: 'approved',
  DECLINED: 'declined',
  WITHDRAWN: 'withdrawn',
} as const;

registerEnumType(ParticipationStateEnum, {
  name: 'ParticipationState',
  description: 'Where a company’s participation stands.',
  valuesMap: {
    APPLIED: { description: 'Waits for an organizer.' },
    APPROVED: { description: 'Takes part.' },
    DECLINED: { description: 'Declined with a reason; the company may apply again.' },
    WITHDRAWN: { description: 'The company has left, or taken its application back; it may apply again.' },
  },
});
