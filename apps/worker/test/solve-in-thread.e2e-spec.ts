import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DraftProgress, SearchEnding, SolveTask } from '#domain';
import { checkSchedule, completeSchedule, solve } from '#scheduling';
import { fromSources } from '#testing';
import { drawLargeProblem } from '../../../libs/scheduling/test/scale-problem.js';
import { solveInThread, type SolveThreadSource } from '../src/threads/solve-in-thread.js';

/** As built. */
const solver: SolveThreadSource = {
  filename: fileURLToPath(new URL('../../../dist/apps/worker/src/threads/solve.thread.js', import.meta.url)),
  graceMs: () => 60_000,
};
const threadThat = (does: 'never-looks' | 'dies', graceMs = 60_000): SolveThreadSource => ({
  filename: fileURLToPath(new URL(`threads/${does}.thread.ts`, import.meta.url)),
  execArgv: fromSources,
  graceMs: () => graceMs,
});

const problem = drawLargeProblem('uniform', { participants: 400, slots: 24, meetings: 3_000 }, 1);
const task = (given: Partial<SolveTask> = {}): SolveTask => ({
  problem,
  options: { seed: 1, maxSteps: 1_000_000_000 },
  timeLimitSeconds: 600,
  ...given,
});
const ignore = (): void => undefined;

let cancelling: AbortController;
beforeEach(() => {
  cancelling = new AbortController();
});
// A thread that a failed test leaves behind would work on for ever.
afterEach(() => cancelling.abort());

/** Aborts when the search has placed something, a moment later. */
async function cancelWhenPlaced(source: SolveThreadSource): Promise<{ ending: SearchEnding; latencyMs: number }> {
  let abortedAt = Infinity;
  const hear = ({ placedWeight }: DraftProgress): void => {
    if (placedWeight === 0 || abortedAt < Infinity) return;
    abortedAt = 0;
    void delay(300).then(() => {
      abortedAt = performance.now();
      cancelling.abort();
    });
  };
  const ending = await solveInThread(task(), hear, cancelling.signal, source);
  return { ending, latencyMs: performance.now() - abortedAt };
}

const tell = (what: string, latencyMs: number): void =>
  void process.stdout.write(`${what}: ended ${latencyMs.toFixed(1)} ms after the abort\n`);

describe('a search in a thread of its own', () => {
  it('gives what it gives in this one, and tells its bounds and when the best was found', async () => {
    const small = drawLargeProblem('skewed', { participants: 30, slots: 8, meetings: 100 }, 2);
    const options = { seed: 3, maxSteps: 20_000 };
    const told: DraftProgress[] = [];
    const ending = await solveInThread(
      task({ problem: small, options }),
      (one) => told.push(one),
      cancelling.signal,
      solver,
    );
    expect(ending).toMatchObject({ result: solve(small, options) });
    const { evidence } = (ending as Extract<SearchEnding, { result: unknown }>).result;
    expect(told.at(-1)).toMatchObject({
      placedWeight: evidence.weight,
      maxWeight: evidence.maxWeight,
      breaks: evidence.breaks,
      minBreaks: evidence.minBreaks,
      steps: evidence.steps,
      bestAfterSeconds: expect.any(Number) as unknown,
    });
    expect(ending.progress).toEqual(told.at(-1));
  });

  it('is ended by an abort in the middle of its work, and leaves a schedule that the checker accepts', async () => {
    const { ending, latencyMs } = await cancelWhenPlaced(solver);
    tell(`a search of ${problem.meetings.length} meetings`, latencyMs);
    expect(ending).toMatchObject({ cutShortBy: 'cancelled', search: { seed: 1 } });
    const { search, progress } = ending as Extract<SearchEnding, { search: unknown }>;
    expect(search!.steps).toBe(progress!.steps);
    const result = completeSchedule(problem, search!.incumbent, [], search!);
    expect(result.evidence.weight).toBeGreaterThanOrEqual(progress!.placedWeight);
    expect(checkSchedule(problem, result)).toEqual([]);
  });

  it('gives way to the other threads, on Linux', async () => {
    const niceOnes = async (): Promise<number> => {
      const tasks = await readdir('/proc/self/task');
      const stats = await Promise.all(
        tasks.map((id) => readFile(`/proc/self/task/${id}/stat`, 'utf8').catch(() => '')),
      );
      // The 19th field, counted after the name in brackets; see proc(5).
      return stats.filter((stat) => stat.replace(/^.*\) /s, '').split(' ')[16] === '10').length;
    };
    let searching = -1;
    const hear = ({ placedWeight }: DraftProgress): void => {
      if (placedWeight === 0 || searching >= 0) return;
      searching = 0;
      const counted = process.platform === 'linux' ? niceOnes() : Promise.resolve(1);
      void counted.then((count) => {
        searching = count;
        cancelling.abort();
      });
    };
    await solveInThread(task(), hear, cancelling.signal, solver);
    expect(searching).toBe(1);
  });

  it('is ended, not asked to end: one that never looks up keeps nothing from being answered', async () => {
    const { ending, latencyMs } = await cancelWhenPlaced(threadThat('never-looks'));
    tell('a thread that never looks up', latencyMs);
    const { id: meeting } = problem.meetings[0]!;
    expect(ending).toMatchObject({
      cutShortBy: 'cancelled',
      search: { incumbent: [{ meeting, slot: problem.slots[0]!.id, table: problem.tables[0]!.id }], steps: 5 },
    });
  });

  it('is ended when its time is long over, and what it had found is kept', async () => {
    const source = threadThat('never-looks', 0);
    const ending = await solveInThread(task({ timeLimitSeconds: 1 }), ignore, cancelling.signal, source);
    expect(ending).toMatchObject({ cutShortBy: 'time_limit', search: { incumbent: [{}] } });
  });

  it('that dies leaves what it had found, and what it died of', async () => {
    const ending = await solveInThread(task(), ignore, cancelling.signal, threadThat('dies'));
    expect(ending).toMatchObject({
      cutShortBy: 'thread_lost',
      fault: expect.objectContaining({ message: 'The thread is out of luck.' }) as unknown,
      search: { incumbent: [{}] },
    });
  });

  it('that dies before it has found anything fails, so that the job is tried again', async () => {
    const faulty = { ...problem, meetings: [{ id: 'm', participants: ['nobody'], weight: 1 }] };
    await expect(solveInThread(task({ problem: faulty }), ignore, cancelling.signal, solver)).rejects.toThrow(
      'This cannot be scheduled.',
    );
  });

  it('that is cancelled before it has found anything leaves nothing', async () => {
    const ending = await solveInThread(task(), ignore, AbortSignal.abort(), solver);
    expect(ending).toEqual({ cutShortBy: 'cancelled', fault: null, search: null, progress: null });
  });
});
