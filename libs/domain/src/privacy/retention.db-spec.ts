import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RetentionDays } from '#config';
import { OutboxJob } from '#jobs';
import { insertAccount, Negotiation } from '#testing';
import type { Account } from '../accounts/account.entity.js';
import { RetentionService } from './retention.service.js';

const days: RetentionDays = {
  signIns: 7,
  notifications: 30,
  repeats: 30,
  exports: 0,
  imports: 30,
  matchRequests: 30,
  jobs: 30,
};
const goesOn = new AbortController().signal;

describe('retention', () => {
  let bed: Negotiation;
  let retention: RetentionService;
  let account: Account;

  beforeAll(async () => {
    bed = await Negotiation.start();
    retention = bed.get(RetentionService);
    account = await insertAccount(bed.dataSource);
  });
  afterAll(() => bed.close());

  const ago = (count: number): Date => new Date(bed.now.getTime() - count * 24 * 60 * 60 * 1000);
  const count = async (table: string): Promise<number> =>
    (await bed.dataSource.query<{ count: number }[]>(`select count(*)::int as count from ${table}`))[0]!.count;

  it('deletes what is older than its days, and keeps what is younger or goes on', async () => {
    const { dataSource } = bed;
    for (const [at, key] of [
      [ago(31), 'an old key'],
      [ago(29), 'a young key'],
    ] as const) {
      await dataSource.query(
        `insert into notification (account_id, kind, parameters, created_at) values ($1, 'meeting.moved', '{}', $2)`,
        [account.id, at],
      );
      await dataSource.query(
        `insert into idempotency_key (account_id, key, operation, input_hash, result_id, created_at) values ($1, $3, 'x', 'x', $1, $2)`,
        [account.id, at, key],
      );
      await dataSource.query(
        `insert into outbox_job (id, name, payload, created_at, finished_at) values ($1, 'run-schedule', '{}', $2, $2)`,
        [randomUUID(), at],
      );
      const [upload] = await dataSource.query<{ id: string }[]>(
        `insert into upload (account_id, file_name, byte_count, content, created_at) values ($1, 'a.csv', 1, 'x', $2) returning id`,
        [account.id, at],
      );
      await dataSource.query(
        `insert into company_import (account_id, upload_id, mapping, is_valid_rows_only, state, created_at, finished_at)
         values ($1, $2, 'template', false, 'done', $3, $3)`,
        [account.id, upload!.id, at],
      );
    }
    await dataSource.query(
      `insert into outbox_job (id, name, payload, created_at) values ($1, 'run-schedule', '{}', $2)`,
      [randomUUID(), ago(400)],
    );
    await dataSource.query(`insert into setup_link (token_hash, expires_at) values ('old', $1), ('young', $2)`, [
      ago(8),
      ago(6),
    ]);
    await dataSource.query(
      `insert into data_export (account_id, state, content, expires_at) values ($1, 'done', 'x', $2), ($1, 'done', 'x', $3)`,
      [account.id, ago(1), ago(-1)],
    );
    const [parent, child] = [randomUUID(), randomUUID()];
    await dataSource.query(
      `insert into outbox_job (id, parent_id, name, payload, created_at, failed_at, error_code)
       values ($1, null, 'join-forum-ranking', '{}', $3, $3, 'X'), ($2, $1, 'rank-forum-shard', '{}', $3, $3, 'X')`,
      [parent, child, ago(40)],
    );

    // A parent waits for its children here too.
    await dataSource.query(
      `insert into outbox_job (id, parent_id, name, payload, created_at, finished_at)
       values ($1, null, 'join-forum-ranking', '{}', $3, $3), ($2, $1, 'rank-forum-shard', '{}', $3, $4)`,
      [randomUUID(), randomUUID(), ago(40), ago(10)],
    );

    const swept = await retention.sweep(days, bed.now, goesOn);

    expect(swept).toMatchObject({ notifications: 1, 'idempotency keys': 1, 'exports that have expired': 1 });
    const left = {
      notification: 1,
      idempotency_key: 1,
      outbox_job: 4,
      upload: 1,
      company_import: 1,
      setup_link: 1,
      data_export: 1,
    };
    for (const [table, rows] of Object.entries(left))
      expect({ table, rows: await count(table) }).toStrictEqual({ table, rows });
    expect(await retention.sweep(days, bed.now, goesOn)).toMatchObject({ notifications: 0 });
  });

  it('deletes more rows than fit into one statement, and stops when it is told to', async () => {
    await bed.dataSource.query(
      `insert into notification (account_id, kind, parameters, created_at)
       select $1, 'meeting.moved', '{}', $2 from generate_series(1, 1500)`,
      [account.id, ago(100)],
    );
    await expect(retention.sweep(days, bed.now, AbortSignal.abort())).rejects.toThrow('abort');
    expect(await count('notification')).toBe(1_501);
    expect(await retention.sweep(days, bed.now, goesOn)).toMatchObject({ notifications: 1_500 });
  });

  it('is asked for once a day, by however many workers', async () => {
    const asked = await Promise.all(Array.from({ length: 4 }, () => retention.enqueueDaily(new Date())));
    expect(asked.filter(Boolean)).toHaveLength(1);
    const job = await bed.dataSource.manager.findOneByOrFail(OutboxJob, { name: 'sweep-kept-data' });
    await retention.run(job.id, days, bed.now, goesOn);
    expect((await bed.dataSource.manager.findOneByOrFail(OutboxJob, { id: job.id })).finishedAt).not.toBeNull();
    expect(await retention.enqueueDaily(new Date())).toBe(false);
    expect(await retention.enqueueDaily(new Date(Date.now() + 25 * 60 * 60 * 1000))).toBe(true);
  });
});
