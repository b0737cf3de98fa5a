import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import type { ScheduleResult, SchedulingProblem } from '#scheduling';
import { publishedPlacements } from './build-problem.js';
import { toDraftMeetings } from './draft-placements.js';
import { replaceDraftMeetings } from './draft.queries.js';
import { countOutside, type PlannedMeeting } from './plan-meetings.js';
import { DraftProblem, ScheduleDraft, type KeptSchedule } from './schedule-draft.entity.js';
import type { ScheduleRows } from './schedule-rows.js';

/** A schedule of planned meetings, with all that it was made of. */
export interface MadeSchedule {
  rows: ScheduleRows;
  plan: readonly PlannedMeeting[];
  problem: SchedulingProblem;
  published: KeptSchedule;
  result: ScheduleResult;
}

/** What a schedule that was changed by hand keeps of the published one: the limits of its run do not bind an organizer. */
export function keptByHand(plan: readonly PlannedMeeting[]): KeptSchedule {
  return { previous: publishedPlacements(plan), maxMoves: null, allowUnplace: true };
}

/**
 * Puts a schedule into a draft in the place of the one that it had. The draft then knows the forum as it is in `rows`.
 *
 * @param change what else becomes of the draft, as the same version
 */
export async function storeSchedule(
  tx: EntityManager,
  { id, options }: Pick<ScheduleDraft, 'id' | 'options'>,
  { rows, plan, problem, published, result }: MadeSchedule,
  change: QueryDeepPartialEntity<ScheduleDraft>,
): Promise<void> {
  const { placements, evidence, unplaced } = result;
  await replaceDraftMeetings(tx, id, toDraftMeetings(id, plan, placements));
  await tx.upsert(DraftProblem, { scheduleDraftId: id, problem, published }, ['scheduleDraftId']);
  const outside = countOutside(rows, options);
  const solvedOnVersion = rows.forum.scheduleVersion;
  await tx.update(ScheduleDraft, { id }, { evidence, unplaced, outside, solvedOnVersion, ...change });
}
