import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  actorOf,
  insertAccount,
  insertCompany,
  insertForum,
  joinCompany,
  joinForum,
  Negotiation,
  testAudit,
  testPersonKeys,
} from '#testing';
import { Account } from '../accounts/account.entity.js';
import { InvalidCredentials } from '../accounts/account.refusals.js';
import type { Actor } from '../accounts/actor.js';
import { hashPassword } from '../accounts/password.js';
import { SignInsService } from '../accounts/sign-ins.service.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { Company } from '../companies/company.entity.js';
import { CompaniesService } from '../companies/companies.service.js';
import { ErasureService } from './erasure.service.js';
import { listPersonalTables } from './personal-tables.js';
import { AccountNeeded } from './privacy.refusals.js';

const password = 'a long enough password';
const arrival = { address: '192.0.2.1' };

describe('the erasure of a person', () => {
  let bed: Negotiation;
  let erasure: ErasureService;
  let administrator: Actor;

  beforeAll(async () => {
    bed = await Negotiation.start();
    erasure = bed.get(ErasureService);
    administrator = actorOf(await insertAccount(bed.dataSource, { isAdministrator: true }));
  });
  afterAll(() => bed.close());

  const insertPerson = async (given: Partial<Account> = {}): Promise<Account> =>
    insertAccount(bed.dataSource, { passwordHash: await hashPassword(password), displayName: 'Ada Example', ...given });
  const textOfAllTables = async (): Promise<string> => {
    const tables = await bed.dataSource.query<{ name: string }[]>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const texts = await Promise.all(
      tables.map(({ name }) => bed.dataSource.query<{ text: string }[]>(`select t::text as text from ${name} t`)),
    );
    return texts
      .flat()
      .map(({ text }) => text)
      .join('\n');
  };

  it('leaves nothing that tells who it was, and the record of the company as it was', async () => {
    const person = await insertPerson({ email: 'ada@person.example' });
    const other = await insertPerson({ displayName: 'Other' });
    const company = await insertCompany(bed.dataSource);
    await joinCompany(bed.dataSource, person, company);
    await joinCompany(bed.dataSource, other, company);
    await bed.dataSource
      .getRepository(Company)
      .update({ id: company.id }, { contactName: 'Ada Example', contactEmail: person.email });
    const actor = actorOf(person, { companies: [[company, 'owner']] });
    await bed.get(CompaniesService).post(actor, { nameEn: 'Kept', country: 'KE' }, 'a key of the person');
    const kept = await bed.dataSource.getRepository(Company).findOneByOrFail({ profile: { nameEn: 'Kept' } });
    await joinCompany(bed.dataSource, other, kept);
    const signedIn = await bed.get(SignInsService).signIn(person.email, password, arrival, bed.now);
    const act = { action: 'company.archived', subjectType: 'company', subjectId: company.id };
    await bed.dataSource.transaction((tx) =>
      testAudit.record(tx, { ...act, accountId: person.id, personal: { reason: 'said by Ada' } }),
    );
    expect(await bed.get(SignInsService).findActor(person.id, null)).not.toBeNull();
    for (const trace of ['Ada Example', person.email, 'a key of the person'])
      expect(await textOfAllTables()).toContain(trace);

    expect(await erasure.eraseOwn(actor, password, arrival.address, bed.now)).toStrictEqual({
      accountId: person.id,
      erasedAt: bed.now,
    });

    const text = await textOfAllTables();
    for (const trace of ['Ada Example', person.email, 'a key of the person']) expect(text).not.toContain(trace);
    for (const { table, column, isOwn } of await listPersonalTables(bed.dataSource.manager)) {
      const rows = await bed.dataSource.query<object[]>(`select from ${table} where ${column} = $1`, [person.id]);
      if (isOwn) expect({ table, count: rows.length }).toStrictEqual({ table, count: 0 });
    }
    expect(await bed.dataSource.getRepository(Company).existsBy({ id: kept.id })).toBe(true);
    const entries = await bed.dataSource.getRepository(AuditEntry).findBy({ accountId: person.id });
    expect(entries.map(({ action }) => action)).toContain('company.posted');
    expect(await testPersonKeys.open(bed.dataSource.manager, entries)).toStrictEqual(entries.map(() => null));

    const signIns = bed.get(SignInsService);
    expect(await signIns.findActor(person.id, null)).toBeNull();
    expect(await signIns.signIn(person.email, password, arrival, bed.now)).toBeInstanceOf(InvalidCredentials);
    const token = (signedIn as { refreshToken: string }).refreshToken;
    expect(await signIns.refresh(token, arrival, bed.now)).toMatchObject({ code: 'SIGN_IN_ENDED' });
    // The address is free again.
    await insertPerson({ email: person.email });
  });

  it('deletes what was sent to the address or asked for from it, and nothing of other addresses', async () => {
    const person = await insertPerson({ email: 'bea@person.example' });
    const owner = new pg.Client({ connectionString: bed.ownerUrl });
    await owner.connect();
    await owner.query('CREATE TABLE letter (recipient text); GRANT SELECT, DELETE ON letter TO trefoil_app');
    await owner.query(`INSERT INTO letter VALUES ('bea@person.example'), ('cem@person.example')`);
    await erasure.eraseFor(administrator, person.id, bed.now);
    expect((await owner.query('SELECT recipient FROM letter')).rows).toStrictEqual([
      { recipient: 'cem@person.example' },
    ]);
    await owner.query('DROP TABLE letter');
    await owner.end();
  });

  it('asks the password of whoever erases oneself, and an administrator of nobody’s', async () => {
    const person = await insertPerson();
    const actor = actorOf(person);
    expect(await erasure.eraseOwn(actor, 'wrong', arrival.address, bed.now)).toBeInstanceOf(InvalidCredentials);
    await expect(erasure.eraseFor(actor, person.id, bed.now)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await erasure.eraseFor(administrator, person.id, bed.now)).toMatchObject({ accountId: person.id });
    await expect(erasure.eraseFor(administrator, person.id, bed.now)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused to the last owner, organizer and administrator, until somebody takes the place', async () => {
    const [person, successor] = [await insertPerson(), await insertPerson()];
    const company = await insertCompany(bed.dataSource);
    const archived = await insertCompany(bed.dataSource);
    await bed.dataSource
      .getRepository(Company)
      .update({ id: archived.id }, { archivedAt: bed.now, archiveReason: 'over' });
    const forum = await insertForum(bed.dataSource);
    const closed = await insertForum(bed.dataSource, { state: 'closed' });
    for (const one of [company, archived]) await joinCompany(bed.dataSource, person, one);
    for (const one of [forum, closed]) await joinForum(bed.dataSource, person, one);
    await joinCompany(bed.dataSource, successor, company, 'member');

    expect(await erasure.eraseFor(administrator, person.id, bed.now)).toStrictEqual(
      new AccountNeeded([company.id], [forum.id], false),
    );
    expect(await bed.dataSource.getRepository(Account).findOneByOrFail({ id: person.id })).toMatchObject({
      erasedAt: null,
    });
    await bed.dataSource.query(`update company_membership set role = 'owner' where account_id = $1`, [successor.id]);
    await joinForum(bed.dataSource, successor, forum);
    expect(await erasure.eraseFor(administrator, person.id, bed.now)).toMatchObject({ accountId: person.id });

    const last = await erasure.eraseFor(administrator, administrator.accountId, bed.now);
    expect(last).toStrictEqual(new AccountNeeded([], [], true));
  });

  it('lets of two last owners who leave at once only one go', async () => {
    const people = [await insertPerson(), await insertPerson()];
    const company = await insertCompany(bed.dataSource);
    for (const person of people) await joinCompany(bed.dataSource, person, company);
    const answers = await Promise.all(people.map(({ id }) => erasure.eraseFor(administrator, id, bed.now)));
    expect(answers.filter((answer) => answer instanceof AccountNeeded)).toHaveLength(1);
  });

  it('waits for whoever changes the owners of its company at that moment', async () => {
    const [person, other] = [await insertPerson(), await insertPerson()];
    const company = await insertCompany(bed.dataSource);
    for (const one of [person, other]) await joinCompany(bed.dataSource, one, company);
    const change = bed.dataSource.createQueryRunner();
    await change.startTransaction();
    await change.query('select from company where id = $1 for update', [company.id]);
    await change.query('delete from company_membership where account_id = $1', [other.id]);

    const erasing = erasure.eraseFor(administrator, person.id, bed.now);
    const isWaiting = async (): Promise<boolean> =>
      (await change.manager.query<object[]>('select from pg_locks where not granted')).length > 0;
    const isOver = erasing.then(() => true);
    while (!(await isWaiting()) && !(await Promise.race([isOver, delay(10)])));
    await change.commitTransaction();
    await change.release();
    expect(await erasing).toStrictEqual(new AccountNeeded([company.id], [], false));
  });

  it('is written down for every table that names an account', async () => {
    const file = path.resolve(import.meta.dirname, '../../../../docs/privacy.md');
    expect(existsSync(file)).toBe(true);
    const rows = readFileSync(file, 'utf8').split('\n');
    const undocumented = (await listPersonalTables(bed.dataSource.manager)).filter(({ table, isOwn }) => {
      const told = isOwn ? 'deleted' : 'kept';
      return !rows.some((row) => row.startsWith(`| \`${table}\` | ${told} |`));
    });
    expect(undocumented).toStrictEqual([]);
  });
});
