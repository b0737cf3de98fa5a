import { seededRandom, type Random } from '../random.js';
import { KempeState } from './kempe-state.js';
import type { EncodedProblem } from './encode-agendas.js';
import { slotsIn } from './instance.js';

const hottest = 1.2;
const coldest = 0.12;

/**
 * Simulated annealing over Kempe chains, in rounds of growing length: two slots are exchanged along meetings that hang
 * together by common parties. Finds schedules quickly and proves nothing.
 * The same problem, seed and number of steps give the same schedules.
 */
export class Annealing {
  /** The slot of each meeting in the best schedule without a fault, or null. */
  best: number[] | null = null;
  bestBreaks = Infinity;
  private readonly random: Random;
  private readonly state: KempeState;
  private readonly slots: readonly (readonly number[])[];
  private stepInRound = 0;
  private roundLength = 20_000;

  constructor(
    private readonly problem: EncodedProblem,
    seed: number,
  ) {
    this.random = seededRandom(seed);
    this.state = new KempeState(problem);
    this.slots = problem.possible.map(slotsIn);
  }

  /** Takes so many steps; true when a better schedule was found on the way. */
  run(steps: number): boolean {
    const before = this.bestBreaks;
    if (this.slots.length === 0) this.keepBest();
    for (let step = 0; step < steps && this.slots.length > 0; step++) {
      const temperature = hottest * (coldest / hottest) ** (this.stepInRound / this.roundLength);
      if (this.state.unplaced.length > 0 && this.random.below(2) === 0) this.insert(temperature);
      else this.exchange(temperature);
      this.keepBest();
      this.stepInRound += 1;
      if (this.stepInRound < this.roundLength) continue;
      this.stepInRound = 0;
      this.roundLength = Math.min(2 * this.roundLength, 2_000_000);
    }
    return this.bestBreaks < before;
  }

  private keepBest(): void {
    const { state } = this;
    if (state.faultCost > 0 || state.cost >= this.bestBreaks) return;
    this.bestBreaks = state.cost;
    this.best = [...state.slotOf];
  }

  private isAccepted(rise: number, temperature: number): boolean {
    return rise <= 0 || this.random.next() < Math.exp(-rise / temperature);
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.random.below(list.length)]!;
  }

  private insert(temperature: number): void {
    const { state } = this;
    const meeting = this.pick(state.unplaced);
    const before = state.cost;
    const places = this.slots[meeting]!.length;
    const slot = this.slots[meeting]![this.random.below(places)]!;
    const previous = new Map<number, number>();
    const ousted = state.force(meeting, slot);
    for (const other of ousted) previous.set(other, slot);
    // A meeting for a meeting is no step back: it lets the search wander until all have found a place.
    if (ousted.length < 2 || this.isAccepted(state.cost - before, 4 * temperature)) return;
    state.oust(meeting);
    for (const [other, old] of previous) state.force(other, old);
  }

  private exchange(temperature: number): void {
    const { state } = this;
    const meeting = this.pickMeeting();
    const from = state.slotOf[meeting]!;
    const slot = this.pick(this.slots[meeting]!);
    if (from < 0 || slot === from) return;
    const chain = state.chainOf(meeting, slot);
    if (chain === null) return;
    const before = state.cost;
    state.swap(chain, from, slot);
    if (!this.isAccepted(state.cost - before, temperature)) state.swap(chain, slot, from);
  }

  /** Mostly any meeting; else one of a participant that has a break. */
  private pickMeeting(): number {
    const any = this.random.below(this.slots.length);
    if (this.random.below(3) > 0) return any;
    for (let attempt = 0; attempt < 8; attempt++) {
      const participant = this.random.below(this.problem.own.length);
      if (this.state.breaksOf(participant) > 0) return this.pick(this.problem.own[participant]!);
    }
    return any;
  }
}
