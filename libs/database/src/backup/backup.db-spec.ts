import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import pg from 'pg';
import {
  createTestDatabase,
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  joinCompany,
  readTableContents,
  type TestDatabase,
} from '#testing';
import { appendOnlyTables } from '../application-role.js';
import { createDataSource } from '../data-source.js';
import { describeDrift } from '../drift.js';
import { restoreBackup } from './restore-backup.js';
import { writeBackup } from './write-backup.js';

/** A column of each type that a table of ours has, two arrays more than they, and the values that are hard to carry. */
const awkwardTable = `CREATE TABLE awkward (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_awkward PRIMARY KEY,
  "a ""quoted"" name" text,
  "at" timestamptz, at_ms timestamptz(3), day date, days date[], during tstzrange,
  is_true boolean, small smallint, whole integer, large bigint, ratio double precision, ratios double precision[],
  key uuid, keys uuid[], words text[], content bytea, json jsonb,
  doubled bigint GENERATED ALWAYS AS (whole::bigint * 2) STORED
)`;

const awkwardRows = `INSERT INTO awkward ("a ""quoted"" name", "at", at_ms, day, days, during, is_true, small, whole, large,
                                          ratio, ratios, key, keys, words, content, json) VALUES
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  ('', 'infinity', '-infinity', 'infinity', '{}', 'empty', true, -32768, -2147483648, -9223372036854775808,
   '-0', '{}', '00000000-0000-0000-0000-000000000000', '{}', '{}', '', 'null'),
  ('NULL', '0044-03-15 12:00 BC', '2027-05-10 06:00:00.123Z', '4713-01-01 BC', '{infinity,NULL,2027-05-10}', '(,)', false,
   32767, 2147483647, 9223372036854775807, '1e-320', '{-0,NULL,NaN,-Infinity,0.1}', gen_random_uuid(),
   '{NULL}', '{"",NULL,"NULL","null","a,b","\\"","{}"," "}', '\\x00ff0a0d5c', '"null"'),
  (E'line\\nbreak\\r\\n\\ttab \\u2028 \\u2029 \\\\N \\\\. " '' ','2027-05-10 06:00:00.123456Z', NULL, NULL, NULL,
   '(2027-05-10 06:00:00.000001Z,infinity]', NULL, NULL, NULL, NULL, '5e-324', '{{1,2},{3,NULL}}', NULL, NULL,
   '[5:6]={first,second}', NULL, '{"number": 1.10, "large": 123456789012345678901234567890, "text": "\\n\\"\\u2028"}'),
  (U&'\\0001\\001F\\007F\\FEFF\\FFFF\\+01F600\\+10FFFF', '294276-12-31 23:59:59.999999Z', NULL, NULL, NULL,
   '[2027-05-10 06:00Z,2027-05-10 06:30Z)', NULL, NULL, NULL, NULL, '1.7976931348623157e308', NULL, NULL, NULL, NULL,
   decode(repeat('00ff', 2250000), 'hex'), '{"": [], "-0": -0, "nested": [[{}], null, 1e-320]}')`;

describe('a backup, restored', () => {
  let directory: string;
  let source: TestDatabase;
  let target: TestDatabase;
  let from: pg.Client;
  let to: pg.Client;
  let foreignKeysBefore: unknown;

  const foreignKeys = async () =>
    (await to.query('SELECT conname, condeferrable, condeferred FROM pg_constraint ORDER BY conname, oid')).rows;

  beforeAll(async () => {
    directory = await fs.mkdtemp(path.join(tmpdir(), 'trefoil-backup-'));
    [source, target] = [await createTestDatabase(), await createTestDatabase()];
    from = await connect(source.ownerUrl);
    to = await connect(target.ownerUrl);
    for (const client of [from, to]) {
      await client.query(awkwardTable);
      await client.query('GRANT SELECT ON awkward TO trefoil_app');
    }
    await from.query(awkwardRows);
    await insertInstallation(source, from);
    await to.query(`INSERT INTO setup_link (token_hash, expires_at) VALUES ('printed', now() + '1 day')`);
    foreignKeysBefore = await foreignKeys();

    const file = path.join(directory, 'first');
    await writeBackup(source.url, file, new AbortController().signal);
    expect((await fs.stat(file)).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.part`)).toBe(false);
    await restoreBackup(target.ownerUrl, file, new AbortController().signal);
  });
  afterAll(async () => {
    await from.end();
    await to.end();
    await source.close();
    await target.close();
    await fs.rm(directory, { recursive: true });
  });

  it('holds a value of every type that the tables have', async () => {
    const { rows } = await from.query<{ type: string }>(
      `SELECT DISTINCT format_type(atttypid, atttypmod) AS type
         FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND relname <> 'schema_migration'
          AND (atttypid, atttypmod) NOT IN (SELECT atttypid, atttypmod FROM pg_attribute
                                             WHERE attrelid = 'awkward'::regclass AND attnum > 0)`,
    );
    expect(rows).toStrictEqual([]);
  });

  it('gives every table the same rows, but for what signs people in', async () => {
    const nothing = { rows: 0, md5: '' };
    const before = await readTableContents(source.ownerUrl);
    expect(before['refresh_token']!.rows).toBe(1);
    expect(before['setup_link']!.rows).toBe(1);
    expect(before['notification']!.rows).toBe(2_500);
    expect(before['outbox_job']!.rows).toBe(2);

    const after = await readTableContents(target.ownerUrl);
    const signsIn = { attempt_count: nothing, refresh_token: nothing, setup_link: nothing, sign_in: nothing };
    const expected = { ...before, ...signsIn, outbox_job: after['outbox_job'] };
    expect(after).toStrictEqual(expected);
  });

  it('offers the jobs that were not finished again', async () => {
    await from.query('UPDATE outbox_job SET dispatched_at = NULL WHERE finished_at IS NULL');
    const jobs = 'SELECT * FROM outbox_job ORDER BY id';
    const restored = (await to.query(jobs)).rows;
    expect(restored).toStrictEqual((await from.query(jobs)).rows);
    expect(restored.filter((job) => job.dispatched_at === null)).toHaveLength(1);
  });

  it('leaves the schema, its constraints and the append-only audit as they were', async () => {
    expect(await foreignKeys()).toStrictEqual(foreignKeysBefore);
    await to.query('ALTER TABLE awkward RENAME TO awkward_elsewhere');
    const owner = createDataSource({ url: target.ownerUrl, applicationName: 'drift', poolSize: 1 });
    await owner.initialize();
    expect(await describeDrift(owner)).toStrictEqual([]);
    await owner.destroy();
    await to.query('ALTER TABLE awkward_elsewhere RENAME TO awkward');
    await expect(to.query(`UPDATE audit_entry SET action = 'other'`)).rejects.toThrow('audit_entry is append-only');
    await expect(to.query('DELETE FROM company')).rejects.toThrow('foreign key constraint');
  });

  it('draws numbers after the restored ones', async () => {
    const next = `INSERT INTO audit_entry (action, subject_type, subject_id) VALUES ('next', 'none', gen_random_uuid())
                  RETURNING id::int`;
    expect((await to.query(next)).rows).toStrictEqual([{ id: 4 }]);
  });

  it('brings back any text, number and bytes, bit for bit', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.replaceAll('\0', ''));
    const number = fc.double().map((value) => (Object.is(value, -0) ? '-0' : String(value)));
    const row = fc.record({
      text,
      number,
      words: fc.array(fc.option(text)),
      numbers: fc.array(fc.option(number)),
      bytes: fc.uint8Array(),
      json: fc.json({ stringUnit: 'grapheme' }).filter((value) => !value.includes('\\u0000')),
    });
    const given = fc.sample(row, { numRuns: 400, seed: 7 });
    for (const client of [from, to]) {
      await client.query(
        'CREATE TABLE anything (text text, number float8, words text[], numbers float8[], bytes bytea, json jsonb)',
      );
    }
    for (const { text, number, words, numbers, bytes, json } of given) {
      const values = [text, number, words, numbers, Buffer.from(bytes), json];
      await from.query('INSERT INTO anything VALUES ($1, $2, $3, $4, $5, $6)', values);
    }
    await emptyExceptMigrations(to);
    const file = path.join(directory, 'anything');
    await writeBackup(source.ownerUrl, file, new AbortController().signal);
    await restoreBackup(target.ownerUrl, file, new AbortController().signal);

    const restored = await readTableContents(target.ownerUrl);
    expect(restored['anything']).toStrictEqual((await readTableContents(source.ownerUrl))['anything']);
    expect(restored['anything']!.rows).toBe(400);
  });

  it('is not begun where another is being written, and leaves nothing behind when it is stopped', async () => {
    const file = path.join(directory, 'stopped');
    await expect(writeBackup(source.ownerUrl, file, AbortSignal.abort(new Error('Ctrl-C')))).rejects.toThrow();
    expect(await fs.readdir(directory)).not.toContainEqual(expect.stringContaining('stopped'));

    await fs.writeFile(`${file}.part`, 'half');
    await expect(writeBackup(source.ownerUrl, file, new AbortController().signal)).rejects.toThrow('another backup');
    expect(await fs.readFile(`${file}.part`, 'utf8')).toBe('half');
  });
});

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Rows in tables that point at each other, jobs in every state, and more than fits into one batch. */
async function insertInstallation({ dataSource }: TestDatabase, owner: pg.Client): Promise<void> {
  const account = await insertAccount(dataSource);
  const [company, forum] = [await insertCompany(dataSource), await insertForum(dataSource)];
  await joinCompany(dataSource, account, company);
  await insertDelegation(dataSource, forum, company);
  await owner.query(
    `INSERT INTO notification (account_id, kind, parameters)
     SELECT $1, 'kind ' || n, jsonb_build_object('n', n) FROM generate_series(1, 2500) AS n`,
    [account.id],
  );
  await owner.query(
    `INSERT INTO audit_entry (action, subject_type, subject_id)
     SELECT 'acted', 'company', $1 FROM generate_series(1, 3)`,
    [company.id],
  );
  await owner.query(
    `INSERT INTO outbox_job (id, name, payload, dispatched_at, finished_at)
     VALUES (gen_random_uuid(), 'open', '{}', now(), NULL), (gen_random_uuid(), 'done', '{}', now(), now())`,
  );
  await owner.query(
    `WITH begun AS (
       INSERT INTO sign_in (account_id, last_used_at, expires_at) VALUES ($1, now(), now() + '1 day') RETURNING id)
     INSERT INTO refresh_token (account_id, family_id, token_hash, expires_at)
     SELECT $1, id, 'hash', now() + '1 day' FROM begun`,
    [account.id],
  );
  await owner.query(`INSERT INTO setup_link (token_hash, expires_at) VALUES ('hash', now() + '1 day')`);
}

async function emptyExceptMigrations(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ tables: string }>(
    `SELECT string_agg(quote_ident(tablename), ', ') AS tables FROM pg_tables
      WHERE schemaname = 'public' AND tablename <> 'schema_migration'`,
  );
  const setTriggers = async (state: 'DISABLE' | 'ENABLE'): Promise<void> => {
    for (const table of appendOnlyTables) {
      await owner.query(`ALTER TABLE ${table} ${state} TRIGGER ${table}_append_only`);
    }
  };
  await setTriggers('DISABLE');
  await owner.query(`TRUNCATE ${rows[0]!.tables}`);
  await setTriggers('ENABLE');
}
