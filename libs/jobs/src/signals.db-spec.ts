import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '#logging';
import { createTestDatabase, type TestDatabase } from '#testing';
import { openRelay, type OpenRelay } from './queue-backend.js';
import { Signals } from './signals.js';

describe('signals of many topics at once', () => {
  let database: TestDatabase;
  let publisher: Signals;
  let subscriber: Signals;
  let witness: OpenRelay;
  const messages: string[][] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const queue = { backend: 'postgres', url: database.url } as const;
    const logger = createLogger({ processName: 'test', level: 'fatal' });
    publisher = new Signals(queue, logger);
    subscriber = new Signals(queue, logger);
    witness = openRelay(queue);
    await witness.subscribe<string[]>('signals', ({ data }) => void messages.push(data));
  });
  afterAll(async () => {
    await publisher.close();
    await subscriber.close();
    await witness.close();
    await database.close();
  });

  it('go as a few messages, each topic once, and wake those who wait for one of them', async () => {
    const topics = Array.from({ length: 2_500 }, (_, index) => `notifications.${index}`);
    const waiting = [topics[0]!, topics[2_499]!].map((topic) => subscriber.subscribe(topic));
    const others = subscriber.subscribe('notifications.none');
    await Promise.all([...waiting, others].map((stream) => stream.next()));
    let isWoken = false;
    void others.next().then(({ done }) => (isWoken = !done));

    for (const topic of [...topics, ...topics]) publisher.publish(topic);
    await Promise.all(waiting.map((stream) => stream.next()));
    while (messages.flat().length < topics.length) await delay(10);

    expect(messages.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
    expect(messages.flat().sort()).toEqual([...topics].sort());
    expect(isWoken).toBe(false);
  });

  it('reach whoever subscribes while another leaves, and nobody who has left', async () => {
    const [one, other] = [subscriber.subscribe('drafts.1'), subscriber.subscribe('drafts.1')];
    await Promise.all([one.next(), other.next()]);
    const left = one.next();
    await one.return!();
    publisher.publish('drafts.1');
    expect(await other.next()).toEqual({ done: false, value: undefined });
    expect(await left).toEqual({ done: true, value: undefined });
  });
});
