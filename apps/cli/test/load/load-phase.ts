import { setTimeout as delay } from 'node:timers/promises';
import { drawArrivals, type Draw, type Operation } from './arrivals.js';
import type { Outcome, PartnerOperations } from './partner-operations.js';

export interface PhaseReport {
  seconds: number;
  /** Operations that arrived. */
  arrived: number;
  /** Milliseconds from the moment an operation was due to its answer, ascending; waiting for a late start counts. */
  latencies: number[];
  /** How often each operation ended how, such as `book done`. */
  outcomes: Map<string, number>;
  /** Operations without an answer, each with why. */
  failures: string[];
}

/** Lets operations arrive at `perSecond` for as many seconds, and waits until each has its answer. */
export async function runPhase(
  operations: PartnerOperations,
  { draw, perSecond, seconds }: { draw: Draw; perSecond: number; seconds: number },
): Promise<PhaseReport> {
  const startedAt = performance.now();
  const latencies: number[] = [];
  const outcomes = new Map<string, number>();
  const failures: string[] = [];
  const open: Promise<void>[] = [];
  const runOne = async (operation: Operation, dueAt: number): Promise<void> => {
    const outcome = await operations.run(operation).catch((error: unknown): Outcome => {
      failures.push(`${operation}: ${String(error)}`);
      return 'no answer';
    });
    latencies.push(performance.now() - dueAt);
    const key = `${operation} ${outcome}`;
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  };
  for (const { atMs, operation } of drawArrivals(draw, perSecond, seconds * 1000)) {
    const dueAt = startedAt + atMs;
    const early = dueAt - performance.now();
    if (early > 0) await delay(early);
    open.push(runOne(operation, dueAt));
  }
  await Promise.all(open);
  latencies.sort((a, b) => a - b);
  return { seconds: (performance.now() - startedAt) / 1000, arrived: latencies.length, latencies, outcomes, failures };
}

/** The latency that a share of the operations does not exceed, in milliseconds. */
export function percentile({ latencies }: PhaseReport, share: number): number {
  return latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
}

export function describePhase(report: PhaseReport): string {
  const at = (share: number): string => `${percentile(report, share).toFixed(0)} ms`;
  const outcomes = [...report.outcomes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => `${key} ${count}`);
  return [
    `${report.arrived} operations in ${report.seconds.toFixed(1)} s: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, worst ${at(1)}`,
    `  ${outcomes.join(', ')}`,
  ].join('\n');
}
