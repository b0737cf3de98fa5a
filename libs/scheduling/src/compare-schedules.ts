import type { Placement } from './problem.js';

/** How two schedules differ; times first, since a changed table concerns nobody's diary. */
export interface ScheduleDifference {
  onlyInA: Placement[];
  onlyInB: Placement[];
  /** In both, at different slots. */
  moved: { meeting: string; from: Placement; to: Placement }[];
  /** In both, at the same slot and different tables. */
  tablesChanged: { meeting: string; from: Placement; to: Placement }[];
}

/** What is placed only in A, only in B, and what moved from A to B, each in the order of its schedule. O(|A| + |B|). */
export function compareSchedules(a: Placement[], b: Placement[]): ScheduleDifference {
  const inA = new Set(a.map((placement) => placement.meeting));
  const inB = new Map(b.map((placement) => [placement.meeting, placement]));
  const inBoth = a.flatMap((from) => {
    const to = inB.get(from.meeting);
    return to ? [{ meeting: from.meeting, from, to }] : [];
  });
  return {
    onlyInA: a.filter((placement) => !inB.has(placement.meeting)),
    onlyInB: b.filter((placement) => !inA.has(placement.meeting)),
    moved: inBoth.filter(({ from, to }) => from.slot !== to.slot),
    tablesChanged: inBoth.filter(({ from, to }) => from.slot === to.slot && from.table !== to.table),
  };
}
