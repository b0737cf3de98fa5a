import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ForumRankingShardsService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';
import { ComputeThreads } from '../threads/compute-threads.js';

@Injectable()
export class RankForumShardProcessor implements JobProcessor<'rank-forum-shard'> {
  readonly name = 'rank-forum-shard';

  constructor(
    private readonly shards: ForumRankingShardsService,
    private readonly threads: ComputeThreads,
  ) {}

  run({ forumRankingShardId }: JobPayloads['rank-forum-shard'], { jobId, signal }: JobRun): Promise<void> {
    return this.shards.rankShard(forumRankingShardId, jobId, this.threads.match, signal);
  }

  giveUp(tx: EntityManager, { forumRankingShardId }: JobPayloads['rank-forum-shard']): Promise<void> {
    return this.shards.giveUpShard(tx, forumRankingShardId);
  }
}
