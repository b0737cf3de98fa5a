import type { Random } from '../random.js';
import type { SolveOptions } from '../result.js';
import type { Snapshot, Timetable } from '../timetable.js';

/**
 * What the phases of a search share: the timetable they change, the best schedule seen, the steps and their end.
 * Schedules are compared in order of weight (more), moved meetings (fewer), breaks (fewer).
 */
export class Search {
  steps = 0;
  isStopped = false;
  best: Snapshot;

  constructor(
    readonly timetable: Timetable,
    readonly random: Random,
    readonly maxWeight: number,
    /** Published meetings that may be away from their slot, the displaced ones included. */
    readonly maxMoved: number,
    /** Published meetings that may be without a slot, the displaced ones included. */
    readonly maxMissing: number,
    private readonly options: SolveOptions,
  ) {
    this.best = timetable.snapshot();
    this.report();
  }

  /** Counts one step, tells how it goes, and says whether the search may take it. */
  takeStep(): boolean {
    // Asking a clock at every step would cost more than the step.
    if (this.steps % 64 === 0 && !this.isStopped) this.isStopped = this.options.shouldStop?.() ?? false;
    if (this.isStopped || this.steps >= this.options.maxSteps) return false;
    this.steps++;
    if (this.steps % Math.max(1, Math.floor(this.options.maxSteps / 100)) === 0) this.report();
    return true;
  }

  get stepsLeft(): number {
    return this.isStopped ? 0 : this.options.maxSteps - this.steps;
  }

  /** Whether the timetable keeps what must stay of the published schedule. */
  get isAllowed(): boolean {
    return this.timetable.moved <= this.maxMoved && this.timetable.missing <= this.maxMissing;
  }

  /** Remembers the timetable when it is allowed and better than any so far; says whether it is. */
  keepIfBest(): boolean {
    const isBest = this.isAllowed && isBetter(this.timetable, this.best);
    if (isBest) this.best = this.timetable.snapshot();
    return isBest;
  }

  report(): void {
    const { weight, breaks } = this.best;
    const { maxWeight, steps } = this;
    this.options.onProgress?.({ weight, maxWeight, breaks, steps, maxSteps: this.options.maxSteps });
  }
}

type Worth = Pick<Snapshot, 'weight' | 'moved' | 'breaks'>;

function isBetter(a: Worth, b: Worth): boolean {
  if (a.weight !== b.weight) return a.weight > b.weight;
  if (a.moved !== b.moved) return a.moved < b.moved;
  return a.breaks < b.breaks;
}
