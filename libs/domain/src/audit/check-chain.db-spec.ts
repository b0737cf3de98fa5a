import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase, testAudit } from '#testing';
import { AuditSealingService } from './audit-sealing.service.js';
import { type Act } from './audit.service.js';
import { hashSeal, noHash, type ChainHead } from './chain.rules.js';
import { checkChain } from './check-chain.js';

const now = new Date('2027-05-10T06:00:00.123Z');

const makeAct = (given: Partial<Act> = {}): Act => ({
  accountId: randomUUID(),
  action: 'meeting.moved',
  subjectType: 'meeting',
  subjectId: randomUUID(),
  forumId: randomUUID(),
  before: { slotId: 'a "quoted" 槽', tableId: null },
  after: { slotId: 'b', position: 1e-320, nested: { z: 1, a: [true] } },
  ...given,
});

describe('the audit log', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let sealing: AuditSealingService;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    // What only a superuser can do: past the triggers and foreign keys.
    await owner.query('SET session_replication_role = replica');
    sealing = new AuditSealingService(database.dataSource);
  });
  afterAll(async () => {
    await owner.end();
    await database.close();
  });
  beforeEach(async () => {
    await owner.query('TRUNCATE audit_entry, audit_seal, unsealed_entry RESTART IDENTITY');
  });

  const record = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await database.dataSource.transaction((tx) => testAudit.record(tx, makeAct()));
  };
  const faults = async (expected: ChainHead | null = null): Promise<string[]> =>
    (await checkChain(database.dataSource, expected)).faults;

  it('is sealed whole, each entry once, by however many sealers at once', async () => {
    await record(12);
    const others = Array.from({ length: 4 }, () => sealing.seal(now));
    const sealed = (await Promise.all(others)).filter((one) => one !== null);
    expect(sealed.map(({ count }) => count)).toStrictEqual([12]);
    expect(await sealing.seal(now)).toBeNull();

    const report = await checkChain(database.dataSource, sealed[0]!.head);
    expect(report).toStrictEqual({ sealedCount: 12, waitingCount: 0, head: sealed[0]!.head, faults: [] });
    expect(report.head!.position).toBe(12);
  });

  it('is left to the sealer that is at it', async () => {
    await record(1);
    const other = database.dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query('select pg_advisory_xact_lock($1)', [0x5345414c]);
    expect(await sealing.seal(now)).toBeNull();
    await other.commitTransaction();
    await other.release();
    expect(await sealing.seal(now)).toMatchObject({ count: 1 });
  });

  it('goes on where it stopped, and past batches', async () => {
    await record(3);
    const first = await sealing.seal(now);
    await owner.query(
      `WITH entry AS (INSERT INTO audit_entry (action, subject_type, subject_id)
                      SELECT 'meeting.booked', 'meeting', gen_random_uuid() FROM generate_series(1, 1100) RETURNING id)
       INSERT INTO unsealed_entry SELECT id FROM entry`,
    );
    expect((await checkChain(database.dataSource, first!.head)).waitingCount).toBe(1_100);
    expect(await sealing.seal(now)).toMatchObject({ count: 1_100, head: { position: 1_103 } });
    expect(await checkChain(database.dataSource, first!.head)).toMatchObject({ sealedCount: 1_103, faults: [] });
  });

  it('seals an entry that commits late after those that came later, and leaves no gap for one that never commits', async () => {
    const { dataSource } = database;
    const late = dataSource.createQueryRunner();
    await late.startTransaction();
    await testAudit.record(late.manager, makeAct({ action: 'late.one' }));
    const broken = dataSource.transaction(async (tx) => {
      await testAudit.record(tx, makeAct());
      throw new Error('rolled back');
    });
    await expect(broken).rejects.toThrow('rolled back');
    await record(2);
    expect(await sealing.seal(now)).toMatchObject({ count: 2, head: { position: 2 } });
    await late.commitTransaction();
    await late.release();
    expect(await sealing.seal(now)).toMatchObject({ count: 1, head: { position: 3 } });

    const { rows } = await owner.query<{ ids: string[] }>(
      'SELECT array_agg(audit_entry_id::text ORDER BY position) AS ids FROM audit_seal',
    );
    expect(rows[0]!.ids).toStrictEqual(['3', '4', '1']);
    expect(await faults()).toStrictEqual([]);
  });

  const changed = (id: number): string =>
    `The entry ${id}, sealed at position ${id}, or its place in the chain, was changed.`;

  it.each([
    ['action', `'meeting.held'`],
    ['account_id', 'gen_random_uuid()'],
    ['account_id', 'NULL'],
    ['forum_id', 'NULL'],
    ['subject_type', `'company'`],
    ['subject_id', 'gen_random_uuid()'],
    ['at', `at + interval '1 millisecond'`],
    ['"before"', `'{}'`],
    ['"after"', `jsonb_set("after", '{nested,a,0}', 'false')`],
    ['request_id', `'another'`],
  ])('tells a change of %s to %s', async (column, value) => {
    await record(3);
    await sealing.seal(now);
    expect(await faults()).toStrictEqual([]);
    await owner.query(`UPDATE audit_entry SET ${column} = ${value} WHERE id = 2`);
    expect(await faults()).toStrictEqual([changed(2)]);
  });

  it('tells a removed entry, with its seal and without', async () => {
    await record(4);
    await sealing.seal(now);
    await owner.query('DELETE FROM audit_entry WHERE id = 2');
    expect(await faults()).toStrictEqual(['The entry 2, sealed at position 2, was removed.']);
    await owner.query('DELETE FROM audit_seal WHERE audit_entry_id = 2');
    expect(await faults()).toStrictEqual(['Position 2 is missing.']);
    await owner.query('UPDATE audit_seal SET position = position - 1 WHERE position > 2');
    expect(await faults()).toStrictEqual([
      'The entry 3, sealed at position 2, or its place in the chain, was changed.',
      'The entry 4, sealed at position 3, or its place in the chain, was changed.',
    ]);
  });

  it('tells entries that changed places', async () => {
    await record(3);
    await sealing.seal(now);
    await owner.query('UPDATE audit_seal SET audit_entry_id = -audit_entry_id');
    await owner.query('UPDATE audit_seal SET audit_entry_id = 4 + audit_entry_id');
    expect(await faults()).toStrictEqual([
      'The entry 3, sealed at position 1, or its place in the chain, was changed.',
      'The entry 1, sealed at position 3, or its place in the chain, was changed.',
    ]);
  });

  it('tells an entry that was inserted, beside the chain or into it', async () => {
    await record(3);
    await sealing.seal(now);
    await owner.query(
      `INSERT INTO audit_entry (action, subject_type, subject_id) VALUES ('meeting.held', 'meeting', gen_random_uuid())`,
    );
    expect(await faults()).toStrictEqual([
      'Entry 4 is neither sealed nor waiting for its seal: it was not written by the service.',
    ]);
    await owner.query('UPDATE audit_seal SET position = position + 100 WHERE position > 1');
    await owner.query('UPDATE audit_seal SET position = position - 99 WHERE position > 1');
    await owner.query(
      `INSERT INTO audit_seal (position, audit_entry_id, hash, sealed_at) VALUES (2, 4, repeat('0', 64), now())`,
    );
    expect(await faults()).toHaveLength(3);
  });

  it('tells an unsealed entry whose place among the waiting ones was taken away', async () => {
    await record(1);
    expect(await faults()).toStrictEqual([]);
    await database.dataSource.query('DELETE FROM unsealed_entry');
    expect(await faults()).toHaveLength(1);
  });

  it('tells a cut tail, and a chain rewritten to its end, from a head that was kept elsewhere', async () => {
    await record(5);
    const head = (await sealing.seal(now))!.head;
    await owner.query('DELETE FROM audit_seal WHERE position > 3');
    await owner.query('DELETE FROM audit_entry WHERE id > 3');
    // Without the head nobody could know.
    expect(await faults()).toStrictEqual([]);
    expect(await faults(head)).toStrictEqual(['The chain ends at position 3, but 5 was noted: its tail was cut.']);

    await record(2);
    await sealing.seal(now);
    expect(await faults()).toStrictEqual([]);
    expect(await faults(head)).toStrictEqual(['Position 5 has another hash than was noted: the chain was rewritten.']);
  });

  it('refuses the application a changed log, and lets it add', async () => {
    await record(2);
    await sealing.seal(now);
    // PostgreSQL warns and grants nothing; what follows shows it.
    await database.dataSource.query('GRANT ALL ON audit_entry, audit_seal TO CURRENT_USER');
    const forbidden = [
      `UPDATE audit_entry SET action = 'x'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry CASCADE',
      'UPDATE audit_seal SET position = position + 10',
      'DELETE FROM audit_seal',
      'TRUNCATE audit_seal',
      'ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only',
      'ALTER TABLE audit_seal DISABLE TRIGGER ALL',
      'ALTER TABLE audit_entry DROP COLUMN action',
      'DROP TRIGGER audit_entry_append_only ON audit_entry',
      'DROP TABLE audit_seal',
      'SET session_replication_role = replica',
      `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    ];
    for (const statement of forbidden) {
      await expect(database.dataSource.query(statement)).rejects.toMatchObject({ driverError: { code: '42501' } });
    }
    expect(await faults()).toStrictEqual([]);
    await record(1);
    expect(await sealing.seal(now)).toMatchObject({ count: 1 });
  });

  it('refuses a change to everybody for whom triggers run, the owner too', async () => {
    await record(1);
    await sealing.seal(now);
    const plain = new pg.Client({ connectionString: database.ownerUrl });
    await plain.connect();
    for (const table of ['audit_entry', 'audit_seal']) {
      for (const statement of [`DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
        await expect(plain.query(statement)).rejects.toThrow('is append-only');
      }
    }
    await plain.end();
  });

  it('agrees with hashing what a plain select gives', async () => {
    await record(1);
    const { head } = (await sealing.seal(now))!;
    const { rows } = await owner.query<Record<string, string | null>>(
      `SELECT id::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, account_id::text, action,
              forum_id::text, subject_type, subject_id::text, "before"::text, "after"::text, request_id, person_id::text, personal
         FROM audit_entry`,
    );
    const entry = Object.values(rows[0]!);
    expect(entry).toHaveLength(12);
    expect(head.hash).toBe(hashSeal(noHash, { position: 1, sealedAt: now, entry }));
  });
});
