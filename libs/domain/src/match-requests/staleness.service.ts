import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { defaultWeights } from '#matching';
import { areOldWeights, isOutdated } from './staleness.sql.js';

/** Which stored answers were computed on something that is no longer so. One query for any number of them. */
@Injectable()
export class StalenessService {
  constructor(private readonly dataSource: DataSource) {}

  /** Those of the company versions whose company shows something else now. */
  findOutdatedVersions(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.selectIds(
      `select version.id from company_version version where version.id = any($1) and ${isOutdated('version')}`,
      [ids],
    );
  }

  /**
   * Those of the match requests that would be answered on something else now: other weights, another version of the asking
   * company, or another profile of a company in one of their triples. Requests that are not done have no answer to be stale.
   */
  findStaleMatchRequests(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.selectIds(
      `select request.id from match_request request
       join company asking on asking.id = request.company_id
       left join forum on forum.id = request.forum_id
       where request.id = any($1) and request.state = 'done' and (
         ${areOldWeights('request.weights', '$2')}
         or asking.approved_version_id is distinct from request.company_version_id
         or exists (
           select 1 from triple
           join company_version version
             on version.id = any(array[triple.china_version_id, triple.developed_version_id, triple.developing_version_id])
           where triple.match_request_id = request.id and ${isOutdated('version')}
         )
       )`,
      [ids, defaultWeights.version],
    );
  }

  /** As `findStaleMatchRequests`, of the questions why two companies are absent. */
  findStaleAbsenceRequests(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.selectIds(
      `select request.id from absence_request request
       join match_request on match_request.id = request.match_request_id
       join company asking on asking.id = match_request.company_id
       left join forum on forum.id = match_request.forum_id
       where request.id = any($1) and request.state = 'done' and (
         ${areOldWeights('request.weights', '$2')}
         or exists (
           select 1 from company_version version
           where version.id = any(array[request.china_version_id, request.developed_version_id, request.developing_version_id])
             and (${isOutdated('version')} or (version.company_id = asking.id and version.id <> asking.approved_version_id))
         )
       )`,
      [ids, defaultWeights.version],
    );
  }

  private async selectIds(sql: string, parameters: unknown[]): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.query<{ id: string }[]>(sql, parameters);
    return new Set(rows.map(({ id }) => id));
  }
}
