import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  actOn,
  actorOf,
  done,
  insertAccount,
  insertCompany,
  insertForum,
  joinForum,
  Negotiation,
  type Member,
} from '#testing';
import type { Actor } from '../accounts/actor.js';
import type { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { MeetingRequestDeparturesService } from '../meetings/meeting-request-departures.service.js';
import { MeetingRequestsService } from '../meetings/meeting-requests.service.js';
import { RelationsService } from './relations.service.js';

describe('what a reader is to a company', () => {
  let bed: Negotiation;
  let relations: RelationsService;
  let forum: Forum;

  beforeAll(async () => {
    bed = await Negotiation.start();
    relations = bed.get(RelationsService);
    forum = await insertForum(bed.dataSource, { state: 'matching' });
  });
  afterAll(() => bed.close());

  const relation = async (actor: Actor, { company }: Pick<Member, 'company'>) =>
    (await relations.relationsOf(actor, [company.id])).get(company.id);

  it('is own to its people and administrators, and stranger to whoever has nothing in common with it', async () => {
    const [member, other] = [await bed.join(forum), await bed.join(await insertForum(bed.dataSource))];
    const administrator = actorOf(await insertAccount(bed.dataSource, { isAdministrator: true }));
    const nobody = actorOf(await insertAccount(bed.dataSource));
    expect(await relation(member.actor, member)).toBe('own');
    expect(await relation(administrator, member)).toBe('own');
    expect(await relation(other.actor, member)).toBe('stranger');
    expect(await relation(nobody, member)).toBe('stranger');
  });

  it('is participant where both are approved at one forum, and to the staff of a forum to which it applied', async () => {
    const [one, approved, applied] = [
      await bed.join(forum),
      await bed.join(forum),
      await bed.join(forum, { state: 'applied' }),
    ];
    expect(await relation(one.actor, approved)).toBe('participant');
    expect(await relation(one.actor, applied)).toBe('stranger');
    expect(await relation(applied.actor, one)).toBe('stranger');

    const account = await insertAccount(bed.dataSource);
    await joinForum(bed.dataSource, account, forum, 'assistant');
    const staff = actorOf(account, { forums: [[forum, 'assistant']] });
    expect(await relation(staff, applied)).toBe('participant');
    await bed.dataSource.getRepository(Participation).update({ companyId: applied.company.id }, { state: 'declined' });
    expect(await relation(staff, applied)).toBe('stranger');
  });

  it('is agreed from the last yes of all, and ends with the request', async () => {
    const [one, two, three] = await bed.trio(forum);
    const request = done(await bed.propose(forum, one, [two, three]));
    expect(await relation(one.actor, two)).toBe('participant');
    const requests = bed.get(MeetingRequestsService);
    const accepted = done(await requests.accept(two.actor, actOn(two, request), bed.now));
    expect(await relation(one.actor, two)).toBe('participant');
    const agreed = done(await requests.accept(three.actor, actOn(three, accepted), bed.now));
    expect(agreed.state).toBe('agreed');
    for (const [reader, other] of [
      [one, two],
      [two, one],
      [three, one],
    ] as const) {
      expect(await relation(reader.actor, other)).toBe('agreed');
    }
    expect(await relation((await bed.join(forum)).actor, one)).toBe('participant');

    done(
      await bed
        .get(MeetingRequestDeparturesService)
        .leave(three.actor, { ...actOn(three, agreed), reason: null }, bed.now),
    );
    for (const [reader, other] of [
      [one, two],
      [two, one],
      [three, one],
      [one, three],
    ] as const) {
      expect(await relation(reader.actor, other)).toBe('participant');
    }

    // Two go on without the third.
    await bed.dataSource.query(`update meeting_request set state = 'agreed' where id = $1`, [agreed.id]);
    expect(await relation(one.actor, two)).toBe('agreed');
    expect(await relation(three.actor, one)).toBe('participant');
    expect(await relation(one.actor, three)).toBe('participant');
  });

  it('answers for many companies at once, each once', async () => {
    const [one, two] = [await bed.join(forum), await bed.join(forum)];
    const stranger = await insertCompany(bed.dataSource);
    const ids = [two.company.id, stranger.id, one.company.id, two.company.id];
    expect(Object.fromEntries(await relations.relationsOf(one.actor, ids))).toStrictEqual({
      [two.company.id]: 'participant',
      [stranger.id]: 'stranger',
      [one.company.id]: 'own',
    });
  });
});
