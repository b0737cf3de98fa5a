import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { JobsService, Signals } from '#jobs';
import type { Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { requireNoFaults } from '../domain-error.js';
import type { Forum } from '../forums/forum.entity.js';
import { readForumToOrganize } from '../forums/forum.policy.js';
import { createOnce } from '../idempotency/create-once.js';
import { refuseWrongState, type WrongState } from '../refusal.js';
import { afterCommit, inTransaction } from '../transaction.js';
import { ForumRanking, ForumRankingShard } from './forum-ranking.entity.js';
import { endWithoutLists, forumRankingTopic, listMatchableParticipants, lockRanking } from './forum-ranking.queries.js';
import { RankingInProgress, type SidesWithoutCompany } from './forum-ranking.refusals.js';
import { countFaults, planShards, rankingStates, refuseMissingSides, unfinishedStates } from './forum-ranking.rules.js';

export interface StartForumRanking {
  forumId: string;
  /** How many triples at most for each company, and for the whole forum; 1 to 100. */
  count: number;
  idempotencyKey: string;
}

type StartRefusal = WrongState | RankingInProgress | SidesWithoutCompany;

/** Asking for forum-wide runs, and calling them off. */
@Injectable()
export class ForumRankingRunsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly signals: Signals,
    private readonly audit: AuditService,
  ) {}

  /** Asks for the best triples of every company of a forum; a flow of jobs finds them. A forum has one run at a time. */
  async start(actor: Actor, input: StartForumRanking): Promise<ForumRanking | StartRefusal> {
    const { forumId, idempotencyKey, count } = input;
    requireNoFaults(countFaults(count));
    const once = { accountId: actor.accountId, key: idempotencyKey, operation: 'startForumRanking', input };
    return inTransaction(this.dataSource, (tx) =>
      createOnce<ForumRanking, StartRefusal>(
        tx,
        once,
        async () => {
          // Its lock makes sure that of two that start a run, the second sees the first's.
          const forum = await readForumToOrganize(tx, actor, forumId);
          const refusal = refuseWrongState(forum.state, rankingStates);
          if (refusal) return refusal;
          const unfinished = await tx.findOneBy(ForumRanking, { forumId, state: In([...unfinishedStates]) });
          if (unfinished) return new RankingInProgress(unfinished.id);
          const companies = await listMatchableParticipants(tx, forumId);
          const missing = refuseMissingSides(companies);
          if (missing) return missing;

          const companyIds = companies.map(({ companyId }) => companyId);
          return this.create(tx, actor, forum, count, companyIds);
        },
        (id) => tx.findOneByOrFail(ForumRanking, { id }),
      ),
    );
  }

  /** Ends a run without lists, at once; the workers of its shards let go of them within about a second. */
  async cancel(actor: Actor, id: string, now: Date): Promise<ForumRanking | WrongState> {
    return inTransaction(this.dataSource, async (tx) => {
      const ranking = await lockRanking(tx, actor, id);
      const refusal = refuseWrongState<string>(ranking.state, unfinishedStates);
      if (refusal) return refusal;
      await endWithoutLists(tx, id, 'cancelled', now);
      await this.audit.record(tx, {
        accountId: actor.accountId,
        action: 'forum-ranking.cancelled',
        subjectType: 'forum_ranking',
        subjectId: id,
        forumId: ranking.forumId,
      });
      afterCommit(tx, () => this.signals.publish(forumRankingTopic(id)));
      return tx.findOneByOrFail(ForumRanking, { id });
    });
  }

  private async create(
    tx: EntityManager,
    actor: Actor,
    { id: forumId, weights }: Forum,
    wantedCount: number,
    companyIds: string[],
  ): Promise<ForumRanking> {
    const companyCount = companyIds.length;
    const ranking = await tx.save(
      tx.create(ForumRanking, {
        forumId,
        accountId: actor.accountId,
        wantedCount,
        weights,
        companyCount,
        startedAt: null,
        finishedAt: null,
      }),
    );
    const forumRankingId = ranking.id;
    const shards = await tx.save(
      planShards(companyIds).map((ids, index) =>
        tx.create(ForumRankingShard, {
          forumRankingId,
          forumId,
          number: index + 1,
          companyIds: ids,
          finishedAt: null,
        }),
      ),
    );
    await this.audit.record(tx, {
      accountId: actor.accountId,
      action: 'forum-ranking.started',
      subjectType: 'forum_ranking',
      subjectId: forumRankingId,
      forumId,
      after: { wantedCount, companyCount, weightsVersion: weights.version },
    });
    await this.jobs.enqueueFlow(
      tx,
      { name: 'join-forum-ranking', payload: { forumRankingId } },
      shards.map(({ id }) => ({ name: 'rank-forum-shard' as const, payload: { forumRankingShardId: id } })),
    );
    return ranking;
  }
}
