import type { Obstacle } from '#scheduling';
import { Refusal } from '../refusal.js';

/** The forum has a schedule run that has not ended. */
export class RunInProgress extends Refusal {
  readonly code = 'RUN_IN_PROGRESS';
  constructor(readonly scheduleDraftId: string) {
    super();
  }
}

/** A meeting cannot be held there while all others of the draft stay where they are. */
export class PlaceObstructed extends Refusal {
  readonly code = 'PLACE_OBSTRUCTED';
  constructor(readonly obstacles: Obstacle[]) {
    super();
  }
}

/** Booked directly by its companies, begun, over, or of a sub-forum that the run is not about: the draft does not change it. */
export class MeetingFixed extends Refusal {
  readonly code = 'MEETING_FIXED';
}

/** How a meeting of a draft was overtaken. */
export const overtakings = ['withdrawn', 'cancelled', 'changed', 'booked', 'no_place'] as const;
export type Overtaking = (typeof overtakings)[number];

export interface OvertakenMeeting {
  /** The meeting's id in the draft. */
  draftMeetingId: string;
  /**
   * `withdrawn`: its request is no longer agreed, or one of its delegations has gone; `cancelled`, `changed`: the published meeting
   * was, since the run; `booked`: its companies booked a slot themselves; `no_place`: its place cannot be had any more.
   */
  overtaking: Overtaking;
  /** What stands in the way of its place; empty but for `no_place`. */
  obstacles: Obstacle[];
}

/** Bookings, moves, cancellations or withdrawals since the run touch meetings of the draft: rebase it, or run again. */
export class DraftOutdated extends Refusal {
  readonly code = 'DRAFT_OUTDATED';
  constructor(readonly overtaken: OvertakenMeeting[]) {
    super();
  }
}
