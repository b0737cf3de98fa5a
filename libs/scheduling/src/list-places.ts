import { checkProblem } from './check-problem.js';
import { listTimeObstacles } from './constraints/placed-constraints.js';
import { listSlotObstacles } from './constraints/slot-constraints.js';
import { listTableObstacles } from './constraints/table-constraints.js';
import { listTableTaken } from './constraints/table-taken.js';
import type { Found } from './constraints/found.js';
import { indexProblem } from './index-problem.js';
import { nameObstacles } from './name-obstacles.js';
import type { Placement, SchedulingProblem } from './problem.js';
import type { Obstacle } from './result.js';
import { indexPlacements } from './indexed-placements.js';
import { Timetable } from './timetable.js';

/** One slot for a meeting, with what is against the slot and against each table in it; free where both are empty. */
export interface SlotPlaces {
  slot: string;
  obstacles: Obstacle[];
  tables: { table: string; obstacles: Obstacle[] }[];
}

/**
 * Every slot and table for one meeting while all others stay where they are, in order of the problem.
 * Where the meeting is now does not stand in its own way. Cost O(slots · (parties + tables)) after indexing.
 *
 * @param placements a schedule without violations; placements of what the problem does not know are left out
 * @throws RangeError when the problem has faults or does not know the meeting
 */
export function listPlaces(problem: SchedulingProblem, placements: Placement[], meeting: string): SlotPlaces[] {
  const place = new Places(problem, placements, meeting);
  return problem.slots.map(({ id }, slot) => ({
    slot: id,
    obstacles: place.againstSlot(slot),
    tables: problem.tables.map((table, index) => ({ table: table.id, obstacles: place.againstTable(slot, index) })),
  }));
}

/**
 * What stands against placing or moving a meeting to this slot and table while all others stay; empty when it may go.
 *
 * @param placements a schedule without violations; placements of what the problem does not know are left out
 * @throws RangeError when the problem has faults or does not know the meeting, slot or table
 */
export function refuseMove(problem: SchedulingProblem, placements: Placement[], to: Placement): Obstacle[] {
  const place = new Places(problem, placements, to.meeting);
  const slot = problem.slots.findIndex(({ id }) => id === to.slot);
  const table = problem.tables.findIndex(({ id }) => id === to.table);
  if (slot === -1) throw new RangeError(`Slot ${to.slot} is not in the problem (${problem.slots.length} slots).`);
  if (table === -1) throw new RangeError(`Table ${to.table} is not in the problem (${problem.tables.length} tables).`);
  return [...place.againstSlot(slot), ...place.againstTable(slot, table)];
}

class Places {
  private readonly timetable: Timetable;
  private readonly meeting: number;

  constructor(problem: SchedulingProblem, placements: Placement[], meeting: string) {
    const faults = checkProblem(problem);
    if (faults.length > 0) throw new RangeError(`This is no scheduling problem.\n${faults.join('\n')}`);
    const indexed = indexProblem(problem);
    const index = indexed.meetingIndex.get(meeting);
    if (index === undefined) throw new RangeError(`Meeting ${meeting} is not in the problem.`);
    this.meeting = index;
    this.timetable = new Timetable(indexed);
    const { slotOf, tableOf } = indexPlacements(indexed, placements);
    slotOf.forEach((slot, other) => {
      if (other !== index && slot !== -1 && tableOf[other] !== -1) this.timetable.place(other, slot, tableOf[other]!);
    });
  }

  againstSlot(slot: number): Obstacle[] {
    const found: Found[] = [];
    listSlotObstacles(this.timetable.problem, this.meeting, slot, found);
    listTimeObstacles(this.timetable, this.meeting, slot, found);
    return nameObstacles(this.timetable.problem, found);
  }

  againstTable(slot: number, table: number): Obstacle[] {
    const found: Found[] = [];
    listTableObstacles(this.timetable.problem, this.meeting, slot, table, found);
    listTableTaken(this.timetable, this.meeting, slot, table, found);
    return nameObstacles(this.timetable.problem, found);
  }
}
