import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Signals } from '#jobs';
import { isStaffOf, type Actor } from '../accounts/actor.js';
import { NotFound } from '../domain-error.js';
import { ForumRanking, RankedCompany, type ForumTriple } from './forum-ranking.entity.js';
import { forumRankingTopic, listStale, readDoneCounts, readRanking } from './forum-ranking.queries.js';

/** Where a ranked company stands in the list of its run. */
export interface RankedCompanyPlace {
  bestScore: number | null;
  companyId: string;
}

/** What the staff of a forum sees of its forum-wide runs; nobody else does. */
@Injectable()
export class ForumRankingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signals: Signals,
  ) {}

  /** @throws NotFound when there is none, and alike for everybody but the forum's staff */
  async find(actor: Actor, id: string): Promise<ForumRanking> {
    return readRanking(this.dataSource.manager, actor, id);
  }

  /** The run as it is now and after each change. */
  async watch(actor: Actor, id: string): Promise<AsyncIterableIterator<ForumRanking>> {
    await this.find(actor, id);
    return this.signals.watch(forumRankingTopic(id), () => this.find(actor, id));
  }

  /** A forum's runs, newest first; at most `first` older than the cursor. */
  async list(
    actor: Actor,
    forumId: string,
    first: number,
    before?: { createdAt: Date; id: string },
  ): Promise<ForumRanking[]> {
    if (!isStaffOf(actor, forumId)) throw new NotFound('forum', forumId);
    const query = this.dataSource
      .getRepository(ForumRanking)
      .createQueryBuilder('ranking')
      .where('ranking.forumId = :forumId', { forumId })
      .orderBy('ranking.createdAt', 'DESC')
      .addOrderBy('ranking.id', 'DESC')
      .take(first);
    if (before) query.andWhere('(ranking.createdAt, ranking.id) < (:createdAt, :id)', before);
    return query.getMany();
  }

  /** Share of the companies ranked, 0 to 1, of each run the actor was shown. One query. */
  async listProgress(rankings: readonly ForumRanking[]): Promise<number[]> {
    const ids = rankings.map(({ id }) => id);
    const doneCounts = await readDoneCounts(this.dataSource.manager, ids);
    return rankings.map(({ id, companyCount }) => (doneCounts.get(id) ?? 0) / companyCount);
  }

  /** Of each run the actor was shown, whether weights, participants or approved profiles have changed since. One query. */
  async listStaleness(rankings: readonly ForumRanking[]): Promise<boolean[]> {
    const ids = rankings.map(({ id }) => id);
    const stale = new Set(await listStale(this.dataSource.manager, ids));
    return ids.map((id) => stale.has(id));
  }

  /** The best triples of the whole forum of a run the actor was shown, by rank; at most `first` after rank `afterRank`. */
  async listTriples({ id }: ForumRanking, first: number, afterRank = 0): Promise<ForumTriple[]> {
    const { triples } = await this.dataSource
      .getRepository(ForumRanking)
      .findOneOrFail({ where: { id }, select: { id: true, triples: true } });
    return (triples ?? []).slice(afterRank, afterRank + first);
  }

  /** The companies of a run the actor was shown: best score first, those without a triple last, then by id. */
  async listCompanies({ id }: ForumRanking, first: number, after?: RankedCompanyPlace): Promise<RankedCompany[]> {
    const query = this.dataSource
      .getRepository(RankedCompany)
      .createQueryBuilder('ranked')
      .where('ranked.forumRankingId = :id', { id })
      .orderBy('ranked.bestScore', 'DESC', 'NULLS LAST')
      .addOrderBy('ranked.companyId')
      .take(first);
    if (after && after.bestScore === null) {
      query.andWhere('ranked.bestScore is null and ranked.companyId > :companyId', after);
    } else if (after) {
      query.andWhere(
        `(ranked.bestScore is null or ranked.bestScore < :bestScore
          or (ranked.bestScore = :bestScore and ranked.companyId > :companyId))`,
        after,
      );
    }
    return query.getMany();
  }

  /** A company of a run the actor was shown; null when it was not ranked. */
  findCompany({ id }: ForumRanking, companyId: string): Promise<RankedCompany | null> {
    return this.dataSource.getRepository(RankedCompany).findOneBy({ forumRankingId: id, companyId });
  }

  /** The lists of companies of runs that the actor was shown, in their order. One query. */
  async listTriplesOf(companies: readonly RankedCompany[]): Promise<ForumTriple[][]> {
    const rows = await this.dataSource.query<{ triples: ForumTriple[] }[]>(
      `select ranked.triples
         from unnest($1::uuid[], $2::uuid[]) with ordinality as asked (forum_ranking_id, company_id, number)
         join ranked_company ranked using (forum_ranking_id, company_id)
        order by asked.number`,
      [companies.map(({ forumRankingId }) => forumRankingId), companies.map(({ companyId }) => companyId)],
    );
    return rows.map(({ triples }) => triples);
  }
}
