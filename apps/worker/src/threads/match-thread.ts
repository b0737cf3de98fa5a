import { MessageChannel } from 'node:worker_threads';
import { type Answered, type MatchCore, type MatchRun, type PoolState, readPoolChange } from '#domain';
import { type CompanyProfile, InputFaults } from '#matching';
import { Piscina } from 'piscina';
import type { DataSource } from 'typeorm';
import type { MatchReply, MatchTask } from './match.thread.js';

/** Pools kept at a time; the one that was asked about longest ago goes first. The directory alone may take 300 MB. */
const poolsKept = 8;

/** A thread that ends while questions wait is cold for each of them once. */
const attemptsWhenCold = 5;

interface KnownPool {
  state: PoolState;
  /** Of the state, over all pools; never 0. */
  number: number;
}

interface AskedQuestion {
  kind: keyof MatchCore;
  question: object;
}

/**
 * The matching core in one thread, which holds pools packed and warm. Each question brings what has changed in its pool since
 * the last one; while nobody asks, the thread fills the indexes of its pools.
 *
 * Questions are answered one after the other, so that what is sent is in the order of the states it leads to.
 */
export class MatchThread implements MatchCore {
  private readonly thread: Piscina<
    MatchTask | { pool: string; profiles?: readonly CompanyProfile[] },
    MatchReply | boolean | void
  >;
  private readonly known = new Map<string, KnownPool>();
  private readonly filling = new Map<string, Promise<void>>();
  /** How to end what is being answered. */
  private readonly cancels = new Set<() => void>();
  private readonly replies = new Set<Promise<MatchReply>>();
  private latestNumber = 0;
  /** The question that was sent last, or is being prepared. */
  private latest: Promise<unknown> = Promise.resolve();
  private isClosing = false;

  /** @param source where the thread's code is, and how its node is called */
  constructor(
    private readonly dataSource: DataSource,
    source: { filename: string; execArgv?: string[] } = {
      filename: new URL('./match.thread.js', import.meta.url).href,
    },
  ) {
    this.thread = new Piscina({
      ...source,
      minThreads: 0,
      maxThreads: 1,
      // The thread holds what takes time to read and pack: it stays.
      idleTimeout: Infinity,
    });
  }

  readonly rankAndExplain = this.asking('rankAndExplain');
  readonly rankEveryCompany = this.asking('rankEveryCompany');
  readonly explainAbsence = this.asking('explainAbsence');
  readonly compareWeights = this.asking('compareWeights');

  async close(): Promise<void> {
    this.isClosing = true;
    for (const cancel of this.cancels) cancel();
    // A thread that is ended in the middle of a task has Piscina raise an error.
    await Promise.allSettled([this.latest, ...this.replies, ...this.filling.values()]);
    await this.thread.destroy();
  }

  private asking<Kind extends keyof MatchCore>(kind: Kind): MatchCore[Kind] {
    const ask = (forumId: string | null, question: object, run: MatchRun) => this.ask({ kind, question }, forumId, run);
    return ask as MatchCore[Kind];
  }

  private async ask(asked: AskedQuestion, forumId: string | null, run: MatchRun): Promise<Answered<unknown>> {
    for (let attempt = 1; attempt <= attemptsWhenCold; attempt += 1) {
      run.signal.throwIfAborted();
      const { reply, state } = await this.inOrder(() => this.send(asked, forumId, run));
      const answered = await reply;
      if (answered === 'cancelled') throw run.signal.reason ?? new Error('The thread is being closed.');
      if (answered !== 'cold') {
        if ('faults' in answered) throw new InputFaults(answered.faults);
        return { answer: answered.answer, versionIds: state.versionIds };
      }
      // The thread has been another one since: it begins anew.
      this.known.clear();
    }
    throw new Error('The thread does not hold what it was sent.');
  }

  /** Reads what has changed in the pool, and sends it with the question. The reply is not waited for. */
  private async send({ kind, question }: AskedQuestion, forumId: string | null, { onProgress, signal }: MatchRun) {
    const pool = forumId ?? 'directory';
    const known = this.known.get(pool);
    let received = 0;
    const { state, remove, nevers } = await readPoolChange(
      this.dataSource,
      forumId,
      known?.state ?? null,
      async (profiles) => {
        received += profiles.length;
        await this.thread.run({ pool, profiles }, { name: 'receive' });
      },
    );
    const from = known?.number ?? 0;
    const to = known?.state === state ? from : ++this.latestNumber;
    const forget = this.remember(pool, { state, number: to });

    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const cancel = (): void => void Atomics.store(cancelled, 0, 1);
    const { port1, port2 } = new MessageChannel();
    port1.on('message', onProgress);
    signal.addEventListener('abort', cancel);
    this.cancels.add(cancel);
    if (signal.aborted || this.isClosing) cancel();
    const task: MatchTask = {
      step: { pool, from, to, received, remove, forget },
      kind,
      question,
      nevers,
      progress: port2,
      cancelled,
    };
    const reply = (this.thread.run(task, { name: 'answer', transferList: [port2] }) as Promise<MatchReply>).finally(
      () => {
        signal.removeEventListener('abort', cancel);
        this.cancels.delete(cancel);
        this.replies.delete(reply);
        port1.close();
        this.fillWhileIdle(pool);
      },
    );
    this.replies.add(reply);
    // Whoever asked hears of it; nobody else has to.
    reply.catch(() => this.known.clear());
    return { reply, state };
  }

  /** Notes what the thread will hold; returns the pools that it shall hold no longer. */
  private remember(pool: string, known: KnownPool): string[] {
    // A Map keeps its keys in the order of their coming.
    this.known.delete(pool);
    this.known.set(pool, known);
    const forgotten = [...this.known.keys()].slice(0, -poolsKept);
    forgotten.forEach((other) => this.known.delete(other));
    return forgotten;
  }

  private fillWhileIdle(pool: string): void {
    if (this.filling.has(pool)) return;
    this.filling.set(
      pool,
      this.fill(pool).finally(() => this.filling.delete(pool)),
    );
  }

  /** In short steps: between two of them a question gets its turn. */
  private async fill(pool: string): Promise<void> {
    try {
      while (!this.isClosing && (await this.thread.run({ pool }, { name: 'fill' })) === true);
    } catch {
      // The thread has ended: there is nothing to fill, and the next question tells whoever asks.
    }
  }

  private inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = this.latest.then(work);
    this.latest = result.catch(() => undefined);
    return result;
  }
}
