import { registerEnumType } from '@nestjs/graphql';
import type { RunOptionName } from '#domain';

export const RunOptionEnum = {
  TIME_LIMIT_SECONDS: 'timeLimitSeconds',
  MAX_STEPS: 'maxSteps',
  SEED: 'seed',
  MAX_MOVES: 'maxMoves',
  ALLOW_UNPLACE: 'allowUnplace',
  FAIRNESS: 'fairness',
  MEETING_WEIGHTS: 'meetingWeights',
  SUB_FORUM_IDS: 'subForumIds',
} as const satisfies Record<string, RunOptionName>;

registerEnumType(RunOptionEnum, {
  name: 'ScheduleRunOption',
  description: 'One of the things that are asked of a run.',
  valuesMap: {
    TIME_LIMIT_SECONDS: { description: 'Most seconds.' },
    MAX_STEPS: { description: 'Most steps.' },
    SEED: { description: 'The seed of the search.' },
    MAX_MOVES: { description: 'Most published meetings that may move.' },
    ALLOW_UNPLACE: { description: 'Whether published meetings may lose their place.' },
    FAIRNESS: { description: 'How far the breaks of two delegations may differ.' },
    MEETING_WEIGHTS: { description: 'How much it is worth to place a meeting.' },
    SUB_FORUM_IDS: { description: 'Which sub-forums the run is about.' },
  },
});
