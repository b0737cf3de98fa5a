import { fitsTime } from '../fits-time.js';
import type { Timetable } from '../timetable.js';
import type { Search } from './search.js';

/** Problems with more meetings are left to the bounds. */
const mostMeetings = 12;
const mostNodes = 400_000;

/**
 * Branch and bound over (slot, table) per meeting, for small problems: finds what no schedule is better than, and says
 * whether it has tried everything. The timetable ends at the best schedule either way.
 *
 * A branch ends where the weight still to come cannot reach the best, or reaches it with as many moved meetings and
 * breaks: breaks of participants whose meetings are all decided do not change any more. At most 400,000 nodes.
 */
export function tryEverything(search: Search): boolean {
  const { timetable } = search;
  if (timetable.problem.meetingCount > mostMeetings) return false;
  for (const meeting of timetable.problem.parties.keys())
    if (timetable.slotOf[meeting] !== -1) timetable.remove(meeting);
  const branching = new Branching(search);
  const isComplete = branching.visit(0, 0);
  timetable.restore(search.best);
  return isComplete;
}

class Branching {
  private nodes = 0;
  private readonly timetable: Timetable;
  private readonly order: number[];
  /** Per place in the order: the weight from there on, and the published meetings. */
  private readonly weightFrom: number[];
  private readonly publishedFrom: number[];
  /** Per place in the order: the participants that have no meeting after it. */
  private readonly endingAt: number[][];

  constructor(private readonly search: Search) {
    this.timetable = search.timetable;
    const { parties, weight, meetingsOf, canUse, slotCount } = this.timetable.problem;
    const { isPublished } = this.timetable.published;
    const isPossible = (meeting: number): boolean =>
      canUse.subarray(meeting * slotCount, (meeting + 1) * slotCount).includes(1);
    this.order = Array.from(parties.keys()).filter(isPossible);
    this.order.sort((a, b) => weight[b]! - weight[a]! || a - b);
    const sumFrom = (valueOf: (meeting: number) => number): number[] =>
      [...this.order.keys(), this.order.length].map((first) =>
        this.order.slice(first).reduce((sum, meeting) => sum + valueOf(meeting), 0),
      );
    this.weightFrom = sumFrom((meeting) => weight[meeting]!);
    this.publishedFrom = sumFrom((meeting) => isPublished[meeting]!);
    this.endingAt = this.order.map((_, place) =>
      Array.from(meetingsOf.keys()).filter((participant) => {
        const places = meetingsOf[participant]!.map((meeting) => this.order.indexOf(meeting));
        return Math.max(-1, ...places) === place;
      }),
    );
  }

  /** @returns whether everything from this place on was tried or ruled out */
  visit(place: number, decidedBreaks: number): boolean {
    if (this.nodes++ % 256 === 0) this.search.look();
    if (this.nodes > mostNodes || this.search.isStopped) return false;
    if (place === this.order.length) {
      this.search.keepIfBest();
      return true;
    }
    if (this.isHopeless(place, decidedBreaks)) return true;

    const { timetable, order } = this;
    const { slotCount, canUse } = timetable.problem;
    const meeting = order[place]!;
    let isComplete = true;
    const goOn = (): void => {
      const breaks = this.endingAt[place]!.reduce(
        (sum, participant) => sum + timetable.agendas.breaksOf[participant]!,
        0,
      );
      isComplete = this.visit(place + 1, decidedBreaks + breaks) && isComplete;
    };
    for (let slot = 0; slot < slotCount; slot++) {
      if (!canUse[meeting * slotCount + slot] || !fitsTime(timetable, meeting, slot)) continue;
      for (const table of this.listTables(meeting, slot)) {
        timetable.place(meeting, slot, table);
        goOn();
        timetable.remove(meeting);
      }
    }
    goOn();
    return isComplete;
  }

  private isHopeless(place: number, decidedBreaks: number): boolean {
    const { timetable, search } = this;
    const { best } = search;
    const reachable = timetable.weight + this.weightFrom[place]!;
    if (reachable !== best.weight) return reachable < best.weight;
    // An unfair best may be beaten by a fairer one with more breaks.
    if (best.unfairness > 0) return false;
    const moved = timetable.moved - this.publishedFrom[place]!;
    return moved > best.moved || (moved === best.moved && decidedBreaks >= best.breaks);
  }

  /** Free tables; one of each class where slots share no time and so all of a class are alike. */
  private listTables(meeting: number, slot: number): number[] {
    const { tables, freeTables, problem } = this.timetable;
    const classes = tables.classesOf(meeting, slot);
    if (problem.isAlone.every((isAlone) => isAlone === 1)) {
      return classes.map((tableClass) => freeTables.anyFree(tableClass, slot)).filter((table) => table !== -1);
    }
    return tables.of(meeting, slot).filter((table) => freeTables.isFree(table, slot));
  }
}
