import { Redis } from 'ioredis';
import { queueNames } from '#jobs';
import type { DataSource } from 'typeorm';

/** What BullMQ keeps on Redis stands under this prefix. */
const prefix = 'bull';

/** Takes one job out of BullMQ's keys, where what other jobs say of it stays; without an id, everything. */
export async function loseOnRedis(url: string, jobId: string | null): Promise<void> {
  const client = new Redis(url);
  try {
    if (jobId === null) {
      await client.flushall();
      return;
    }
    for (const queue of queueNames) {
      const key = (name: string): string => `${prefix}:${queue}:${name}`;
      await client.lrem(key('wait'), 0, jobId);
      await client.lrem(key('active'), 0, jobId);
      await client.zrem(key('delayed'), jobId);
      await client.zrem(key('waiting-children'), jobId);
      await client.srem(key('stalled'), jobId);
      const ofTheJob = await client.keys(`${key(jobId)}*`);
      if (ofTheJob.length > 0) await client.del(ofTheJob);
    }
  } finally {
    client.disconnect();
  }
}

/** Takes one job out of BullMQ's table, where what other jobs say of it stays; without an id, all jobs. */
export async function loseOnPostgres(dataSource: DataSource, jobId: string | null): Promise<void> {
  if (jobId === null) await dataSource.query('DELETE FROM bullmq.job');
  else await dataSource.query('DELETE FROM bullmq.job WHERE id = $1', [jobId]);
}
