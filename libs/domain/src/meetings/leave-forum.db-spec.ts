import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actOn, done, insertForum, Negotiation, type Member } from '#testing';
import { OutboxJob } from '#jobs';
import type { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { ParticipationsService } from '../forums/participations.service.js';
import { listAgreedRequests } from './meeting-request-agreed.js';
import { MeetingRequestDeparturesService } from './meeting-request-departures.service.js';
import { MeetingRequestsService } from './meeting-requests.service.js';
import { Meeting } from './meeting.entity.js';

describe('a company that withdraws from a forum', () => {
  let scene: Negotiation;
  let requests: MeetingRequestsService;
  let departures: MeetingRequestDeparturesService;

  beforeAll(async () => {
    scene = await Negotiation.start();
    requests = scene.get(MeetingRequestsService);
    departures = scene.get(MeetingRequestDeparturesService);
  });
  afterAll(() => scene.close());

  /** The arguments of the job that the withdrawal asked for. */
  async function withdraw(forum: Forum, { company, actor }: Member) {
    const own = { forumId: forum.id, companyId: company.id };
    const { id, version } = await scene.dataSource.getRepository(Participation).findOneByOrFail(own);
    done(await scene.get(ParticipationsService).withdraw(actor, id, 'Another fair', version));
    const jobs = await scene.dataSource.getRepository(OutboxJob).findBy({ name: 'leave-meeting-requests' });
    const [job, ...more] = jobs.filter(
      ({ payload }) => (payload as { participationId: string }).participationId === id,
    );
    expect(more).toEqual([]);
    expect(job!.payload).toEqual({ participationId: id, accountId: actor.accountId });
    return [id, actor.accountId, job!.id] as const;
  }
  const listAgreed = async (forum: Forum) =>
    (await listAgreedRequests(scene.dataSource.manager, forum.id)).map(({ id }) => id);

  it('is out of the schedule at once, and soon out of its requests, in which the others may go on', async () => {
    const forum = await insertForum(scene.dataSource);
    const [a, b, c] = await scene.trio(forum);
    const asked = done(await scene.propose(forum, a, [b]));
    const pair = await scene.agree(forum, b, [c]);
    const three = await scene.agree(forum, a, [b, c]);
    const untouched = await scene.agree(forum, a, [c]);
    expect(await listAgreed(forum)).toEqual([pair.id, three.id, untouched.id].sort());

    const job = await withdraw(forum, b);
    expect(await listAgreed(forum)).toEqual([untouched.id]);
    const told = (await scene.newsOf(a)).length;

    await departures.leaveForum(...job, scene.now);
    const stateOf = async (member: Member, id: string) => (await requests.find(member.actor, id, scene.now)).state;
    expect(await stateOf(a, asked.id)).toBe('declined');
    expect(await stateOf(c, pair.id)).toBe('withdrawn');
    expect(await stateOf(a, three.id)).toBe('incomplete');
    expect(await stateOf(a, untouched.id)).toBe('agreed');
    const news = (await scene.newsOf(a)).slice(told);
    expect(news.map(({ kind }) => kind).sort()).toEqual(['meeting-request.declined', 'meeting-request.left']);
    expect(news.map(({ parameters }) => parameters.reason)).toEqual([null, null]);

    await departures.leaveForum(...job, scene.now);
    expect(await scene.newsOf(a)).toHaveLength(told + 2);
    const d = await scene.join(forum);
    const left = await requests.find(a.actor, three.id, scene.now);
    const choice = { ...actOn(a, left), substituteCompanyId: d.company.id };
    expect(await departures.chooseSubstitute(a.actor, choice, scene.now)).toMatchObject({ state: 'pending' });
  });

  it('loses a meeting too that was booked while it withdrew', async () => {
    const forum = await insertForum(scene.dataSource);
    const [a, b] = await scene.trio(forum);
    const request = await scene.agree(forum, a, [b]);
    const job = await withdraw(forum, b);
    const { id } = await scene.publish(forum, request);
    await departures.leaveForum(...job, scene.now);
    expect(await scene.dataSource.getRepository(Meeting).findOneByOrFail({ id })).toMatchObject({ state: 'cancelled' });
    expect((await scene.newsOf(a)).map(({ kind }) => kind)).toContain('meeting.cancelled');
  });

  it('keeps its requests when it is approved again before they are left', async () => {
    const forum = await insertForum(scene.dataSource);
    const [a, b] = await scene.trio(forum);
    const request = await scene.agree(forum, a, [b]);
    const [id, ...rest] = await withdraw(forum, b);
    await scene.dataSource.getRepository(Participation).update({ id }, { state: 'approved' });
    await departures.leaveForum(id, ...rest, scene.now);
    expect(await listAgreed(forum)).toEqual([request.id]);
  });
});
