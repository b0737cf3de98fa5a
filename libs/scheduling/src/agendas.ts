import type { IndexedProblem } from './indexed-problem.js';

/** Slots of a day that share a word of bits. */
const wordBits = 32;
/** Slots of a break beyond its first that count where its length does. */
const mostIdleSlots = 3;

/**
 * Who attends which meeting in which slot, kept up under sitting down and leaving, with the breaks that it makes.
 * Days are words of bits too, so that the meeting before or after a slot is found in O(slots of the day / 32).
 */
export class Agendas {
  /** participant × slot: the meeting it has in exactly this slot, or -1. Only this class writes it. */
  readonly attending: Int32Array;
  /** participant × day: how many meetings it has. */
  readonly onDay: Int32Array;
  readonly breaksOf: Int32Array;
  readonly meetingsPlacedOf: Int32Array;
  /** Participants with a break, in no particular order: the first `waitingCount` of the list. */
  readonly waiting: Int32Array;
  waitingCount = 0;
  breaks = 0;
  private readonly placeInWaiting: Int32Array;
  /** participant × day × word: a bit per slot of the day, by its rank, set while the participant attends it. */
  private readonly busy: Int32Array;
  private readonly wordsPerDay: number;

  constructor(private readonly problem: IndexedProblem) {
    const { participantCount, slotCount, dayCount, slotsOfDay } = problem;
    this.attending = new Int32Array(participantCount * slotCount).fill(-1);
    this.onDay = new Int32Array(participantCount * dayCount);
    this.breaksOf = new Int32Array(participantCount);
    this.meetingsPlacedOf = new Int32Array(participantCount);
    this.waiting = new Int32Array(participantCount);
    this.placeInWaiting = new Int32Array(participantCount).fill(-1);
    const longestDay = slotsOfDay.reduce((most, ofDay) => Math.max(most, ofDay.length), 0);
    this.wordsPerDay = Math.ceil(longestDay / wordBits);
    this.busy = new Int32Array(participantCount * dayCount * this.wordsPerDay);
  }

  sit(participant: number, slot: number, meeting: number): void {
    const added = this.breaksAdded(participant, slot);
    if (added !== 0) this.addBreaks(participant, added);
    this.show(participant, slot, meeting);
    this.meetingsPlacedOf[participant]!++;
  }

  leave(participant: number, slot: number): void {
    this.hide(participant, slot);
    this.meetingsPlacedOf[participant]!--;
    const added = this.breaksAdded(participant, slot);
    if (added !== 0) this.addBreaks(participant, -added);
  }

  /**
   * `breaksAdded` of a participant that is busy in one slot instead of the other. Infinity where `fits`, asked while it
   * is busy in neither, says that its day has no place for the other.
   */
  weighMove(participant: number, from: number, to: number, perIdleSlot = 0, fits?: () => boolean): number {
    const meeting = this.attending[participant * this.problem.slotCount + from]!;
    this.hide(participant, from);
    const hasPlace = fits?.() ?? true;
    const added = hasPlace
      ? this.breaksAdded(participant, to, perIdleSlot) - this.breaksAdded(participant, from, perIdleSlot)
      : Infinity;
    this.show(participant, from, meeting);
    return added;
  }

  /**
   * How many more breaks a participant has with a meeting in a slot in which it now has none; may be negative.
   * @param perIdleSlot what each slot of a break beyond its first, up to three, adds to it
   */
  breaksAdded(participant: number, slot: number, perIdleSlot = 0): number {
    const before = this.slotBefore(participant, slot);
    const after = this.slotAfter(participant, slot);
    let added = 0;
    if (before !== -1) added += this.weighBreak(participant, before, slot, perIdleSlot);
    if (after !== -1) added += this.weighBreak(participant, slot, after, perIdleSlot);
    if (before !== -1 && after !== -1) added -= this.weighBreak(participant, before, after, perIdleSlot);
    return added;
  }

  /**
   * Whether the time between two successive meetings of a participant on one day is a break: a slot that its meetings
   * could have used lies wholly in it, and none of its pauses does.
   */
  isBreak(participant: number, slot: number, next: number): boolean {
    const { idleEnd, nextPause, start, slotCount } = this.problem;
    const at = participant * slotCount + slot;
    return idleEnd[at]! <= start[next]! && nextPause[at]! >= start[next]!;
  }

  /** Whether a break of the participant begins or ends with its meeting in this slot. */
  isAtBreak(participant: number, slot: number): boolean {
    const before = this.slotBefore(participant, slot);
    if (before !== -1 && this.isBreak(participant, before, slot)) return true;
    const after = this.slotAfter(participant, slot);
    return after !== -1 && this.isBreak(participant, slot, after);
  }

  /** The slot of the participant's last meeting of the day before this slot, or -1. */
  slotBefore(participant: number, slot: number): number {
    const { slotsOfDay, dayOf, dayCount, rank } = this.problem;
    const day = dayOf[slot]!;
    const first = (participant * dayCount + day) * this.wordsPerDay;
    let word = rank[slot]! >> 5;
    let bits = this.busy[first + word]! & ((1 << (rank[slot]! & 31)) - 1);
    while (bits === 0 && word > 0) bits = this.busy[first + --word]!;
    return bits === 0 ? -1 : slotsOfDay[day]![word * wordBits + 31 - Math.clz32(bits)]!;
  }

  /** The slot of the participant's first meeting of the day after this slot, or -1. */
  slotAfter(participant: number, slot: number): number {
    const { slotsOfDay, dayOf, dayCount, rank } = this.problem;
    const day = dayOf[slot]!;
    const first = (participant * dayCount + day) * this.wordsPerDay;
    let word = rank[slot]! >> 5;
    // Shifted twice, since a shift by 32 is none.
    let bits = this.busy[first + word]! & ((-1 << (rank[slot]! & 31)) << 1);
    while (bits === 0 && word < this.wordsPerDay - 1) bits = this.busy[first + ++word]!;
    return bits === 0 ? -1 : slotsOfDay[day]![word * wordBits + 31 - Math.clz32(bits & -bits)]!;
  }

  meetingsIn(participant: number, slots: number[]): number[] {
    const row = participant * this.problem.slotCount;
    return slots.map((slot) => this.attending[row + slot]!).filter((meeting) => meeting !== -1);
  }

  /**
   * How far the breaks of the participants with a placed meeting lie apart beyond what the problem's fairness allows.
   * O(participants).
   */
  get unfairness(): number {
    return Math.max(0, this.spread - this.problem.fairness);
  }

  /** Most less fewest breaks of a participant with a placed meeting; 0 without any. */
  get spread(): number {
    let fewest = Infinity;
    let most = 0;
    for (let participant = 0; participant < this.breaksOf.length; participant++) {
      if (this.meetingsPlacedOf[participant] === 0) continue;
      fewest = Math.min(fewest, this.breaksOf[participant]!);
      most = Math.max(most, this.breaksOf[participant]!);
    }
    return fewest === Infinity ? 0 : most - fewest;
  }

  private show(participant: number, slot: number, meeting: number): void {
    const { slotCount, dayCount, dayOf, rank } = this.problem;
    const day = participant * dayCount + dayOf[slot]!;
    this.attending[participant * slotCount + slot] = meeting;
    this.onDay[day]!++;
    this.busy[day * this.wordsPerDay + (rank[slot]! >> 5)]! |= 1 << (rank[slot]! & 31);
  }

  private hide(participant: number, slot: number): void {
    const { slotCount, dayCount, dayOf, rank } = this.problem;
    const day = participant * dayCount + dayOf[slot]!;
    this.attending[participant * slotCount + slot] = -1;
    this.onDay[day]!--;
    this.busy[day * this.wordsPerDay + (rank[slot]! >> 5)]! &= ~(1 << (rank[slot]! & 31));
  }

  /** 0 where there is no break between the two. */
  private weighBreak(participant: number, slot: number, next: number, perIdleSlot: number): number {
    if (!this.isBreak(participant, slot, next)) return 0;
    if (perIdleSlot === 0) return 1;
    const { rank } = this.problem;
    return 1 + perIdleSlot * Math.min(mostIdleSlots, rank[next]! - rank[slot]! - 2);
  }

  private addBreaks(participant: number, added: number): void {
    this.breaks += added;
    this.breaksOf[participant]! += added;
    const place = this.placeInWaiting[participant]!;
    if (this.breaksOf[participant]! > 0 && place === -1) {
      this.placeInWaiting[participant] = this.waitingCount;
      this.waiting[this.waitingCount++] = participant;
    } else if (this.breaksOf[participant] === 0 && place !== -1) {
      const last = this.waiting[--this.waitingCount]!;
      this.waiting[place] = last;
      this.placeInWaiting[last] = place;
      this.placeInWaiting[participant] = -1;
    }
  }
}
