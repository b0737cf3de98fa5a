import type { Placement } from '#scheduling';
import { buildProblem, publishedPlacements } from './build-problem.js';
import { placementOf } from './draft-placements.js';
import { fitPlacements } from './fit-placements.js';
import { planMeetings, type EarlierChoice, type PlannedMeeting } from './plan-meetings.js';
import type { DraftMeeting, RunOptions, ScheduleDraft } from './schedule-draft.entity.js';
import type { OvertakenMeeting, Overtaking } from './schedule-draft.refusals.js';
import type { ScheduleRows } from './schedule-rows.js';

/** A draft adapted to the forum as it is today. */
export interface AdaptedPlan {
  plan: PlannedMeeting[];
  /** Without a violation. */
  placements: Placement[];
  /** The meetings of the draft that are not where it has them, in no particular order; none when it can be approved. */
  overtaken: OvertakenMeeting[];
}

/**
 * Holds a draft against the forum as it is today: what was booked, moved, cancelled or withdrawn since its run goes before what it
 * proposes, what cannot be placed any more goes back to where it is published or is left out.
 */
export function rebaseDraft(
  meetings: readonly DraftMeeting[],
  { solvedOnVersion, options }: Pick<ScheduleDraft, 'solvedOnVersion' | 'options'>,
  rows: ScheduleRows,
  now: Date,
): AdaptedPlan {
  const changed = new Set(rows.standing.filter((one) => one.scheduleVersion > solvedOnVersion).map(({ id }) => id));
  const isKept = ({ meetingId }: DraftMeeting): boolean => !changed.has(meetingId ?? '');
  const plan = planMeetings(rows, choicesOf(meetings, isKept), options, now);
  const plannedById = new Map(plan.map((one) => [one.id, one]));
  const facts = listFacts(meetings, (meeting) => findOvertaking(meeting, plannedById.get(meeting.id), changed));
  const overtaken = new Set(facts.map(({ draftMeetingId }) => draftMeetingId));
  const inDraft = new Set(meetings.map(({ id }) => id));
  const publishedOf = (wanted: (id: string) => boolean): Placement[] =>
    publishedPlacements(plan.filter(({ id }) => wanted(id)));

  const isForeign = (id: string): boolean => !inDraft.has(id) || overtaken.has(id);
  const proposed = fixedFirst(
    plan,
    meetings.filter(({ id }) => !overtaken.has(id)),
  ).flatMap(placementOf);
  // What the draft left out of the published schedule stays out.
  const isProposed = new Set(proposed.map(({ meeting }) => meeting));
  return settle(
    { rows, plan, facts, options, now },
    {
      wanted: [...publishedOf(isForeign), ...proposed],
      proposed: isProposed,
      otherwise: publishedOf((id) => isProposed.has(id)),
    },
  );
}

/**
 * Takes up the placements of an earlier draft: they go before what is published today, except for what no schedule may change.
 * What is published and has no place in the earlier draft stays where it is, if there is room for it.
 */
export function restoreDraft(
  meetings: readonly DraftMeeting[],
  { options }: Pick<ScheduleDraft, 'options'>,
  rows: ScheduleRows,
  now: Date,
): AdaptedPlan {
  const placed = meetings.filter(({ slotId }) => slotId !== null);
  const plan = planMeetings(
    rows,
    choicesOf(placed, () => true),
    options,
    now,
  );
  const plannedById = new Map(plan.map((one) => [one.id, one]));
  const facts = listFacts(placed, (meeting) => {
    const planned = plannedById.get(meeting.id);
    if (planned && isFixedElsewhere(planned, meeting)) return 'changed';
    return planned?.delegationIds.join() === meeting.delegationIds.join() ? null : 'withdrawn';
  });
  const overtaken = new Set(facts.map(({ draftMeetingId }) => draftMeetingId));
  const proposed = placed.filter(({ id }) => !overtaken.has(id)).flatMap(placementOf);
  const fixed = plan.filter(({ isFixed }) => isFixed);
  const fixedIds = new Set(fixed.map(({ id }) => id));
  return settle(
    { rows, plan, facts, options, now },
    {
      wanted: [...publishedPlacements(fixed), ...proposed.filter(({ meeting }) => !fixedIds.has(meeting))],
      proposed: new Set(proposed.map(({ meeting }) => meeting)),
      otherwise: publishedPlacements(plan),
    },
  );
}

interface Wishes {
  /** Those that go first come first. */
  wanted: Placement[];
  /** Those of the draft: for them a lost place is worth telling. */
  proposed: ReadonlySet<string>;
  /** Tried for what found no place. */
  otherwise: Placement[];
}

interface Today {
  rows: ScheduleRows;
  plan: PlannedMeeting[];
  facts: OvertakenMeeting[];
  options: RunOptions;
  now: Date;
}

function settle({ rows, plan, facts, options, now }: Today, { wanted, proposed, otherwise }: Wishes): AdaptedPlan {
  const { kept, misfits } = fitPlacements(buildProblem(rows, plan, options, now), wanted);
  const keptIds = new Set(kept.map(({ meeting }) => meeting));
  const retried = otherwise.filter(({ meeting }) => !keptIds.has(meeting));
  if (misfits.length === 0 && retried.length === 0) return { plan, placements: kept, overtaken: facts };

  // Back where it is published, a meeting has lost the pin and the kind of table that the draft gave it.
  const lost = new Set(misfits.map(({ placement }) => placement.meeting));
  const settled = plan.map((one) =>
    lost.has(one.id) && !one.isFixed
      ? { ...one, pin: null, isPinned: false, tableId: one.standing?.tableId ?? null }
      : one,
  );
  const { kept: placements } = fitPlacements(buildProblem(rows, settled, options, now), [...kept, ...retried]);
  const placeless = misfits
    .filter(({ placement }) => proposed.has(placement.meeting))
    .map(({ placement, obstacles }): OvertakenMeeting => {
      return { draftMeetingId: placement.meeting, overtaking: 'no_place', obstacles };
    });
  return { plan: settled, placements, overtaken: [...facts, ...placeless] };
}

/** How the meeting itself was overtaken since the run, whatever its place; null when it was not. */
function findOvertaking(
  meeting: DraftMeeting,
  planned: PlannedMeeting | undefined,
  changed: ReadonlySet<string>,
): Overtaking | null {
  const isPlaced = meeting.slotId !== null;
  if (meeting.meetingId !== null) {
    const hasBegun = planned !== undefined && isPlaced && isFixedElsewhere(planned, meeting);
    if (hasBegun || changed.has(meeting.meetingId)) return 'changed';
    return planned?.standing?.id === meeting.meetingId || !isPlaced ? null : 'cancelled';
  }
  if (planned?.standing) return 'booked';
  const isSame = planned?.delegationIds.join() === meeting.delegationIds.join();
  return isSame || !isPlaced ? null : 'withdrawn';
}

/** A meeting that began since, or was booked, stays where it is. */
function isFixedElsewhere({ isFixed, pin }: PlannedMeeting, { slotId, tableId }: DraftMeeting): boolean {
  return isFixed && (pin!.slotId !== slotId || pin!.tableId !== tableId);
}

function fixedFirst(plan: readonly PlannedMeeting[], meetings: readonly DraftMeeting[]): DraftMeeting[] {
  const fixed = new Set(plan.filter(({ isFixed }) => isFixed).map(({ id }) => id));
  return [...meetings].sort((a, b) => Number(fixed.has(b.id)) - Number(fixed.has(a.id)));
}

function listFacts(
  meetings: readonly DraftMeeting[],
  find: (meeting: DraftMeeting) => Overtaking | null,
): OvertakenMeeting[] {
  return meetings.flatMap((meeting) => {
    const overtaking = find(meeting);
    return overtaking ? [{ draftMeetingId: meeting.id, overtaking, obstacles: [] }] : [];
  });
}

/**
 * What a plan takes over from a draft: who sits, and where.
 *
 * @param isKept whether a meeting's place still counts
 */
export function choicesOf(
  meetings: readonly DraftMeeting[],
  isKept: (meeting: DraftMeeting) => boolean,
): Map<string, EarlierChoice> {
  return new Map(
    meetings.map((meeting) => {
      const { id, delegationIds, isPinned, slotId, tableId } = meeting;
      const place = isKept(meeting) && slotId !== null && tableId !== null ? { slotId, tableId } : null;
      return [id, { delegationIds, pin: isPinned ? place : null, tableId: place?.tableId ?? null }];
    }),
  );
}
