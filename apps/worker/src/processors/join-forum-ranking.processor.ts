import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ForumRankingShardsService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';

@Injectable()
export class JoinForumRankingProcessor implements JobProcessor<'join-forum-ranking'> {
  readonly name = 'join-forum-ranking';

  constructor(private readonly shards: ForumRankingShardsService) {}

  run({ forumRankingId }: JobPayloads['join-forum-ranking'], { jobId }: JobRun): Promise<void> {
    return this.shards.join(forumRankingId, jobId);
  }

  giveUp(tx: EntityManager, { forumRankingId }: JobPayloads['join-forum-ranking']): Promise<void> {
    return this.shards.giveUp(tx, forumRankingId);
  }
}
