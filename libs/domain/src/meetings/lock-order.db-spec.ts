import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actorOf, insertAccount, insertForum, insertTables, Negotiation, type Member } from '#testing';
import { Delegation } from '../forums/delegation.entity.js';
import { DelegationsService } from '../forums/delegations.service.js';
import { ForumProgrammeService } from '../forums/forum-programme.service.js';
import type { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { ParticipationsService } from '../forums/participations.service.js';
import { countScheduleChange } from './meeting.changes.js';

/** Waits in a row that a booking holds. */
interface Rival {
  table: 'participation' | 'delegation' | 'forum_table';
  id: string;
  run: () => Promise<unknown>;
}

describe('what waits for a row that a booking holds does not hold the forum, which the booking takes last', () => {
  let scene: Negotiation;
  beforeAll(async () => {
    scene = await Negotiation.start();
  });
  afterAll(() => scene.close());

  const stories: Record<string, (forum: Forum, b: Member) => Promise<Rival>> = {
    'withdrawing from the forum': async (forum, { company, actor }) => {
      const own = { forumId: forum.id, companyId: company.id };
      const { id, version } = await scene.dataSource.getRepository(Participation).findOneByOrFail(own);
      const delegation = await scene.dataSource.getRepository(Delegation).findOneByOrFail(own);
      const run = () => scene.get(ParticipationsService).withdraw(actor, id, 'Another fair', version);
      return { table: 'delegation', id: delegation.id, run };
    },
    'archiving a delegation': async (forum, { company, actor }) => {
      const own = { forumId: forum.id, companyId: company.id };
      const { id, version } = await scene.dataSource.getRepository(Delegation).findOneByOrFail(own);
      const run = () => scene.get(DelegationsService).archive(actor, id, version, scene.now);
      return { table: 'delegation', id, run };
    },
    'applying again': async (forum, { company, actor }) => {
      const own = { forumId: forum.id, companyId: company.id };
      const { id } = await scene.dataSource.getRepository(Participation).findOneByOrFail(own);
      const application = { ...own, hasStandingConsent: false };
      const run = () => scene.get(ParticipationsService).apply(actor, application, `again-${id}`);
      return { table: 'participation', id, run };
    },
    'removing a table': async (forum) => {
      const organizer = actorOf(await insertAccount(scene.dataSource), { forums: [[forum, 'organizer']] });
      const [table] = await insertTables(scene.dataSource, forum, 1, 2);
      const run = () => scene.get(ForumProgrammeService).removeTable(organizer, table!.id);
      return { table: 'forum_table', id: table!.id, run };
    },
  };

  it.each(Object.keys(stories))('%s', async (story) => {
    const forum = await insertForum(scene.dataSource);
    const { table, id, run } = await stories[story]!(forum, await scene.join(forum));
    let rival: Promise<unknown> = Promise.resolve();
    const version = await scene.dataSource.transaction(async (tx) => {
      await tx.query(`set local lock_timeout = '300ms'`);
      await tx.query(`select id from ${table} where id = $1 for no key update`, [id]);
      rival = run();
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await scene.dataSource.query<unknown[]>(waiting)).length === 0) await delay(10);
      return countScheduleChange(tx, forum.id, []);
    });
    expect(version).toBe(1);
    await rival;
  });
});
