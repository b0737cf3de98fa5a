import { Injectable, Logger } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { JobsService, Signals } from '#jobs';
import type { MatchCore } from '../match-requests/match-core.js';
import { progressTeller } from '../progress-teller.js';
import { afterCommit, inTransaction } from '../transaction.js';
import { ForumRanking, ForumRankingShard, RankedCompany } from './forum-ranking.entity.js';
import {
  endWithoutLists,
  forumRankingTopic,
  holdRunning,
  lockRankingToEnd,
  readLeadingLists,
  readNamedVersions,
} from './forum-ranking.queries.js';
import { isUnfinished, bestOfForum, toForumTriples } from './forum-ranking.rules.js';

/** The jobs of a forum-wide run: its shards, each the lists of some companies, and the one that joins them. */
@Injectable()
export class ForumRankingShardsService {
  private readonly logger = new Logger('ForumRankingShards');

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly signals: Signals,
  ) {}

  /** The job of a shard: finds the lists of its companies and stores them, once. */
  async rankShard(id: string, jobId: string, core: MatchCore, signal: AbortSignal): Promise<void> {
    const shard = await this.begin(id);
    if (!shard) return;
    const { forumRankingId, companyIds, forumId } = shard;
    const { wantedCount, weights } = shard.forumRanking!;

    const ending = new AbortController();
    const stopListening = this.hearEnd(forumRankingId, ending);
    try {
      const { answer, versionIds } = await core.rankEveryCompany(
        forumId,
        { companies: companyIds, k: wantedCount, weights },
        {
          onProgress: progressTeller((share) =>
            this.showProgress(shard, Math.floor(share * shard.companyIds.length), ending),
          ),
          signal: AbortSignal.any([signal, ending.signal]),
        },
      );
      const ranked = answer.map((company) => {
        const triples = toForumTriples(company, versionIds);
        return {
          forumRankingId,
          companyId: company.company,
          forumId,
          companyVersionId: versionIds.get(company.company)!,
          bestScore: triples[0]?.score ?? null,
          possibleCount: company.ranking.counts.possible,
          triples,
        };
      });
      await this.store(shard, jobId, ranked);
    } catch (error) {
      // Of the two reasons to abort, a shutdown puts the job back; when the run has ended, nothing is left to do.
      if (!ending.signal.aborted || signal.aborted) throw error;
    } finally {
      await stopListening();
    }
  }

  /** A shard's last word when it has failed for good. Without its companies the run is none, so the others may stop too. */
  async giveUpShard(tx: EntityManager, id: string): Promise<void> {
    const { forumRankingId } = await tx.findOneByOrFail(ForumRankingShard, { id });
    await this.giveUp(tx, forumRankingId);
  }

  /** The job that runs when every shard is finished or given up: finds the best triples of the whole forum, once. */
  async join(id: string, jobId: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      // Told in any case: when a shard was given up, its own signal may have come before its commit.
      afterCommit(tx, () => this.signals.publish(forumRankingTopic(id)));
      const { state, wantedCount } = await lockRankingToEnd(tx, id);
      if (!isUnfinished(state)) return;

      const finishedAt = (): string => 'now()';
      if (await tx.existsBy(ForumRankingShard, { forumRankingId: id, finishedAt: IsNull() })) {
        return endWithoutLists(tx, id, 'failed', finishedAt);
      }
      const triples = bestOfForum(await readLeadingLists(tx, id, wantedCount), wantedCount);
      const versionIds = await readNamedVersions(tx, id);
      await tx.update(ForumRanking, { id }, { state: 'done', triples, versionIds, finishedAt });
    });
  }

  /** The joining job's last word when it has failed for good. */
  async giveUp(tx: EntityManager, id: string): Promise<void> {
    await endWithoutLists(tx, id, 'failed', () => 'now()');
    this.signals.publish(forumRankingTopic(id));
  }

  /** The shard with its run, or null when there is nothing left to do. */
  private async begin(id: string): Promise<ForumRankingShard | null> {
    const shards = this.dataSource.getRepository(ForumRankingShard);
    const rankings = this.dataSource.getRepository(ForumRanking);
    const shard = await shards.findOneByOrFail({ id });
    const { forumRankingId } = shard;
    const begun = await rankings.update(
      { id: forumRankingId, state: 'queued' },
      { state: 'running', startedAt: () => 'now()' },
    );
    if (begun.affected === 1) this.signals.publish(forumRankingTopic(forumRankingId));
    const forumRanking = await rankings.findOneByOrFail({ id: forumRankingId });
    if (shard.finishedAt !== null || forumRanking.state !== 'running') return null;
    return Object.assign(shard, { forumRanking });
  }

  private async store(shard: ForumRankingShard, jobId: string, ranked: Partial<RankedCompany>[]): Promise<void> {
    const { id, forumRankingId, companyIds } = shard;
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      if (!(await holdRunning(tx, forumRankingId))) return;
      if (ranked.length > 0) await tx.insert(RankedCompany, ranked);
      const finishedAt = (): string => 'now()';
      await tx.update(ForumRankingShard, { id }, { doneCount: companyIds.length, finishedAt });
      afterCommit(tx, () => this.signals.publish(forumRankingTopic(forumRankingId)));
    });
  }

  /** Aborts as soon as the run has ended, however it did; call the result to stop listening. */
  private hearEnd(id: string, ending: AbortController): () => Promise<void> {
    const endings = this.signals.watch(forumRankingTopic(id), () => this.hasEnded(id));
    const listen = async (): Promise<void> => {
      for await (const hasEnded of endings) if (hasEnded) return ending.abort();
    };
    // Without signals every progress report still asks.
    const listening = listen().catch((error: unknown) => this.logger.warn(`Not listening to ${id}: ${String(error)}`));
    return async () => {
      await endings.return?.();
      await listening;
    };
  }

  private async hasEnded(id: string): Promise<boolean> {
    const { state } = await this.dataSource.getRepository(ForumRanking).findOneByOrFail({ id });
    return !isUnfinished(state);
  }

  private async showProgress(
    { id, forumRankingId }: ForumRankingShard,
    doneCount: number,
    ending: AbortController,
  ): Promise<void> {
    // A late report must not touch a shard that is finished meanwhile.
    await this.dataSource.getRepository(ForumRankingShard).update({ id, finishedAt: IsNull() }, { doneCount });
    if (await this.hasEnded(forumRankingId)) ending.abort();
    this.signals.publish(forumRankingTopic(forumRankingId));
  }
}
