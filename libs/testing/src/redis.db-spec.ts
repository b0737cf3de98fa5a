import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { isRedisHere, startRedis } from './redis.js';

describe('a Redis for a test', () => {
  (isRedisHere ? it : it.skip)('answers on its own port until it is stopped', async () => {
    const servers = await Promise.all([startRedis(), startRedis()]);
    const urls = servers.map((server) => server!.url);
    expect(new Set(urls).size).toBe(2);

    const client = new Redis(urls[0]!, { retryStrategy: () => null });
    expect(await client.set('key', 'value')).toBe('OK');
    client.on('error', () => undefined); // the end of the connection is what the test is about
    const ended = new Promise((resolve) => client.once('end', resolve));
    await Promise.all(servers.map((server) => server!.stop()));
    await ended;
  });
});
