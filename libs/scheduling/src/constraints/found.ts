import type { ObstacleKind } from '../result.js';

/** An obstacle by indices, as a constraint lists it. */
export interface Found {
  kind: ObstacleKind;
  /** Whose it is, or -1. */
  participant: number;
  /** Placed meetings, the removal of some of which lifts it; empty when no removal does. */
  blockers: number[];
}

/** For obstacles of the problem itself; shared, never written to. */
export const none: number[] = [];
