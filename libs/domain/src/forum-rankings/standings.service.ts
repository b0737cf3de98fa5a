import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How a score compares with what the companies of a forum can reach, by its latest forum-wide run that is done. */
export interface Standing {
  /** Share of the ranked companies whose own best triple scores lower, 0 to 1; one without a triple counts as lower than any. */
  lowerShare: number;
  /** How many companies were ranked. */
  companyCount: number;
  /** When the run was done. */
  rankedAt: Date;
  /** Name of the weights of the run. */
  weightsVersion: string;
}

interface StandingRow {
  lower: number;
  companyCount: number;
  rankedAt: Date;
  weightsVersion: string;
}

/** Tells where a score stands. It names no company, so whoever sees a triple of a forum may see its standing. */
@Injectable()
export class StandingsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The standings of scores at a forum, in their order; null when no run of it is done. One query, O(scores · companies).
   *
   * @param scores 0 to 100, unrounded
   */
  async readStandings(forumId: string, scores: readonly number[]): Promise<Standing[] | null> {
    const rows = await this.dataSource.query<StandingRow[]>(
      `with latest as (
         select id, finished_at, weights ->> 'version' as weights_version
           from forum_ranking where forum_id = $1 and state = 'done' order by created_at desc, id desc limit 1)
       select count(*) filter (where best_score is null or best_score < asked.score)::integer as "lower",
              count(*)::integer as "companyCount", finished_at as "rankedAt", weights_version as "weightsVersion"
         from latest
         join ranked_company on ranked_company.forum_ranking_id = latest.id
        cross join unnest($2::double precision[]) with ordinality as asked (score, number)
        group by asked.number, finished_at, weights_version
        order by asked.number`,
      [forumId, scores],
    );
    if (rows.length === 0) return null;
    return rows.map(({ lower, ...run }) => ({ lowerShare: lower / run.companyCount, ...run }));
  }
}
