import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { Redis } from 'ioredis';
import { findFreePort } from '#database';
import { findRedisServer } from './redis-program.mjs';

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

/** Whether queue tests can run on Redis here; where they cannot they are skipped, and the end of the run says why. */
export const isRedisHere = findRedisServer() !== null;

/** A Redis of its own on an unused port, which keeps nothing; null when `redis-server` is not on the PATH. */
export async function startRedis(): Promise<RedisServer | null> {
  const program = findRedisServer();
  if (program === null) return null;
  const port = await findFreePort(0);
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir()];
  const server = spawn(program, args, { stdio: 'ignore' });
  const ended = once(server, 'exit');
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { maxRetriesPerRequest: 100, retryStrategy: () => 50 });
  client.on('error', () => undefined); // refused until it listens; the ping below is what counts
  await client.ping();
  client.disconnect();
  return {
    url,
    async stop() {
      server.kill('SIGKILL'); // there is nothing to save
      await ended;
    },
  };
}
