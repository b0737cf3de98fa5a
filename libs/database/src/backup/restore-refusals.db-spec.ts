import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  createTestDatabase,
  insertAccount,
  insertCompany,
  joinCompany,
  readTableContents,
  type TestDatabase,
} from '#testing';
import { restoreBackup } from './restore-backup.js';
import { writeBackup } from './write-backup.js';

describe('a restore', () => {
  let directory: string;
  let file: string;
  let backup: Buffer;
  let source: TestDatabase;
  let target: TestDatabase;
  let before: unknown;

  beforeAll(async () => {
    directory = await fs.mkdtemp(path.join(tmpdir(), 'trefoil-restore-'));
    [source, target] = [await createTestDatabase(), await createTestDatabase()];
    const account = await insertAccount(source.dataSource);
    for (let count = 0; count < 20; count++) {
      await joinCompany(source.dataSource, account, await insertCompany(source.dataSource));
    }
    const whole = path.join(directory, 'whole');
    await writeBackup(source.url, whole, new AbortController().signal);
    backup = await fs.readFile(whole);
    before = await readTableContents(target.ownerUrl);
  });
  afterAll(async () => {
    await source.close();
    await target.close();
    await fs.rm(directory, { recursive: true });
  });
  beforeEach(() => {
    file = path.join(directory, 'changed');
  });

  async function restore(content: Buffer | string): Promise<unknown> {
    await fs.writeFile(file, content);
    return restoreBackup(target.ownerUrl, file, new AbortController().signal);
  }

  async function expectRefusal(content: Buffer | string, message: string | RegExp): Promise<void> {
    await expect(restore(content)).rejects.toMatchObject({
      code: 'BACKUP_REFUSED',
      message: expect.stringMatching(message) as unknown,
    });
    expect(await readTableContents(target.ownerUrl)).toStrictEqual(before);
  }

  /** The backup with its lines changed, and the checksum of the whole file made to fit again. */
  function withLines(change: (lines: string[]) => string[]): Buffer {
    const lines = change(gunzipSync(backup).toString().trimEnd().split('\n').slice(0, -1));
    const text = lines.map((line) => `${line}\n`).join('');
    return gzipSync(`${text}${JSON.stringify({ sha256: sha256(text) })}\n`);
  }

  /** The same for the rows of one table, whose own count and checksum are made to fit, too. */
  function withRows(table: string, change: (rows: string[]) => string[]): Buffer {
    return withLines((lines) => {
      const start = lines.findIndex((line) => line.startsWith(`{"table":"${table}"`)) + 1;
      const end = lines.findIndex((line, index) => index >= start && line.startsWith('{'));
      const rows = change(lines.slice(start, end));
      const tableEnd = JSON.stringify({ rows: rows.length, sha256: sha256(rows.map((row) => `${row}\n`).join('')) });
      return [...lines.slice(0, start), ...rows, tableEnd, ...lines.slice(end + 1)];
    });
  }

  const changeFirst = (pattern: RegExp, replacement: string) =>
    withLines((lines) => {
      const index = lines.findIndex((line) => pattern.test(line));
      return lines.with(index, lines[index]!.replace(pattern, replacement));
    });

  it('refuses a backup with any of its bytes flipped', async () => {
    // The first ten are gzip's own header, part of which means nothing.
    const step = Math.floor(backup.length / 30);
    for (let position = 10; position < backup.length; position += step) {
      const flipped = Buffer.from(backup);
      flipped[position]! ^= 0x10;
      await expectRefusal(flipped, /is damaged in|is not a backup/);
    }
  });

  it('refuses a backup that is cut short anywhere', async () => {
    for (const share of [0, 0.01, 0.3, 0.7, 0.99]) {
      await expectRefusal(backup.subarray(0, Math.floor(backup.length * share)), /is damaged in|is not a backup/);
    }
    await expectRefusal(backup.subarray(0, -1), 'is damaged in its end: unexpected end of file');
    const lines = gunzipSync(backup).toString().trimEnd().split('\n');
    await expectRefusal(gzipSync(lines.slice(0, -1).join('\n') + '\n'), 'in its end: its last line is missing');
    await expectRefusal(gzipSync(lines.slice(0, 8).join('\n') + '\n'), /in table "\w+": the file ends there/);
    await expectRefusal(gzipSync(lines.join('\n')), 'in its end: the file ends in the middle of a line');
    await expectRefusal(gzipSync(lines.join('\n') + '\n{}\n'), 'in its end: more follows');
  });

  it('names the table whose rows are fewer, more or others than they should be', async () => {
    await expectRefusal(
      changeFirst(/"rows":20,/, '"rows":21,'),
      'damaged in table "company": it holds 20 rows, and should hold 21',
    );
    await expectRefusal(
      changeFirst(/^(\[.*)"Representative"/, '$1"Administrator"'),
      'damaged in table "account": its rows do not have their checksum',
    );
    await expectRefusal(changeFirst(/^\["/, '[null,"'), /in table "account": a row has \d+ values for \d+ columns/);
    await expectRefusal(
      withLines((lines) => lines.filter((line) => !line.startsWith('{"table":"company_version"'))),
      'in table "company_version": a line is missing',
    );
  });

  it('notices a changed header by the checksum of the whole', async () => {
    const text = gunzipSync(backup).toString().replace('"createdAt":"2', '"createdAt":"1');
    await expectRefusal(gzipSync(text), 'damaged in its end: the file does not have its checksum');
  });

  it('refuses what is no backup, in one line', async () => {
    const foreign = 'is not a backup of Trefoil.$';
    for (const content of [
      '',
      'name,country\n',
      gzipSync(''),
      gzipSync('name,country\n'),
      gzipSync('{"format":"other"}\n'),
    ]) {
      await expectRefusal(content, foreign);
    }
  });

  it('says which version is needed for another format, or for other migrations', async () => {
    await expectRefusal(
      changeFirst(/"version":1,/, '"version":2,'),
      'written in format 2, and this Trefoil reads format 1',
    );
    await expectRefusal(
      changeFirst(/"migrations":\[.*?\]/, '"migrations":["Later2000000000000"]'),
      /The backup has 1 migrations, the last one Later2000000000000; the installation has \d+ migrations/,
    );
    await expectRefusal(
      changeFirst(/^(\{"table":"account".*?)"type":"uuid"/, '$1"type":"text"'),
      'Table "account" of the installation has other columns',
    );
  });

  it('refuses rows that the constraints do not allow, even when every checksum is right', async () => {
    await expectRefusal(
      withRows('account', (rows) => rows.map((row) => row.replace('"en"', '"xx"'))),
      'does not take a row .* in table "account": .*ck_account_locale',
    );
    await expectRefusal(
      withRows('company_version', (rows) => rows.slice(1)),
      'does not take a row .* in table "company": .*fk_company_approved_version_id',
    );
    await expectRefusal(
      withRows('account', () => []),
      'does not take a row .* in table "company_membership": .*fk_company_membership_account_id',
    );
    await expectRefusal(
      withRows('account', (rows) => rows.map((row) => row.replace(/^\["/, '["not a uuid'))),
      'does not take a row .*: invalid input syntax for type uuid',
    );
  });

  it('stops when it is asked to', async () => {
    await fs.writeFile(file, backup);
    const stopped = restoreBackup(target.ownerUrl, file, AbortSignal.abort(new Error('Ctrl-C')));
    await expect(stopped).rejects.toThrow('Ctrl-C');
    expect(await readTableContents(target.ownerUrl)).toStrictEqual(before);
  });

  it('fills an empty installation, and no other', async () => {
    await insertAccount(target.dataSource);
    before = await readTableContents(target.ownerUrl);
    await expectRefusal(
      backup,
      'The installation is not empty, it has rows in: account. A backup is restored into a new',
    );

    await target.dataSource.query('DELETE FROM account');
    await restore(backup);
    expect(await readTableContents(target.ownerUrl)).toStrictEqual(await readTableContents(source.ownerUrl));
  });
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
