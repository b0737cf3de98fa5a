import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actOn, done, insertForum, Negotiation, type Member } from '#testing';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { Delegation } from '../forums/delegation.entity.js';
import type { Forum } from '../forums/forum.entity.js';
import { AgendasService } from './agendas.service.js';
import { BookingChangesService } from './booking-changes.service.js';
import { MeetingRequestDeparturesService } from './meeting-request-departures.service.js';
import { MeetingRequestsService } from './meeting-requests.service.js';
import type { MeetingRequestView } from './meeting-request.view.js';
import { Meeting } from './meeting.entity.js';
import { PreferencesService } from './preferences.service.js';

describe('a never', () => {
  let scene: Negotiation;
  let now: Date;
  let requests: MeetingRequestsService;
  let departures: MeetingRequestDeparturesService;
  let preferences: PreferencesService;

  beforeAll(async () => {
    scene = await Negotiation.start();
    ({ now } = scene);
    requests = scene.get(MeetingRequestsService);
    departures = scene.get(MeetingRequestDeparturesService);
    preferences = scene.get(PreferencesService);
  });
  afterAll(() => scene.close());

  it('leaves nothing open between two companies when it meets a proposal', async () => {
    const forum = await insertForum(scene.dataSource);
    const [a, b] = await scene.trio(forum);
    const key = { forumId: forum.id, companyId: b.company.id, otherCompanyId: a.company.id };
    await Promise.all([scene.propose(forum, a, [b]), preferences.set(b.actor, { ...key, value: 'never' }, now)]);
    const open = await requests.list(a.actor, { forumId: forum.id, states: ['pending', 'agreed'] }, 10, now);
    expect(open).toEqual([]);
  });

  describe.each(['pending', 'agreed', 'scheduled'] as const)('said when the request is %s', (stage) => {
    /** What others see after `b` has gone, with ids and names put into words, so that two stories can be compared. */
    async function tell(
      partyCount: 2 | 3,
      go: (b: Member, forum: Forum, a: Member, request: MeetingRequestView) => Promise<void>,
    ) {
      const forum = await insertForum(scene.dataSource);
      const [a, b, c] = await scene.trio(forum);
      const others = partyCount === 3 ? [b, c] : [b];
      let request =
        stage === 'pending' ? done(await scene.propose(forum, a, others)) : await scene.agree(forum, a, others);
      const meeting = stage === 'scheduled' ? await scene.publish(forum, request) : null;
      request = await requests.find(b.actor, request.id, now);
      await go(b, forum, a, request);

      const seen = {
        request: await requests.find(a.actor, request.id, now),
        news: [await scene.newsOf(a), await scene.newsOf(c)].map((list) =>
          list.map(({ kind, parameters, forumId }) => ({ kind, parameters, forumId })),
        ),
        audit: (await scene.dataSource.getRepository(AuditEntry).findBy({ forumId: forum.id })).map(
          ({ action, subjectType, before, after }) => ({ action, subjectType, before, after }),
        ),
        meeting: meeting && (await scene.dataSource.getRepository(Meeting).findOneByOrFail({ id: meeting.id })),
      };
      const words: [string | undefined, string][] = [
        [forum.id, 'forum'],
        [forum.nameEn, 'forum name'],
        [request.id, 'request'],
        [meeting?.id, 'meeting'],
        [meeting?.uid, 'uid'],
        [meeting?.slotId, 'slot'],
        [meeting?.tableId, 'table'],
        [meeting?.createdAt.toISOString(), 'publication'],
        ...[a, b, c].flatMap(({ company }, index): [string, string][] => [
          [company.id, `company ${index}`],
          [company.profile.nameEn, `name ${index}`],
        ]),
      ];
      return inWords(seen, words);
    }

    it.each([2, 3] as const)('looks to the others of %s like leaving without a reason', async (partyCount) => {
      const byHand = await tell(partyCount, async (b, _forum, _a, request) => {
        done(await departures.leave(b.actor, { ...actOn(b, request), reason: null }, now));
      });
      const byNever = await tell(partyCount, async (b, forum, a) => {
        const key = { forumId: forum.id, companyId: b.company.id, otherCompanyId: a.company.id };
        done(await preferences.set(b.actor, { ...key, value: 'never' }, now));
      });
      expect(byNever).toEqual(byHand);
      const step = stage === 'pending' ? 'declined' : partyCount === 3 ? 'left' : 'withdrawn';
      expect(JSON.stringify(byHand)).toContain(`meeting-request.${step}`);
    });
  });

  it.each([true, false])(
    'looks to the other of a booking by consent like cancelling it without a reason (over: %s)',
    async (isOver) => {
      const tell = async (go: (b: Member, forum: Forum, a: Member, meeting: Meeting) => Promise<void>) => {
        const forum = await insertForum(scene.dataSource);
        const [a, b] = await scene.trio(forum);
        const { id } = await scene.publish(forum, await scene.agree(forum, a, [b]));
        await scene.dataSource.query('update meeting set meeting_request_id = null where id = $1', [id]);
        await scene.dataSource.query('delete from meeting_request where forum_id = $1', [forum.id]);
        const told = (await scene.newsOf(a)).length;
        const audit = scene.dataSource.getRepository(AuditEntry);
        const from = await audit.countBy({ forumId: forum.id });
        const meetings = scene.dataSource.getRepository(Meeting);
        const before = await meetings.findOneByOrFail({ id });
        await go(b, forum, a, before);
        const seen = {
          meeting: await meetings.findOneByOrFail({ id }),
          shown: await scene.get(AgendasService).meeting(a.actor, id),
          news: (await scene.newsOf(a))
            .slice(told)
            .map(({ kind, parameters, readAt }) => ({ kind, parameters, readAt })),
          audit: (await audit.find({ where: { forumId: forum.id }, order: { id: 'ASC' } }))
            .slice(from)
            .map(({ accountId, action, subjectType, subjectId, before, after }) => {
              return { accountId, action, subjectType, subjectId, before, after };
            }),
        };
        const table = seen.shown.table.label;
        const delegations = await scene.dataSource.getRepository(Delegation).findBy({ forumId: forum.id });
        return inWords(seen, [
          [forum.id, 'forum'],
          [forum.nameEn, 'forum name'],
          [id, 'meeting'],
          [before.uid, 'uid'],
          [before.slotId, 'slot'],
          [seen.shown.slot.sessionId, 'session'],
          [before.tableId, 'table'],
          [before.createdAt.toISOString(), 'publication'],
          ...delegations.map((one): [string, string] => [one.id, 'delegation']),
          ...[a, b].flatMap(({ company, accountId }, index): [string, string][] => [
            [company.id, `company ${index}`],
            [company.profile.nameEn, `name ${index}`],
            [accountId, `account ${index}`],
          ]),
          // Last: “2-1” may be in an id, too.
          [table, 'label'],
        ]);
      };
      const byHand = await tell(async (b, _forum, _a, { id, version }) => {
        const input = { meetingId: id, expectedVersion: version, reason: null, isOver };
        done(await scene.get(BookingChangesService).cancelMeeting(b.actor, input, now));
      });
      const byNever = await tell(async (b, forum, a) => {
        const key = { forumId: forum.id, companyId: b.company.id, otherCompanyId: a.company.id };
        done(await preferences.set(b.actor, { ...key, value: 'never' }, now));
      });
      expect(byNever).toEqual(byHand);
      expect(byHand).toMatchObject({
        meeting: { state: 'cancelled', cancelReason: null },
        news: [{ kind: 'meeting.cancelled', parameters: { reason: null } }],
        audit: [{ action: 'meeting.cancelled', accountId: 'account 1' }],
      });
    },
  );

  it.each([
    { story: 'cancels a booking by standing consent too', at: '2027-05-10T05:59Z', state: 'cancelled' },
    { story: 'leaves a meeting that has begun', at: '2027-05-10T06:00Z', state: 'planned' },
  ])('$story', async ({ at, state }) => {
    const forum = await insertForum(scene.dataSource);
    const [a, b] = await scene.trio(forum);
    const { id } = await scene.publish(forum, await scene.agree(forum, a, [b]));
    await scene.dataSource.query('update meeting set meeting_request_id = null where id = $1', [id]);
    const key = { forumId: forum.id, companyId: b.company.id, otherCompanyId: a.company.id };
    done(await preferences.set(b.actor, { ...key, value: 'never' }, new Date(at)));
    const meeting = await scene.dataSource.getRepository(Meeting).findOneByOrFail({ id });
    expect(meeting).toMatchObject({ state, cancelReason: null });
  });
});

/** With ids and names put into words, so that two stories can be compared. */
function inWords(seen: unknown, words: readonly (readonly [string | undefined, string])[]): unknown {
  const text = JSON.stringify(seen);
  return inOrder(
    JSON.parse(words.reduce((said, [id, word]) => (id === undefined ? said : said.replaceAll(id, word)), text)),
  );
}

/** With keys and lists in an order of their own, since ids, by which they were ordered, are drawn by chance. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOrder).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, inOrder(inner)]);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
