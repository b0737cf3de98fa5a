import type { InputFault } from '../domain-error.js';
import type { ForumState } from '../forums/forum.entity.js';
import type { ScheduleDraftState, SolveSettings } from './schedule-draft.entity.js';

/** States of a forum in which schedules are made. */
export const schedulingStates = ['scheduling', 'published', 'running'] as const satisfies ForumState[];

export const unfinishedStates = ['queued', 'running'] as const satisfies ScheduleDraftState[];

export const settingsRanges = {
  timeLimitSeconds: { min: 1, max: 600 },
  maxSteps: { min: 0, max: 1_000_000_000 },
  seed: { min: 0, max: 2_147_483_647 },
  maxMoves: { min: 0, max: 100_000 },
} as const;

/** Every fault of the settings of a run, by field. */
export function settingsFaults(settings: SolveSettings): InputFault[] {
  return Object.entries(settingsRanges).flatMap(([field, { min, max }]) => {
    const value = settings[field as keyof SolveSettings];
    const isAllowed = value === null || (Number.isInteger(value) && value >= min && value <= max);
    return isAllowed ? [] : [{ field, allowed: `a whole number from ${min} to ${max}` }];
  });
}
