import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { JobsModule } from '#jobs';
import { createLogger } from '#logging';
import { checkSchedule, solve } from '#scheduling';
import { countRows, createTestDatabase, testServerKey, type TestDatabase } from '#testing';
import { ForumsService } from '../forums/forums.service.js';
import { ParticipationsService } from '../forums/participations.service.js';
import { MeetingRequestsService } from '../meetings/meeting-requests.service.js';
import { buildProblem } from '../schedule-drafts/build-problem.js';
import { planMeetings } from '../schedule-drafts/plan-meetings.js';
import { defaultOptions } from '../schedule-drafts/schedule-draft.rules.js';
import { readScheduleRows } from '../schedule-drafts/schedule-rows.queries.js';
import { DomainModule } from '../domain.module.js';
import { SignInsService } from '../accounts/sign-ins.service.js';
import { planSampleForum } from './plan-sample-forum.js';
import { sampleCompanies } from './sample-companies.js';
import { sampleForum, sampleSignIns } from './sample-forum.js';
import { SampleLoader, type LoadedSample } from './sample-loader.js';
import { sampleMeetingRequests } from './sample-meeting-requests.js';

const passwords = new Map(sampleSignIns.map(({ email }) => [email, `password of ${email}`]));
const now = new Date('2026-11-24T00:00Z');
const later = new Date('2026-12-01T00:00Z');
/** When what was proposed in the first attempts would have expired. */
const muchLater = new Date('2026-12-08T00:00Z');

describe('the sample', () => {
  let database: TestDatabase;
  let services: TestingModule;

  beforeAll(async () => {
    database = await createTestDatabase();
    const logger = createLogger({ processName: 'test', level: 'fatal' });
    services = await Test.createTestingModule({
      imports: [
        JobsModule.forRoot({ backend: 'postgres', url: database.url }, logger),
        DomainModule.on(database.dataSource, testServerKey),
      ],
    }).compile();
    services.enableShutdownHooks();
  });
  afterAll(async () => {
    await services.close();
    await database.close();
  });

  const load = (at = now): Promise<LoadedSample> => services.get(SampleLoader).load(passwords, at);
  const countOurs = () =>
    countRows(database.dataSource, [
      ...['account', 'company', 'company_version', 'company_membership', 'forum', 'forum_membership', 'slot'],
      ...['forum_table', 'participation', 'delegation', 'audit_entry', 'notification', 'idempotency_key'],
      ...['meeting_request', 'preference'],
    ]);

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
    const half = await countOurs();
    expect(half['participation']).toBeGreaterThan(0);
    expect(half['delegation']).toBeLessThan(sampleCompanies().length);

    const requests = services.get(MeetingRequestsService);
    const accept = requests.accept.bind(requests);
    let answers = 0;
    requests.accept = (...request) => {
      answers += 1;
      return answers === 20 ? Promise.reject(new Error('the disk was full')) : accept(...request);
    };
    await expect(load(later)).rejects.toThrow('the disk was full');
    requests.accept = accept;
    expect((await countOurs())['meeting_request']).toBeLessThan(sampleMeetingRequests().length);

    const { forumId, signIns } = await load(muchLater);
    expect(signIns).toBe(sampleSignIns);
    expect(await countOurs()).toMatchObject({
      account: 7,
      company: 95,
      company_version: 95,
      company_membership: 4,
      forum: 1,
      forum_membership: 2,
      forum_table: sampleForum.tables.length,
      participation: 95,
      delegation: 98,
      meeting_request: 51,
      preference: 7,
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
    const before = await countOurs();
    const [one, other] = await Promise.all([load(), load()]);
    expect(one).toEqual(other);
    expect(await countOurs()).toStrictEqual(before);
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

  it('has agreed, open and declined meeting requests, each of two or three with their answers', async () => {
    const sql = `select count(*)::int as requests, state, parties, answers, reasons, sub_forums from (
        select r.state, count(*)::int as parties, array_agg(distinct p.answer order by p.answer) as answers,
               count(p.reason)::int as reasons, count(distinct r.sub_forum_id)::int as sub_forums
          from meeting_request r join meeting_request_party p on p.meeting_request_id = r.id group by r.id
      ) request group by 2, 3, 4, 5, 6 order by state, parties`;
    expect(await database.dataSource.query(sql)).toEqual([
      { requests: 22, state: 'agreed', parties: 2, answers: ['accepted'], reasons: 0, sub_forums: 1 },
      { requests: 23, state: 'agreed', parties: 3, answers: ['accepted'], reasons: 0, sub_forums: 1 },
      { requests: 2, state: 'declined', parties: 2, answers: ['accepted', 'declined'], reasons: 1, sub_forums: 1 },
      { requests: 4, state: 'pending', parties: 2, answers: ['accepted', 'pending'], reasons: 0, sub_forums: 1 },
    ]);
  });

  it('can be scheduled: at least 90 % of the agreed weight finds a place', async () => {
    const { forumId } = await load();
    const rows = await readScheduleRows(database.dataSource.manager, forumId);
    const problem = buildProblem(rows, planMeetings(rows, new Map(), defaultOptions, later), defaultOptions, later);
    const result = solve(problem, { seed: 1, maxSteps: 20_000 });

    const total = problem.meetings.reduce((sum, { weight }) => sum + weight, 0);
    expect(problem.meetings).toHaveLength(45);
    expect(total).toBe(22 * 2 + 23 * 3 + 5 * 2); // each must-meet counts two more
    expect(result.evidence.weight).toBeGreaterThanOrEqual(0.9 * total);
    expect(checkSchedule(problem, result)).toEqual([]);
  });

  it('lets everybody it names sign in, each in the one role', async () => {
    const signIns = services.get(SignInsService);
    for (const { email, role } of sampleSignIns) {
      const signedIn = await signIns.signIn(email, passwords.get(email)!, { address: '127.0.0.1' }, now);
      if (!('account' in signedIn)) throw new Error(`${email} cannot sign in.`);
      const actor = (await signIns.findActor(signedIn.account.id, signedIn.signInId))!;
      expect([actor.isAdministrator, ...actor.forumRoles.values(), ...actor.companyRoles.values()]).toEqual(
        role.of === 'installation' ? [true] : [false, role.role],
      );
    }
  });
});
