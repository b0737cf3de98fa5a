import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import yauzl from 'yauzl';
import { OutboxJob } from '#jobs';
import { done, insertForum, Negotiation, testAudit, type Member } from '#testing';
import { Account } from '../accounts/account.entity.js';
import { Company } from '../companies/company.entity.js';
import { Preference } from '../meetings/preference.entity.js';
import { DataExport } from './data-export.entity.js';
import { DataExportsService, exportDays, maxExports } from './data-exports.service.js';
import { TooManyExports } from './privacy.refusals.js';

/** The files of a zip, by name. */
async function unzip(content: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const zip = await yauzl.fromBufferPromise(content);
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files[entry.fileName] = Buffer.concat(chunks).toString();
  }
  return files;
}

describe('the export of all one’s data', () => {
  let bed: Negotiation;
  let exports: DataExportsService;
  let one: Member;
  let two: Member;

  beforeAll(async () => {
    bed = await Negotiation.start();
    exports = bed.get(DataExportsService);
    const forum = await insertForum(bed.dataSource, { state: 'matching' });
    [one, two] = [await bed.join(forum), await bed.join(forum)];
    await bed.dataSource
      .getRepository(Account)
      .update({ id: one.accountId }, { displayName: '=cmd|x', passwordHash: 'argon-of-one' });
    await bed.agree(forum, two, [one]);
    const forumId = forum.id;
    await bed.dataSource.getRepository(Preference).insert([
      { forumId, companyId: one.company.id, otherCompanyId: two.company.id, value: 'must_meet' },
      { forumId, companyId: two.company.id, otherCompanyId: one.company.id, value: 'never' },
    ]);
    await bed.dataSource.getRepository(Company).update({ id: one.company.id }, { contactEmail: 'one@contact.example' });
    const act = { action: 'participation.withdrawn', subjectType: 'account' };
    await bed.dataSource.transaction(async (tx) => {
      await testAudit.record(tx, {
        ...act,
        accountId: one.accountId,
        subjectId: randomUUID(),
        personal: { reason: 'mine' },
      });
      await testAudit.record(tx, {
        ...act,
        accountId: two.accountId,
        subjectId: one.accountId,
        personal: { reason: 'theirs' },
      });
    });
  });
  afterAll(() => bed.close());

  const make = async (by: Member, companyId: string | null): Promise<Record<string, string>> => {
    const { id } = done(await exports.request(by.actor, companyId, randomUUID(), bed.now));
    const job = await bed.dataSource.manager.findOneByOrFail(OutboxJob, { payload: { dataExportId: id } });
    await exports.run(id, job.id, bed.now);
    return unzip(await exports.fetch(by.actor, id, bed.now));
  };
  const rowsOf = (files: Record<string, string>, name: string): Record<string, any>[] =>
    JSON.parse(files[`${name}.json`]!);

  it('holds what names the account, as JSON and CSV, and nothing that opens something', async () => {
    const files = await make(one, null);
    expect(rowsOf(files, 'account')).toMatchObject([{ id: one.accountId, displayName: '=cmd|x' }]);
    expect(rowsOf(files, 'company_membership')).toMatchObject([{ companyId: one.company.id, role: 'owner' }]);
    expect(rowsOf(files, 'notification').map(({ kind }) => kind)).toContain('meeting-request.proposed');
    expect(files['account.csv']).toContain(`'=cmd|x`);
    expect(files['README.txt']).toContain('notification: ');

    const all = JSON.stringify(files);
    for (const secret of ['argon-of-one', 'passwordHash', 'tokenHash', 'wrappedKey']) expect(all).not.toContain(secret);
    for (const { id } of [two.company, { id: two.accountId }]) {
      expect(
        rowsOf(files, 'account')
          .concat(rowsOf(files, 'company_membership'))
          .map((row) => row.id),
      ).not.toContain(id);
    }
  });

  it('opens the person’s own values of the audit log, and not what another wrote', async () => {
    const acts = rowsOf(await make(one, null), 'audit_entry').filter(
      ({ action }) => action === 'participation.withdrawn',
    );
    expect(acts.map(({ accountId, personal }) => ({ accountId, personal }))).toStrictEqual([
      { accountId: one.accountId, personal: { reason: 'mine' } },
      { accountId: two.accountId, personal: null },
    ]);
  });

  it('of a company holds what its people see, and not what others said of it', async () => {
    const files = await make(one, one.company.id);
    expect(rowsOf(files, 'company')).toMatchObject([{ id: one.company.id, contactEmail: 'one@contact.example' }]);
    expect(rowsOf(files, 'company_version')).toHaveLength(1);
    expect(rowsOf(files, 'delegation')).toHaveLength(1);
    expect(rowsOf(files, 'meeting_request_party')).toHaveLength(2);
    expect(rowsOf(files, 'preference')).toMatchObject([{ companyId: one.company.id, value: 'must_meet' }]);
    expect(await bed.dataSource.getRepository(Preference).countBy({ value: 'never' })).toBe(1); // there was something to leak
    expect(files['preference.json']).not.toContain('never');
  });

  it('is made for owners alone, once per key, and in bounded number', async () => {
    const key = randomUUID();
    const first = done(await exports.request(two.actor, null, key, bed.now));
    expect(done(await exports.request(two.actor, null, key, bed.now)).id).toBe(first.id);
    await expect(exports.request(two.actor, one.company.id, randomUUID(), bed.now)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const member = { ...two.actor, companyRoles: new Map([[one.company.id, 'member' as const]]) };
    await expect(exports.request(member, one.company.id, randomUUID(), bed.now)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });

    const more = await Promise.all(
      Array.from({ length: maxExports + 2 }, () => exports.request(two.actor, null, randomUUID(), bed.now)),
    );
    expect(more.filter((answer) => answer instanceof TooManyExports)).toHaveLength(3);
    expect(await exports.list(two.actor, bed.now)).toHaveLength(maxExports);
    expect(await exports.list(two.actor, bed.later(24 * exportDays))).toStrictEqual([]);
  });

  it('is fetched by the one who asked alone, and until it expires', async () => {
    await make(one, one.company.id);
    const [{ id }] = (await exports.list(one.actor, bed.now)) as [DataExport];
    expect((await exports.fetch(one.actor, id, bed.later(24 * exportDays - 1))).length).toBeGreaterThan(100);
    const notFound = { code: 'NOT_FOUND' };
    await expect(exports.fetch(two.actor, id, bed.now)).rejects.toMatchObject(notFound);
    await expect(exports.fetch({ ...two.actor, isAdministrator: true }, id, bed.now)).rejects.toMatchObject(notFound);
    await expect(exports.fetch(one.actor, id, bed.later(24 * exportDays))).rejects.toMatchObject(notFound);
    const noOwner = { ...one.actor, companyRoles: new Map() };
    await expect(exports.fetch(noOwner, id, bed.now)).rejects.toMatchObject(notFound);
    const { id: waiting } = done(await exports.request(one.actor, null, randomUUID(), bed.now));
    await expect(exports.fetch(one.actor, waiting, bed.now)).rejects.toMatchObject(notFound);
  });

  it('about a person is not fetched by another', async () => {
    const later = bed.later(24 * exportDays);
    const { id } = done(await exports.request(one.actor, null, randomUUID(), later));
    const job = await bed.dataSource.manager.findOneByOrFail(OutboxJob, { payload: { dataExportId: id } });
    await exports.run(id, job.id, later);
    expect((await exports.fetch(one.actor, id, later)).length).toBeGreaterThan(100);
    await expect(exports.fetch(two.actor, id, later)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leaves out every column that holds a secret', async () => {
    const rows = await bed.dataSource.query<{ name: string }[]>(
      `select column_name as name from information_schema.columns
        where table_schema = 'public' and (data_type = 'bytea' or column_name ~ 'hash|secret|token|key$')`,
    );
    const keptBack = /hash|secret|token|wrapped|^content$/;
    const shown = [...new Set(rows.map(({ name }) => name))].filter((name) => !keptBack.test(name));
    // A name that a caller chose for a request, and hashes of what is counted.
    expect(shown.filter((name) => !['key', 'email_key', 'network_key'].includes(name))).toStrictEqual([]);
  });
});
