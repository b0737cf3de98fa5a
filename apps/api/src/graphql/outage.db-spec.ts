import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '#testing';
import { isOutage } from './outage.js';

describe('an outage of PostgreSQL', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  /** What a transaction ends with that does `act`. */
  const errorOf = (act: (tx: EntityManager, pid: number) => Promise<unknown>): Promise<unknown> =>
    database.dataSource
      .transaction(async (tx) => {
        const [{ pid }]: [{ pid: number }] = await tx.query('select pg_backend_pid() as pid');
        await act(tx, pid);
      })
      .then(
        () => null,
        (error: unknown) => error,
      );

  const terminate = (pid: number): Promise<unknown> =>
    database.dataSource.query('select pg_terminate_backend($1)', [pid]);

  it('is seen when the connection breaks during a statement', async () => {
    const error = await errorOf((tx, pid) => Promise.all([tx.query('select pg_sleep(10)'), terminate(pid)]));
    expect(error).toBeInstanceOf(Error);
    expect(isOutage(error)).toBe(true);
  });

  it('is seen when the connection breaks between two statements of a transaction', async () => {
    const error = await errorOf(async (tx, pid) => {
      await terminate(pid);
      while (!tx.queryRunner!.isReleased) await delay(5);
      await tx.query('select 1');
    });
    expect(error).toBeInstanceOf(Error);
    expect(isOutage(error)).toBe(true);
  });

  it('is not what a refused statement means', async () => {
    expect(isOutage(await errorOf((tx) => tx.query('select 1 / 0')))).toBe(false);
  });
});
