import type { MessagePort } from 'node:worker_threads';
import type { MatchCore } from '#domain';
import { matchingTaxonomy } from '#domain/taxonomy';
import {
  type CompanyProfile,
  compareWeights,
  explainAbsence,
  InputFaults,
  type NeverPair,
  rankAndExplain,
  rankEveryCompany,
  WarmDirectory,
} from '#matching';

/** What leads from the pool that this thread holds to the one that a question is about. */
export interface PoolStep {
  /** A forum's id, or `directory`. */
  pool: string;
  /** Number of the state that the step begins at, 0 for nothing; and of the one that it leads to. */
  from: number;
  to: number;
  /** How many profiles that are new or other have been received for it. */
  received: number;
  remove: readonly string[];
  /** Pools that are not wanted any more. */
  forget: readonly string[];
}

export interface MatchTask {
  step: PoolStep;
  kind: keyof MatchCore;
  /** As the function of #matching by that name takes it, without what the thread adds. */
  question: object;
  nevers: readonly NeverPair[];
  /** Hears shares from 0 to 1. */
  progress: MessagePort;
  /** One number over shared memory: not 0 when nobody waits for the answer any more. */
  cancelled: Int32Array;
}

/** `cold`: this thread does not hold what the step begins at, or not what it was sent for it. */
export type MatchReply = { answer: unknown } | { faults: readonly string[] } | 'cold' | 'cancelled';

const reportEveryMs = 250;
const fillForMs = 40;
const rowsBetweenLooksAtTheClock = 8;

const received = new Map<string, CompanyProfile[]>();
const pools = new Map<string, { warm: WarmDirectory; state: number }>();
const functions = { rankAndExplain, rankEveryCompany, explainAbsence, compareWeights };

class Cancelled extends Error {}

/** Takes some of the profiles of the next step: all at once would hold up the thread that sends them. */
export function receive({ pool, profiles }: { pool: string; profiles: readonly CompanyProfile[] }): void {
  received.set(pool, [...(received.get(pool) ?? []), ...profiles]);
}

/** Brings the pool up to date and answers, in a thread of its own, so that the worker keeps its locks and hears a shutdown. */
export function answer({ step, kind, question, nevers, progress, cancelled }: MatchTask): MatchReply {
  const warm = bringUpToDate(step);
  if (warm === null) return 'cold';
  try {
    let reportedAt = Date.now();
    const onProgress = (done: number, total: number): void => {
      if (Atomics.load(cancelled, 0) !== 0) throw new Cancelled();
      if (Date.now() - reportedAt < reportEveryMs) return;
      reportedAt = Date.now();
      progress.postMessage(done / total);
    };
    const { directory, index } = warm;
    const answerIt = functions[kind] as (question: object) => unknown;
    return { answer: answerIt({ ...question, directory, index, nevers, onProgress }) };
  } catch (error) {
    if (error instanceof Cancelled) return 'cancelled';
    // An error that crosses to another thread keeps its message and loses everything else.
    if (error instanceof InputFaults) return { faults: error.faults };
    throw error;
  }
}

/** Fills rows of the pool's index for a moment. @returns whether there are more to fill */
export function fill({ pool }: { pool: string }): boolean {
  const held = pools.get(pool);
  if (!held) return false;
  const { index } = held.warm;
  const until = Date.now() + fillForMs;
  while (!index.isComplete && Date.now() < until) index.fillNext(rowsBetweenLooksAtTheClock);
  return !index.isComplete;
}

function bringUpToDate({ pool, from, to, received: count, remove, forget }: PoolStep): WarmDirectory | null {
  forget.forEach((other) => pools.delete(other));
  const put = received.get(pool) ?? [];
  received.delete(pool);
  if (put.length !== count) return null;
  if (from === 0) {
    const warm = new WarmDirectory(put, matchingTaxonomy());
    pools.set(pool, { warm, state: to });
    return warm;
  }
  const held = pools.get(pool);
  if (held?.state !== from) return null;
  if (to !== from) {
    held.warm.change({ put, remove });
    held.state = to;
  }
  return held.warm;
}
