import { fitsTime } from '../fits-time.js';
import { KempeMove } from './kempe-move.js';
import type { Search } from './search.js';

/** Participants that one path may look at. */
const mostVisited = 300;
/** Rounds over all slots without more weight that end it. */
const patience = 12;

/**
 * Places more weight by alternating paths inside a slot: somebody free takes a waiting meeting, whose other party gives
 * up the one it has there, whose other party takes a waiting meeting, and so on, to somebody who is free too. A third
 * party must be free, or becomes so. Nothing that is published is given up; slots that share time with others are left out.
 *
 * Meetings worth no less than their prices are as good as one another: such a path adds what its two ends were to pay.
 * Berge, "Two theorems in graph theory", PNAS 43 (1957), without blossoms. Cost of a path O(300 · waiting meetings).
 *
 * @param worth per meeting what it is worth beyond the prices of its parties
 * @param untilShare the share of the search that may be used
 */
export function augmentSlots(search: Search, worth: Float64Array, untilShare: number): void {
  const { timetable, random } = search;
  const { problem } = timetable;
  const paths = new Paths(search, worth);
  const kempe = new KempeMove(timetable, random);
  const slots = Array.from(problem.isAlone.keys()).filter((slot) => problem.isAlone[slot] === 1);
  for (let idle = 0; idle < patience; idle++) {
    const { weight } = timetable;
    for (const slot of slots) {
      for (let participant = 0; participant < problem.participantCount; participant++) {
        if (timetable.agendas.attending[participant * problem.slotCount + slot] !== -1) continue;
        if (!paths.hasWaiting(participant)) continue;
        if (timetable.weight >= search.maxWeight || search.shareUsed > untilShare || !search.takeStep()) {
          timetable.restore(search.best);
          return;
        }
        search.look();
        if (paths.augment(participant, slot)) search.keepIfBest();
      }
    }
    // What is worth more than its prices and still waits lets others make room.
    for (let meeting = 0; meeting < problem.meetingCount; meeting++) {
      if (timetable.slotOf[meeting] !== -1 || worth[meeting]! <= 0) continue;
      if (timetable.weight >= search.maxWeight || search.shareUsed > untilShare || !search.takeStep()) {
        timetable.restore(search.best);
        return;
      }
      search.look();
      if (slots.some((slot) => paths.force(meeting, slot))) search.keepIfBest();
    }
    if (timetable.weight > weight) idle = 0;
    // Other pairs are free together after some moves.
    for (let moves = 0; moves < problem.meetingCount / 4; moves++) {
      const meeting = random.below(problem.meetingCount);
      if (timetable.published.isPublished[meeting] === 1 || timetable.slotOf[meeting] === -1) continue;
      if (kempe.tryMove(meeting, random.below(problem.slotCount)) && !search.isAllowed) kempe.undo();
    }
    search.keepIfBest();
  }
  timetable.restore(search.best);
}

/** A step of a path: the waiting meeting that is taken, the placed one that is given up for it, -1 for none, and the step before. */
interface Step {
  taken: number;
  givenUp: number;
  before: Step | null;
  /** Who is free after it. */
  free: number;
  gain: number;
}

class Paths {
  private readonly visitedIn: Int32Array;
  private rounds = 0;

  constructor(
    private readonly search: Search,
    private readonly worth: Float64Array,
  ) {
    this.visitedIn = new Int32Array(search.timetable.problem.participantCount);
  }

  hasWaiting(participant: number): boolean {
    const { meetingsOf } = this.search.timetable.problem;
    return meetingsOf[participant]!.some((meeting) => this.isWaiting(meeting));
  }

  /** Looks for a path from somebody who is free in the slot, shortest first, and changes the timetable along it. */
  augment(participant: number, slot: number): boolean {
    this.visitedIn[participant] = ++this.rounds;
    const queue: (Step | null)[] = [null];
    for (let head = 0; head < queue.length && queue.length < mostVisited; head++) {
      const end = this.extend(queue[head]!, queue[head]?.free ?? participant, slot, queue);
      if (end !== null && end.gain >= 0 && this.change(listSteps(end), slot)) return true;
    }
    return false;
  }

  /**
   * Goes on from somebody who is free: with each waiting meeting that makes somebody else free, to the queue.
   * @returns the best end: with a meeting whose other parties are free too; null for none
   */
  private extend(before: Step | null, from: number, slot: number, queue: (Step | null)[]): Step | null {
    const { problem, published } = this.search.timetable;
    const { attending } = this.search.timetable.agendas;
    const { slotCount, canUse, meetingsOf, parties, weight } = problem;
    const round = this.rounds;
    let best: Step | null = null;
    for (const taken of meetingsOf[from]!) {
      if (!this.isWaiting(taken) || canUse[taken * slotCount + slot] === 0) continue;
      // Of its other parties, at most one may be busy; what keeps it busy is given up.
      let givenUp = -1;
      let busy = -1;
      let isOut = false;
      for (const party of parties[taken]!) {
        if (party === from) continue;
        const held = attending[party * slotCount + slot]!;
        isOut ||= this.visitedIn[party] === round || (held !== -1 && busy !== -1);
        if (held !== -1) [givenUp, busy] = [held, party];
      }
      if (isOut) continue;
      const gain = (before?.gain ?? 0) + weight[taken]! - (givenUp === -1 ? 0 : weight[givenUp]!);
      if (givenUp === -1) {
        if (gain > (best?.gain ?? -Infinity)) best = { taken, givenUp, before, free: -1, gain };
        continue;
      }
      this.visitedIn[busy] = round;
      if (published.isPublished[givenUp] === 1) continue;
      for (const free of parties[givenUp]!) {
        if (free === busy || this.visitedIn[free] === round) continue;
        this.visitedIn[free] = round;
        queue.push({ taken, givenUp, before, free, gain });
      }
    }
    return best;
  }

  /**
   * Places a waiting meeting in the slot when what its busy parties give up for it, refilled along the best path that
   * starts at each, is worth less.
   */
  force(meeting: number, slot: number): boolean {
    const { problem, agendas } = this.search.timetable;
    const { slotCount, canUse, parties, weight } = problem;
    if (canUse[meeting * slotCount + slot] === 0) return false;
    const taken = new Set(parties[meeting]);
    const ends: Step[] = [];
    let gain = weight[meeting]!;
    for (const party of parties[meeting]!) {
      const held = agendas.attending[party * slotCount + slot]!;
      if (held === -1) continue;
      const end = this.release(party, held, slot, taken);
      gain += end?.gain ?? -Infinity;
      if (end === null || gain < 0) return false;
      for (let step: Step | null = end; step !== null; step = step.before) {
        for (const other of parties[step.givenUp] ?? []) taken.add(other);
        for (const other of parties[step.taken] ?? []) taken.add(other);
      }
      ends.push(end);
    }
    return this.change(
      [...ends.flatMap(listSteps), { taken: meeting, givenUp: -1, before: null, free: -1, gain }],
      slot,
    );
  }

  /** The end of the best path that begins with giving up what the party holds, past nobody that is taken; null for none. */
  private release(party: number, held: number, slot: number, taken: Set<number>): Step | null {
    const { problem, published } = this.search.timetable;
    if (published.isPublished[held] === 1) return null;
    const round = ++this.rounds;
    for (const other of taken) this.visitedIn[other] = round;
    const queue: Step[] = [];
    for (const free of problem.parties[held]!) {
      if (free === party) continue;
      if (this.visitedIn[free] === round) return null;
      queue.push({ taken: -1, givenUp: held, before: null, free, gain: -problem.weight[held]! });
    }
    for (const { free } of queue) this.visitedIn[free] = round;
    let best = queue[0]!;
    for (let head = 0; head < queue.length && queue.length < mostVisited && best.gain < 0; head++) {
      const end = this.extend(queue[head]!, queue[head]!.free, slot, queue);
      if (queue[head]!.gain > best.gain) best = queue[head]!;
      if (end !== null && end.gain > best.gain) best = end;
    }
    return best;
  }

  /** Unplaced, and worth its prices. */
  private isWaiting(meeting: number): boolean {
    return this.search.timetable.slotOf[meeting] === -1 && this.worth[meeting]! >= 0;
  }

  /** Takes and gives up what the steps say; not at all when a table, a day or an order is in the way. */
  private change(steps: Step[], slot: number): boolean {
    const { timetable } = this.search;
    const removed = steps.map((step) => step.givenUp).filter((meeting) => meeting !== -1);
    const tables = removed.map((meeting) => timetable.tableOf[meeting]!);
    for (const meeting of removed) timetable.remove(meeting);
    const added: number[] = [];
    for (const { taken } of steps) {
      if (taken === -1) continue;
      const table = fitsTime(timetable, taken, slot) ? timetable.freeTable(taken, slot) : -1;
      if (table === -1) {
        for (const meeting of added) timetable.remove(meeting);
        removed.forEach((meeting, index) => timetable.place(meeting, slot, tables[index]!));
        return false;
      }
      timetable.place(taken, slot, table);
      added.push(taken);
    }
    return true;
  }
}

/** A path from its end. */
function listSteps(end: Step): Step[] {
  const steps: Step[] = [];
  for (let step: Step | null = end; step !== null; step = step.before) steps.push(step);
  return steps;
}
