import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobsService, OutboxJob, type Signals } from '#jobs';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  makeXlsx,
  openTestSignals,
  rowsXml,
  type TestDatabase,
  testAudit,
} from '#testing';
import type { Actor } from '../accounts/actor.js';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import { Company, CompanyVersion } from './company.entity.js';
import type { CompanyImport } from './company-import.entity.js';
import { CompanyImportsService, type ImportRequest } from './company-imports.service.js';
import { DirectoryEntry } from './directory-entry.entity.js';
import { maxUploadBytes, UploadsService } from './uploads.service.js';

const untilEnd = new AbortController().signal;

describe('importing companies', () => {
  let db: TestDatabase;
  let signals: Signals;
  let imports: CompanyImportsService;
  let uploads: UploadsService;
  let administrator: Actor;

  beforeAll(async () => {
    db = await createTestDatabase();
    signals = openTestSignals(db);
    imports = new CompanyImportsService(db.dataSource, new JobsService(), testAudit, signals);
    uploads = new UploadsService(db.dataSource);
    administrator = actorOf(await insertAccount(db.dataSource, { isAdministrator: true }));
  });
  beforeEach(async () => {
    await db.dataSource.query('DELETE FROM directory_entry');
  });
  afterAll(async () => {
    await signals.close();
    await db.close();
  });

  async function request(file: string | Buffer, more: Partial<ImportRequest> = {}): Promise<CompanyImport> {
    const { upload } = await uploads.store(administrator, 'companies.csv', Buffer.from(file));
    return imports.request(
      administrator,
      { uploadId: upload.id, mapping: 'template', isValidRowsOnly: false, ...more },
      randomUUID(),
    );
  }

  async function run({ id }: CompanyImport): Promise<CompanyImport> {
    const job = await db.dataSource.manager.findOneByOrFail(OutboxJob, { payload: { companyImportId: id } });
    await imports.run(id, job.id, untilEnd);
    return imports.find(administrator, id);
  }

  const written = (companyImportId: string): Promise<number> =>
    db.dataSource.manager.countBy(Company, { companyImportId });

  it('writes approved companies with version and directory entry, also incomplete ones, which say what is missing', async () => {
    const asked = await request('name_en,country,sectors,offers\nAlpha,BR,ENE-HYD,E01:0.60\nBeta,VG,,\n');
    expect(asked).toMatchObject({ state: 'queued', rowsWritten: 0 });
    const done = await run(asked);
    expect(done).toMatchObject({ state: 'done', rowsRead: 2, rowsTotal: 2, rowsWritten: 2, faultCount: 0, faults: [] });
    expect(done.finishedAt).toBeInstanceOf(Date);

    const companies = await db.dataSource.manager.find(Company, {
      where: { companyImportId: asked.id },
      order: { profile: { nameEn: 'ASC' } },
    });
    expect(companies).toMatchObject([
      { state: 'approved', version: 1, profile: { nameEn: 'Alpha', side: 'DEVELOPING' } },
      { state: 'approved', version: 1, profile: { nameEn: 'Beta', side: null } },
    ]);
    for (const { id, approvedVersionId, profile } of companies) {
      const version = await db.dataSource.manager.findOneByOrFail(CompanyVersion, { id: approvedVersionId! });
      expect(version).toMatchObject({ companyId: id, number: 1, profile: { ...profile } });
    }
    const entries = await db.dataSource.manager.find(DirectoryEntry, { order: { sortName: 'ASC' } });
    expect(entries.map(({ sortName, missing }) => [sortName, missing])).toEqual([
      ['alpha', ['needs']],
      ['beta', ['side', 'offers', 'needs']],
    ]);
  });

  it('reads a spreadsheet as it reads CSV', async () => {
    const header = ['name_en', 'country', 'size'];
    const done = await run(
      await request(await makeXlsx(rowsXml([header, ['=Alpha', 'BR', '3'], ['Cea\u0301ra', 'BR', '']]))),
    );
    expect(done).toMatchObject({ state: 'done', rowsWritten: 2, faults: [] });
    const companies = await db.dataSource.manager.find(Company, {
      where: { companyImportId: done.id },
      order: { profile: { nameEn: 'ASC' } },
    });
    expect(companies.map(({ profile: { nameEn, size } }) => [nameEn, size])).toEqual([
      ['=Alpha', 3],
      ['Ceára', null],
    ]);
    const refused = await run(await request(await makeXlsx(rowsXml([header, ['Beta', 'XX', 'big']]))));
    expect(refused).toMatchObject({
      state: 'refused',
      faults: [
        { row: 2, column: 'size' },
        { row: 2, column: 'country' },
      ],
    });
  });

  it('refuses a spreadsheet that would burst, and says so', async () => {
    const bomb = await makeXlsx('<row><c r="XFD1048576"><v>1</v></c></row>');
    const refused = await run(await request(bomb, { isValidRowsOnly: true }));
    expect(refused).toMatchObject({
      state: 'refused',
      rowsWritten: 0,
      faults: [{ cause: expect.stringContaining('columns') }],
    });
  });

  it('reads a file that a Chinese spreadsheet wrote, and says as what', async () => {
    const csv = Buffer.concat([
      Buffer.from('name_en,name_zh,country\nAlpha,'),
      Buffer.from([0xb0, 0xa2, 0xb6, 0xfb]),
      Buffer.from(',BR\n'),
    ]);
    const { format } = await uploads.store(administrator, 'companies.csv', csv);
    expect(format).toEqual({ kind: 'csv', encoding: 'gb18030' });
    const done = await run(await request(csv));
    const company = await db.dataSource.manager.findOneByOrFail(Company, { companyImportId: done.id });
    expect(company.profile.nameZh).toBe('阿尔');
  });

  it('writes nothing of a file with one fault, and names row, column and cause', async () => {
    const refused = await run(await request('name_en,country\nAlpha,BR\nBeta,XX\n'));
    expect(refused).toMatchObject({
      state: 'refused',
      rowsRead: 2,
      rowsWritten: 0,
      faultCount: 1,
      faults: [{ row: 3, column: 'country', cause: 'allowed: an ISO 3166-1 alpha-2 code in capitals, such as BR' }],
    });
    expect(await written(refused.id)).toBe(0);
  });

  it('writes the valid rows alone when asked to, and still names the others', async () => {
    const done = await run(await request('name_en,country\nAlpha,BR\nBeta,XX\n', { isValidRowsOnly: true }));
    expect(done).toMatchObject({ state: 'done', rowsWritten: 1, faultCount: 1 });
    expect(await written(done.id)).toBe(1);
  });

  it('counts all faults and names the first thousand', async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) => `Company ${i},XX`).join('\n');
    const refused = await run(await request(`name_en,country\n${rows}`));
    expect(refused).toMatchObject({ state: 'refused', faultCount: 1_200 });
    expect([refused.faults.length, refused.faults.at(-1)!.row]).toEqual([1_000, 1_001]);
  });

  it.each([
    ['a header that lacks a column', 'name_en\nAlpha\n', { row: 1, column: 'country' }],
    ['no rows at all', '\n\n', { row: 1, column: 'name_en' }],
    ['a quote that is never closed', 'name_en,country\nAlpha,BR\n"Beta,BR\n', { column: '' }],
  ])('refuses a file with %s even when valid rows would do', async (_, csv, fault) => {
    const refused = await run(await request(csv, { isValidRowsOnly: true }));
    expect(refused).toMatchObject({ state: 'refused', rowsWritten: 0 });
    expect(refused.faults[0]).toMatchObject(fault);
    expect(await written(refused.id)).toBe(0);
  });

  it('does its work once, however often the job runs', async () => {
    const asked = await request('name_en,country\nAlpha,BR\n');
    await run(asked);
    await db.dataSource.query('DELETE FROM directory_entry');
    await run(asked);
    expect(await written(asked.id)).toBe(1);
  });

  it('leaves nothing behind when it is stopped, and begins anew', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => `Company ${i},BR`).join('\n');
    const asked = await request(`name_en,country\n${rows}`);
    await expect(imports.run(asked.id, randomUUID(), AbortSignal.abort())).rejects.toThrow();
    expect(await written(asked.id)).toBe(0);
    expect(await run(asked)).toMatchObject({ state: 'done', rowsWritten: 500 });
    expect(await written(asked.id)).toBe(500);
  });

  it('refuses a second import of the same companies', async () => {
    const csv = 'name_en,country\nAlpha,BR\n';
    await run(await request(csv));
    expect(await run(await request(csv))).toMatchObject({ state: 'refused', faults: [{ row: 2, column: 'name_en' }] });
  });

  it('is one import for one key', async () => {
    const { upload } = await uploads.store(administrator, 'companies.csv', Buffer.from('name_en,country\n'));
    const key = randomUUID();
    const asked = { uploadId: upload.id, mapping: 'template' as const, isValidRowsOnly: false };
    const [first, again] = [
      await imports.request(administrator, asked, key),
      await imports.request(administrator, asked, key),
    ];
    expect(again).toEqual(first);
    expect(await db.dataSource.manager.countBy(OutboxJob, { payload: { companyImportId: first.id } })).toBe(1);
  });

  it('says that it failed when the job is given up', async () => {
    const asked = await request('name_en,country\nAlpha,BR\n');
    await db.dataSource.transaction((tx) => imports.giveUp(tx, asked.id));
    expect(await imports.find(administrator, asked.id)).toMatchObject({ state: 'failed' });
  });

  it('shows its progress to those who may see it, first as it is', async () => {
    const asked = await request('name_en,country\nAlpha,BR\n');
    const progress = await imports.watch(administrator, asked.id);
    expect((await progress.next()).value).toMatchObject({ state: 'queued' });
    await run(asked);
    let latest: CompanyImport | undefined;
    while (latest?.state !== 'done') latest = (await progress.next()).value as CompanyImport;
    await progress.return!();

    const stranger = actorOf(await insertAccount(db.dataSource));
    await expect(imports.find(stranger, asked.id)).rejects.toThrow(NotFound);
    await expect(imports.watch(stranger, asked.id)).rejects.toThrow(NotFound);
    await expect(uploads.store(stranger, 'a.csv', Buffer.from('a'))).rejects.toThrow(NotAllowed);
    const { uploadId, mapping, isValidRowsOnly } = asked;
    const theirs = { uploadId, mapping, isValidRowsOnly };
    await expect(imports.request(stranger, theirs, randomUUID())).rejects.toThrow(NotAllowed);
    const other = actorOf(await insertAccount(db.dataSource, { isAdministrator: true }));
    await expect(imports.request(other, theirs, randomUUID())).rejects.toThrow(NotFound);
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['too large', Buffer.alloc(maxUploadBytes + 1, 'a')],
    ['in no encoding it knows', Buffer.from([0x41, 0xff, 0xff, 0x41])],
    ['binary', Buffer.from('a\0b')],
  ])('takes no upload that is %s', async (_, content) => {
    await expect(uploads.store(administrator, 'a.csv', content)).rejects.toThrow(BadInput);
  });
});
