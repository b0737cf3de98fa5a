import { readWorkerConfig } from '#config';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MeetingRequest, MeetingRequestParty } from '#domain';
import { OutboxJob } from '#jobs';
import { createLogger } from '#logging';
import { createTestDatabase, insertCompany, insertForum, type TestDatabase, testServerKey } from '#testing';
import { processors, services } from '../src/processors/index.js';
import { WorkerModule } from '../src/worker.module.js';

let database: TestDatabase;
let worker: INestApplicationContext;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await worker.close();
  await database.close();
});

it('expires, soon after it has started, each meeting request whose time is over, and no other', async () => {
  const { dataSource, url } = database;
  const forum = await insertForum(dataSource);
  const companies = [await insertCompany(dataSource), await insertCompany(dataSource)];
  const requests = dataSource.getRepository(MeetingRequest);
  const insert = async (state: MeetingRequest['state'], hours: number): Promise<string> => {
    const request = await requests.save(
      requests.create({
        forumId: forum.id,
        proposerCompanyId: companies[0]!.id,
        subForumId: null,
        isOnline: null,
        state,
        expiresAt: new Date(Date.now() + hours * 3_600_000),
      }),
    );
    const parties = companies.map(({ id }) => ({ meetingRequestId: request.id, companyId: id }));
    await dataSource.getRepository(MeetingRequestParty).insert(parties);
    return request.id;
  };
  const due = [await insert('pending', -1), await insert('incomplete', -1)];
  const others = [await insert('agreed', -1), await insert('pending', 1)];

  const env = { DATABASE_URL: url, TREFOIL_SERVER_KEY: testServerKey, LOG_LEVEL: 'silent', DATABASE_POOL_SIZE: '5' };
  const logger = createLogger({ processName: 'test-worker', level: 'silent' });
  const module = WorkerModule.forRoot(readWorkerConfig(env), logger, {
    processors,
    services,
  });
  worker = await NestFactory.createApplicationContext(module, { logger: false });

  const stateOf = async (id: string): Promise<string> => (await requests.findOneByOrFail({ id })).state;
  for (const id of due) {
    while ((await stateOf(id)) !== 'expired') await delay(50);
  }
  expect(await Promise.all(others.map(stateOf))).toEqual(['agreed', 'pending']);
  const jobs = await dataSource.getRepository(OutboxJob).find();
  expect(jobs.map(({ payload, failedAt }) => ({ payload, failedAt }))).toEqual(
    expect.arrayContaining(due.map((meetingRequestId) => ({ payload: { meetingRequestId }, failedAt: null }))),
  );
  expect(jobs).toHaveLength(due.length);
});
