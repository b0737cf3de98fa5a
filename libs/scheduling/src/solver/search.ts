import type { Random } from '../random.js';
import type { SolveOptions } from '../result.js';
import { namePlacements } from '../indexed-placements.js';
import type { Snapshot, Timetable } from '../timetable.js';

/**
 * What the phases of a search share: the timetable they change, the best schedule seen, the steps and their end.
 * Schedules are compared in order of weight (more), unfairness, moved meetings and breaks (fewer).
 */
export class Search {
  steps = 0;
  isStopped = false;
  /** A bound for the breaks of the schedule's meetings, as far as it is known. */
  minBreaks = 0;
  /** Up to date with the timetable's last snapshot: there is one, and it is this. */
  readonly best: Snapshot;
  private timeUsed = 0;
  private nextReport = 0;
  private hasNewBest = true;

  constructor(
    readonly timetable: Timetable,
    readonly random: Random,
    /** No schedule places more. */
    public maxWeight: number,
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
    if (this.steps % 64 === 0) this.look();
    if (this.isStopped || this.steps >= this.options.maxSteps) return false;
    this.steps++;
    return true;
  }

  /** Asks whether to stop, and reports every 1 %. */
  look(): void {
    if (this.isStopped) return;
    this.timeUsed = this.options.timeUsed?.() ?? 0;
    this.isStopped = this.timeUsed >= 1 || (this.options.shouldStop?.() ?? false);
    if (this.shareUsed < this.nextReport) return;
    this.nextReport = this.shareUsed + 0.01;
    this.report();
  }

  get stepsLeft(): number {
    return this.isStopped ? 0 : this.options.maxSteps - this.steps;
  }

  /** How much of the steps or of the time is used, whichever is more; from 0 to 1. */
  get shareUsed(): number {
    return Math.min(1, Math.max(this.timeUsed, this.options.maxSteps === 0 ? 1 : this.steps / this.options.maxSteps));
  }

  /** Whether the timetable keeps what must stay of the published schedule. */
  get isAllowed(): boolean {
    return this.timetable.moved <= this.maxMoved && this.timetable.missing <= this.maxMissing;
  }

  /** Remembers the timetable when it is allowed and better than any so far; says whether it is. */
  keepIfBest(): boolean {
    const isBest = this.isAllowed && isBetter(this.timetable, this.best);
    if (isBest) {
      this.timetable.updateSnapshot(this.best);
      this.hasNewBest = true;
    }
    return isBest;
  }

  report(): void {
    const { weight, breaks } = this.best;
    const { maxWeight, minBreaks, steps } = this;
    this.options.onProgress?.({ weight, maxWeight, breaks, minBreaks, steps, maxSteps: this.options.maxSteps });
    if (this.hasNewBest) this.options.onIncumbent?.(namePlacements(this.timetable.problem, this.best));
    this.hasNewBest = false;
  }
}

function isBetter(timetable: Timetable, best: Snapshot): boolean {
  if (timetable.weight !== best.weight) return timetable.weight > best.weight;
  if (timetable.problem.fairness !== Infinity) {
    const { unfairness } = timetable.agendas;
    if (unfairness !== best.unfairness) return unfairness < best.unfairness;
  }
  if (timetable.moved !== best.moved) return timetable.moved < best.moved;
  return timetable.breaks < best.breaks;
}
