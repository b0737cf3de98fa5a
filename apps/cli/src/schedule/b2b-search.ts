import { extname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import {
  Annealing,
  boundBreaks,
  checkB2b,
  type B2bPlacement,
  type EncodedProblem,
  seatMeetings,
} from '#scheduling/b2b';
import type { B2bThreadReport, B2bThreadTask } from './b2b-thread.js';
import { SharedBounds } from './shared-bounds.js';
import { SharedCores } from './shared-cores.js';

/** A checked schedule and when it was found, in milliseconds from the start of the process. */
export interface Incumbent {
  placements: B2bPlacement[];
  breaks: number;
  foundAtMs: number;
}

/** Beside this file with the same ending: the command runs from the sources and from the build. */
const threadFile = new URL(`./b2b-thread${extname(import.meta.url)}`, import.meta.url);

const firstAnnealingMs = 300;
const firstStepsAtOnce = 1000;
const annealingMs = 1500;
/** About ten milliseconds, so that reports and the end of the time are heard. */
const stepsAtOnce = 5000;

/**
 * The search for one instance: two threads guided by cores that share what they prove, and local search in this one, which
 * keeps what is found, checked, and ends them when the bounds meet or the time is over.
 */
export class B2bSearch {
  private readonly bounds = new SharedBounds();
  private readonly threads: readonly Worker[];
  incumbent: Incumbent | null = null;
  firstFoundAtMs: number | null = null;
  isRefuted = false;

  /** Starts the threads, which load while the problem is made ready for them. */
  constructor(private readonly seed: number) {
    this.bounds.open();
    const cores = new SharedCores();
    this.threads = (['twice', 'once'] as const).map((tables, index) => {
      const workerData: B2bThreadTask = {
        tables,
        seed: 2 * seed + index,
        bounds: this.bounds.memory,
        cores: cores.memory,
      };
      return new Worker(threadFile, { workerData });
    });
  }

  /** No schedule has fewer breaks. */
  get lower(): number {
    return this.bounds.lower;
  }

  /**
   * @param makeProofProblem gives a problem with the same best schedules, but fewer that differ by names alone; null when
   *   that shows that there is no schedule
   * @param deadlineMs in milliseconds from the start of the process
   */
  async run(problem: EncodedProblem, makeProofProblem: () => EncodedProblem | null, deadlineMs: number): Promise<void> {
    const annealing = new Annealing(problem, this.seed);
    // The threads still load: a first schedule comes before everything else.
    const firstEndMs = Math.min(deadlineMs, performance.now() + firstAnnealingMs);
    while (annealing.best === null && performance.now() < firstEndMs) annealing.run(firstStepsAtOnce);
    if (annealing.best !== null) this.takeSchedule(problem, annealing.best);
    this.bounds.raiseLower(boundBreaks(problem));
    const proofProblem = makeProofProblem();
    this.isRefuted = proofProblem === null;
    if (this.isDone) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(resolve, Math.max(0, deadlineMs - performance.now()));
      let running = this.threads.length;
      for (const thread of this.threads) {
        thread.on('error', reject);
        thread.on('exit', () => (running -= 1) === 0 && resolve());
        thread.on('message', (report: B2bThreadReport) => {
          this.take(problem, report);
          if (this.isDone) resolve();
        });
        thread.postMessage(proofProblem);
      }
      this.annealOn(annealing, problem, deadlineMs).then(() => this.isDone && resolve(), reject);
    });
    clearTimeout(timer);
  }

  /** Ends the threads, whatever they are at; nobody waits for it. */
  end(): void {
    this.threads.forEach((thread) => void thread.terminate());
  }

  private get isDone(): boolean {
    return this.isRefuted || (this.incumbent !== null && this.lower >= this.incumbent.breaks);
  }

  /** Local search beside the two proofs, until the time is better spent on them alone. */
  private async annealOn(annealing: Annealing, problem: EncodedProblem, deadlineMs: number): Promise<void> {
    const endMs = Math.min(deadlineMs, performance.now() + annealingMs);
    while (!this.isDone && performance.now() < endMs) {
      if (annealing.run(stepsAtOnce)) this.takeSchedule(problem, annealing.best!);
      await setImmediate();
    }
  }

  private take(problem: EncodedProblem, report: B2bThreadReport): void {
    if (report === 'refuted') this.isRefuted = true;
    else if (report !== 'bound') this.takeSchedule(problem, report.slots);
  }

  /** Every schedule is checked before anybody hears of it. */
  private takeSchedule({ instance }: EncodedProblem, slots: readonly number[]): void {
    const placements = seatMeetings(slots);
    const { violations, breaks } = checkB2b(instance, placements);
    if (violations.length > 0) throw new Error(`The solver's schedule is wrong: ${violations.join('; ')}`);
    this.firstFoundAtMs ??= performance.now();
    if (this.incumbent !== null && this.incumbent.breaks <= breaks) return;
    this.incumbent = { placements, breaks, foundAtMs: performance.now() };
    this.bounds.lowerUpper(breaks);
  }
}
