import type { InputFault } from '../domain-error.js';
import type { ForumState } from '../forums/forum.entity.js';
import type { MeetingWeights, RunOptionName, RunOptions, ScheduleDraftState } from './schedule-draft.entity.js';

/** States of a forum in which schedules are made. */
export const schedulingStates = ['scheduling', 'published', 'running'] as const satisfies ForumState[];

export const unfinishedStates = ['queued', 'running'] as const satisfies ScheduleDraftState[];

/** States of a draft whose schedule can be edited, rebased and approved. */
export const usableStates = ['ready', 'cancelled_with_schedule'] as const satisfies ScheduleDraftState[];

export const optionRanges = {
  timeLimitSeconds: { min: 1, max: 600 },
  maxSteps: { min: 0, max: 1_000_000_000 },
  seed: { min: 0, max: 2_147_483_647 },
  maxMoves: { min: 0, max: 100_000 },
  fairness: { min: 0, max: 100 },
} as const;

export const meetingWeightRanges = {
  pair: { min: 1, max: 1_000 },
  triple: { min: 1, max: 1_000 },
  mustMeet: { min: 0, max: 1_000 },
} as const;

/** How many sub-forums a run may name. */
export const subForumCountRange = { min: 1, max: 100 } as const;

/** What a run does that names no options. */
export const defaultOptions: RunOptions = {
  timeLimitSeconds: 60,
  maxSteps: 1_000_000,
  seed: 1,
  maxMoves: null,
  allowUnplace: false,
  fairness: null,
  meetingWeights: { pair: 2, triple: 3, mustMeet: 2 },
  subForumIds: null,
};

/** Every fault of the options of a run, by field; whether the sub-forums are of the forum, the database knows. */
export function optionFaults(options: RunOptions): InputFault[] {
  const { meetingWeights, subForumIds } = options;
  return [
    ...rangeFaults<keyof typeof optionRanges>(options, optionRanges, ''),
    ...rangeFaults(meetingWeights, meetingWeightRanges, 'meetingWeights.'),
    ...(subForumIds === null ? [] : subForumFaults(subForumIds)),
  ];
}

/** The options in which two runs differ; sub-forums count as a set. */
export function differentOptions(a: RunOptions, b: RunOptions): RunOptionName[] {
  const comparable = (options: RunOptions, name: RunOptionName): string => {
    const { pair, triple, mustMeet } = options.meetingWeights;
    if (name === 'meetingWeights') return [pair, triple, mustMeet].join();
    if (name === 'subForumIds') return [...(options.subForumIds ?? [])].sort().join();
    return String(options[name]);
  };
  const names = Object.keys(defaultOptions) as RunOptionName[];
  return names.filter((name) => comparable(a, name) !== comparable(b, name));
}

/** How much a meeting is worth, from 1. */
export function weighMeeting(weights: MeetingWeights, partyCount: number, mustMeetCount: number): number {
  return (partyCount === 3 ? weights.triple : weights.pair) + weights.mustMeet * mustMeetCount;
}

type Ranges<Field extends string> = Readonly<Record<Field, { min: number; max: number }>>;

function rangeFaults<Field extends string>(
  values: Readonly<Record<Field, number | null>>,
  ranges: Ranges<Field>,
  prefix: string,
): InputFault[] {
  return (Object.keys(ranges) as Field[]).flatMap((field) => {
    const { min, max } = ranges[field];
    const value = values[field];
    const isAllowed = value === null || (Number.isInteger(value) && value >= min && value <= max);
    return isAllowed ? [] : [{ field: `${prefix}${field}`, allowed: `a whole number from ${min} to ${max}` }];
  });
}

function subForumFaults(ids: readonly string[]): InputFault[] {
  const { min, max } = subForumCountRange;
  const isAllowed = ids.length >= min && ids.length <= max && new Set(ids).size === ids.length;
  return isAllowed ? [] : [{ field: 'subForumIds', allowed: `${min} to ${max} different sub-forums of this forum` }];
}
