import { extname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Annealing, boundBreaks, checkB2b, type B2bPlacement, type EncodedProblem, seatMeetings } from '#scheduling/b2b';
import type { B2bThreadReport, B2bThreadTask } from './b2b-thread.js';
import { SharedBounds } from './shared-bounds.js';

/** A checked schedule and when it was found, in milliseconds from the start of the process. */
export interface Incumbent {
  placements: B2bPlacement[];
  breaks: number;
  foundAtMs: number;
}

/** Beside this file with the same ending: the command runs from the sources and from the build. */
const threadFile = new URL(`./b2b-thread${extname(import.meta.url)}`, import.meta.url);

const annealingMs = 1500;
/** About ten milliseconds, so that reports and the end of the time are heard. */
const stepsAtOnce = 5000;

/**
 * The search for one instance: two threads guided by cores that share their bounds, and local search in this one, which
 * keeps what is found, checked, and ends them when the bounds meet or the time is over.
 */
export class B2bSearch {
  private readonly bounds = new SharedBounds();
  incumbent: Incumbent | null = null;
  firstFoundAtMs: number | null = null;
  isRefuted = false;

  /** @param proofProblem has the same best schedules as `problem`, but fewer that differ by names alone */
  constructor(
    private readonly problem: EncodedProblem,
    private readonly proofProblem: EncodedProblem,
    private readonly seed: number,
  ) {
    this.bounds.open();
    this.bounds.raiseLower(boundBreaks(problem));
  }

  /** No schedule has fewer breaks. */
  get lower(): number {
    return this.bounds.lower;
  }

  /** @param deadlineMs in milliseconds from the start of the process */
  async run(deadlineMs: number): Promise<void> {
    const threads = [true, false].map((isFirst, index) => this.start(isFirst, 2 * this.seed + index));
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(resolve, Math.max(0, deadlineMs - performance.now()));
        let running = threads.length;
        for (const thread of threads) {
          thread.on('error', reject);
          thread.on('exit', () => (running -= 1) === 0 && resolve());
          thread.on('message', (report: B2bThreadReport) => {
            this.take(report);
            if (this.isDone) resolve();
          });
        }
        this.anneal(deadlineMs).then(() => this.isDone && resolve(), reject);
      });
    } finally {
      clearTimeout(timer);
      threads.forEach((thread) => void thread.terminate());
    }
  }

  /**
   * Local search in this thread while the others load and encode: the first schedules, and on many instances the best.
   * It ends when the time is better spent on the two proofs.
   */
  private async anneal(deadlineMs: number): Promise<void> {
    const annealing = new Annealing(this.problem, this.seed);
    const endMs = Math.min(deadlineMs, performance.now() + annealingMs);
    while (!this.isDone && performance.now() < endMs) {
      if (annealing.run(stepsAtOnce)) this.takeSchedule(annealing.best!);
      await setImmediate();
    }
  }

  private start(isFirst: boolean, seed: number): Worker {
    const workerData: B2bThreadTask = { problem: this.proofProblem, isFirst, seed, bounds: this.bounds.memory };
    return new Worker(threadFile, { workerData });
  }

  private get isDone(): boolean {
    return this.isRefuted || (this.incumbent !== null && this.lower >= this.incumbent.breaks);
  }

  private take(report: B2bThreadReport): void {
    if (report === 'refuted') this.isRefuted = true;
    else if (report !== 'bound') this.takeSchedule(report.slots);
  }

  /** Every schedule is checked before anybody hears of it. */
  private takeSchedule(slots: readonly number[]): void {
    const placements = seatMeetings(slots);
    const { violations, breaks } = checkB2b(this.problem.instance, placements);
    if (violations.length > 0) throw new Error(`The solver's schedule is wrong: ${violations.join('; ')}`);
    this.firstFoundAtMs ??= performance.now();
    if (this.incumbent !== null && this.incumbent.breaks <= breaks) return;
    this.incumbent = { placements, breaks, foundAtMs: performance.now() };
    this.bounds.lowerUpper(breaks);
  }
}
