import { setTimeout as delay } from 'node:timers/promises';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { Unavailable } from './domain-error.js';

/** PostgreSQL's SQLSTATE of a failed query; null for any other error. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof QueryFailedError)) return null;
  const { code } = error.driverError as { code?: string };
  return code ?? null;
}

/** The constraint that a failed query violated; null for any other error. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof QueryFailedError)) return null;
  const { constraint } = error.driverError as { constraint?: string };
  return constraint ?? null;
}

/** Deadlock, and serialization failure: the transaction did nothing and may simply be run again. */
const transient = new Set(['40P01', '40001']);
const maxTries = 4;
const retryBaseMs = 20;

const hooks = new WeakMap<EntityManager, (() => void)[]>();

/** Runs `hook` once `tx`, which `inTransaction` began, has committed; never when it rolls back. */
export function afterCommit(tx: EntityManager, hook: () => void): void {
  const list = hooks.get(tx);
  if (!list) throw new Error('afterCommit wants a transaction begun by inTransaction.');
  list.push(hook);
}

/**
 * Runs `work` in one transaction. A deadlock or serialization failure is tried again three times, after a pause drawn at
 * random so that two rivals do not meet again.
 *
 * @throws Unavailable when that did not help
 */
export async function inTransaction<T>(dataSource: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const afterwards: (() => void)[] = [];
      const result = await dataSource.transaction(async (tx) => {
        hooks.set(tx, afterwards);
        return work(tx);
      });
      afterwards.forEach((hook) => hook());
      return result;
    } catch (error) {
      if (!transient.has(sqlState(error) ?? '')) throw error;
      if (attempt === maxTries) throw new Unavailable();
      await delay(retryBaseMs * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}
