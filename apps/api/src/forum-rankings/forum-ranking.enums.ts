import { registerEnumType } from '@nestjs/graphql';

export const ForumRankingStateEnum = {
  QUEUED: 'queued',
  RUNNING: 'running',
  DONE: 'done',
  CANCELLED: 'cancelled',
  FAILED: 'failed',
} as const;

registerEnumType(ForumRankingStateEnum, {
  name: 'ForumRankingState',
  description: 'Where a forum-wide run stands.',
  valuesMap: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'Is being computed.' },
    DONE: { description: 'All lists are there.' },
    CANCELLED: { description: 'Was called off; there are no lists.' },
    FAILED: { description: 'Came to nothing; start another run.' },
  },
});
