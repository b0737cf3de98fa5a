import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { JobsModule } from '#jobs';
import { createLogger } from '#logging';
import { createTestDatabase, type TestDatabase } from '#testing';
import { ForumsService } from '../forums/forums.service.js';
import { ParticipationsService } from '../forums/participations.service.js';
import { DomainModule } from '../domain.module.js';
import { SignInsService } from '../accounts/sign-ins.service.js';
import { planSampleForum } from './plan-sample-forum.js';
import { sampleCompanies } from './sample-companies.js';
import { sampleForum, sampleSignIns } from './sample-forum.js';
import { SampleLoader, type LoadedSample } from './sample-loader.js';

const passwords = new Map(sampleSignIns.map(({ email }) => [email, `password of ${email}`]));
const now = new Date('2026-11-24T00:00Z');
const later = new Date('2026-12-01T00:00Z');

describe('the sample', () => {
  let database: TestDatabase;
  let services: TestingModule;

  beforeAll(async () => {
    database = await createTestDatabase();
    const logger = createLogger({ processName: 'test', level: 'fatal' });
    services = await Test.createTestingModule({
      imports: [
        JobsModule.forRoot({ backend: 'postgres', url: database.url }, logger),
        DomainModule.on(database.dataSource),
      ],
    }).compile();
    services.enableShutdownHooks();
  });
  afterAll(async () => {
    await services.close();
    await database.close();
  });

  const load = (at = now): Promise<LoadedSample> => services.get(SampleLoader).load(passwords, at);
  const countRows = async () => {
    const tables = ['account', 'company', 'company_version', 'company_membership', 'forum', 'forum_membership', 'slot'];
    tables.push('forum_table', 'participation', 'delegation', 'audit_entry', 'notification', 'idempotency_key');
    const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
    return (await database.dataSource.query<Record<string, number>[]>(`select ${counts.join(', ')}`))[0]!;
  };

  it('goes on where a load was broken off, also on another day, and ends as if it had not been', async () => {
    const forums = services.get(ForumsService);
    const advanceForum = forums.advanceForum.bind(forums);
    forums.advanceForum = () => Promise.reject(new Error('the power went out'));
    await expect(load()).rejects.toThrow('the power went out');
    forums.advanceForum = advanceForum;

    const participations = services.get(ParticipationsService);
    const approve = participations.approve.bind(participations);
    let approvals = 0;
    participations.approve = (...request) => {
      approvals += 1;
      if (approvals === 20) throw new Error('the process was killed');
      return approve(...request);
    };
    await expect(load(later)).rejects.toThrow('the process was killed');
    participations.approve = approve;
    const half = await countRows();
    expect(half['participation']).toBeGreaterThan(0);
    expect(half['delegation']).toBeLessThan(sampleCompanies().length);

    const { forumId, signIns } = await load(later);
    expect(signIns).toBe(sampleSignIns);
    expect(await countRows()).toMatchObject({
      account: 7,
      company: 95,
      company_version: 95,
      company_membership: 4,
      forum: 1,
      forum_membership: 2,
      forum_table: sampleForum.tables.length,
      participation: 95,
      delegation: 98,
    });
    const states = await database.dataSource.query<object[]>(
      `select (select state from forum where id = $1) as forum, (select days from forum where id = $1) as days,
              array(select distinct state from company) as companies,
              array(select distinct state from participation) as participations`,
      [forumId],
    );
    const { days } = planSampleForum(now);
    expect(planSampleForum(later).days).not.toEqual(days);
    expect(states).toEqual([{ forum: 'matching', days, companies: ['approved'], participations: ['approved'] }]);
  });

  it('is loaded once: two more loads at once change nothing', async () => {
    const before = await countRows();
    const [one, other] = await Promise.all([load(), load()]);
    expect(one).toEqual(other);
    expect(await countRows()).toStrictEqual(before);
  });

  it('gives each company the side, the sub-forums and the days that the sample says', async () => {
    const sql = `select c.name_en, v.side, d.name, d.availability, array_length(d.sub_forum_ids, 1) as sub_forums
      from delegation d join company c on c.id = d.company_id join company_version v on v.id = c.approved_version_id
      where c.name_en in ('Dongfang Electric', 'TotalEnergies') order by d.name`;
    expect(await database.dataSource.query(sql)).toEqual([
      { name_en: 'Dongfang Electric', side: 'CHINA', name: 'Dongfang Electric', availability: null, sub_forums: 1 },
      { name_en: 'TotalEnergies', side: 'DEVELOPED', name: 'TotalEnergies', availability: null, sub_forums: 1 },
      expect.objectContaining({
        name: 'TotalEnergies, second team',
        availability: [{ startsAt: '2027-02-24T06:00:00.000Z', endsAt: '2027-02-24T13:45:00.000Z' }],
      }),
    ]);
  });

  it('lets everybody it names sign in, each in the one role', async () => {
    const signIns = services.get(SignInsService);
    for (const { email, role } of sampleSignIns) {
      const signedIn = await signIns.signIn(email, passwords.get(email)!, now);
      if (!('account' in signedIn)) throw new Error(`${email} cannot sign in.`);
      const actor = (await signIns.findActor(signedIn.account.id))!;
      expect([actor.isAdministrator, ...actor.forumRoles.values(), ...actor.companyRoles.values()]).toEqual(
        role.of === 'installation' ? [true] : [false, role.role],
      );
    }
  });
});
