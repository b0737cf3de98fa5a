import type { Timetable } from '../timetable.js';

/** What one participant's program reads of one day. */
interface Day {
  /** Slots that its placed meetings can use, in order of start. */
  slots: number[];
  /** Per place: 1 where one of them is pinned to the slot. */
  isPinned: Uint8Array;
  /** place × earlier place: 1 for a break between the two, 0 for none, 2 where they share time. */
  between: Uint8Array;
}

interface Program {
  meetings: number;
  mostPerDay: number;
  days: Day[];
}

/**
 * One dynamic programme per participant with a placed meeting: it picks as many disjoint slots as it has
 * meetings, at most its maximum per day, all its pinned ones among them, with the fewest breaks and prices together;
 * who meets whom, tables and precedence are forgotten.
 * Over (slot, meetings so far) within a day and over days: O(Σ slots² · meetings + days · meetings²).
 */
export class BreakPrograms {
  private readonly programs: Program[];
  /** Of one evaluation, in basic steps. */
  readonly cost: number;

  constructor(private readonly timetable: Timetable) {
    this.programs = Array.from({ length: timetable.problem.participantCount }, (_, participant) =>
      this.prepare(participant),
    ).filter((program) => program !== null);
    this.cost = this.programs.reduce(
      (sum, { meetings, days }) => sum + days.reduce((steps, { slots }) => steps + slots.length ** 2 * meetings, 0),
      0,
    );
  }

  /**
   * The sum of what all participants need at least.
   * @param usage receives per slot how many participants chose it, when given
   */
  evaluate(prices: Float64Array, usage?: Float64Array): number {
    let total = 0;
    for (const program of this.programs) total += solveProgram(program, prices, usage);
    return total;
  }

  private prepare(participant: number): Program | null {
    const { problem, slotOf } = this.timetable;
    const { canUse, slotCount, pinnedSlot, start, end } = problem;
    const placed = problem.meetingsOf[participant]!.filter((meeting) => slotOf[meeting] !== -1);
    // A single meeting has no break, but it does need a seat.
    if (placed.length === 0) return null;
    const days = problem.slotsOfDay.map((ofDay): Day => {
      const slots = ofDay.filter((slot) => placed.some((meeting) => canUse[meeting * slotCount + slot] === 1));
      const isPinned = Uint8Array.from(slots, (slot) => (placed.some((one) => pinnedSlot[one] === slot) ? 1 : 0));
      const between = new Uint8Array(slots.length ** 2);
      slots.forEach((slot, place) => {
        for (let earlier = 0; earlier < place; earlier++) {
          const last = slots[earlier]!;
          const isBreak = this.timetable.agendas.isBreak(participant, last, slot) ? 1 : 0;
          between[place * slots.length + earlier] = end[last]! <= start[slot]! ? isBreak : 2;
        }
      });
      return { slots, isPinned, between };
    });
    return {
      meetings: placed.length,
      mostPerDay: Math.min(placed.length, problem.maxPerDay[participant]!),
      days: days.filter(({ slots }) => slots.length > 0),
    };
  }
}

/** Per day `least[count]` and its table; the days put together one after the other. */
function solveProgram({ meetings, mostPerDay, days }: Program, prices: Float64Array, usage?: Float64Array): number {
  const tables = days.map((day) => fillDay(day, mostPerDay, prices));
  const totals = [new Float64Array(meetings + 1).fill(Infinity)];
  totals[0]![0] = 0;
  for (const { least } of tables) {
    const before = totals.at(-1)!;
    const together = new Float64Array(meetings + 1).fill(Infinity);
    for (let count = 0; count <= meetings; count++) {
      if (before[count] === Infinity) continue;
      for (let more = 0; more < least.length && count + more <= meetings; more++) {
        together[count + more] = Math.min(together[count + more]!, before[count]! + least[more]!);
      }
    }
    totals.push(together);
  }
  const result = totals.at(-1)![meetings]!;
  if (usage && result < Infinity) {
    let left = meetings;
    for (let index = days.length - 1; index >= 0; index--) {
      const { least } = tables[index]!;
      const wanted = totals[index + 1]![left]!;
      let more = 0;
      while (more > left || more >= least.length || totals[index]![left - more]! + least[more]! !== wanted) more++;
      traceDay(days[index]!, tables[index]!, more, prices, usage);
      left -= more;
    }
  }
  return result;
}

interface DayTable {
  /** Per number of meetings the least cost of a day that holds so many. */
  least: Float64Array;
  /** place × number of meetings: the least cost when the last of them is at the place. */
  ending: Float64Array;
}

function fillDay({ slots, isPinned, between }: Day, most: number, prices: Float64Array): DayTable {
  const width = most + 1;
  const least = new Float64Array(width).fill(Infinity);
  const ending = new Float64Array(slots.length * width).fill(Infinity);
  const lastPinned = isPinned.lastIndexOf(1);
  if (lastPinned === -1) least[0] = 0;
  for (let place = 0; place < slots.length && most > 0; place++) {
    const row = place * width;
    const price = prices[slots[place]!]!;
    let earlier = place - 1;
    for (; earlier >= 0; earlier--) {
      const added = between[place * slots.length + earlier]!;
      if (added < 2) {
        const from = earlier * width;
        const upTo = Math.min(most, earlier + 2);
        for (let count = 2; count <= upTo; count++) {
          const cost = ending[from + count - 1]! + added + price;
          if (cost < ending[row + count]!) ending[row + count] = cost;
        }
      }
      // No pinned slot may be left out.
      if (isPinned[earlier] === 1) break;
    }
    if (earlier < 0) ending[row + 1] = price;
    if (place < lastPinned) continue;
    for (let count = 1; count <= most; count++) {
      if (ending[row + count]! < least[count]!) least[count] = ending[row + count]!;
    }
  }
  return { least, ending };
}

/** Follows one cheapest choice of so many meetings back through the day. */
function traceDay(
  { slots, isPinned, between }: Day,
  { least, ending }: DayTable,
  count: number,
  prices: Float64Array,
  usage: Float64Array,
): void {
  if (count === 0) return;
  const width = least.length;
  let left = count;
  let place = slots.length - 1;
  const firstEnd = isPinned.lastIndexOf(1);
  while (place > Math.max(0, firstEnd) && ending[place * width + left] !== least[left]) place--;
  for (;;) {
    usage[slots[place]!]!++;
    if (left === 1) return;
    const wanted = ending[place * width + left]!;
    let earlier = place - 1;
    for (; earlier > 0; earlier--) {
      const added = between[place * slots.length + earlier]!;
      if (added < 2 && ending[earlier * width + left - 1]! + added + prices[slots[place]!]! === wanted) break;
    }
    place = earlier;
    left--;
  }
}
