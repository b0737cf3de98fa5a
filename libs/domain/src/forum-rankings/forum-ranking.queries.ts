import { In, type EntityManager } from 'typeorm';
import type { Side } from '#matching';
import { isOrganizerOf, isStaffOf, type Actor } from '../accounts/actor.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { ForumRanking, RankedCompany, type ForumTriple } from './forum-ranking.entity.js';
import { unfinishedStates } from './forum-ranking.rules.js';

/** The signal that says: look at this forum-wide run again. */
export const forumRankingTopic = (id: string): string => `forum-rankings.${id}`;

/**
 * A run, for the staff of its forum only.
 *
 * @throws NotFound when there is none, and alike for everybody else
 */
export async function readRanking(tx: EntityManager, actor: Actor, id: string): Promise<ForumRanking> {
  const ranking = await tx.findOneBy(ForumRanking, { id });
  if (!ranking || !isStaffOf(actor, ranking.forumId)) throw new NotFound('forum ranking', id);
  return ranking;
}

/**
 * The same, locked until the transaction ends, for an organizer who changes it.
 *
 * @throws NotFound as `readRanking`, NotAllowed for an assistant
 */
export async function lockRanking(tx: EntityManager, actor: Actor, id: string): Promise<ForumRanking> {
  const { forumId } = await readRanking(tx, actor, id);
  requirePermission(isOrganizerOf(actor, forumId));
  return lockRankingToEnd(tx, id);
}

/** Locked against whoever ends it or stores lists of it. */
export function lockRankingToEnd(tx: EntityManager, id: string): Promise<ForumRanking> {
  return tx.findOneOrFail(ForumRanking, { where: { id }, lock: { mode: 'for_no_key_update' } });
}

/** Whether a run goes on, and goes on until the transaction ends; shards that store their lists do not wait for each other. */
export async function holdRunning(tx: EntityManager, id: string): Promise<boolean> {
  const { state } = await tx.findOneOrFail(ForumRanking, { where: { id }, lock: { mode: 'pessimistic_read' } });
  return state === 'running';
}

/** Ends a run that came to nothing: a list of some companies alone would be taken for the list of all. */
export async function endWithoutLists(
  tx: EntityManager,
  id: string,
  state: 'cancelled' | 'failed',
  finishedAt: Date | (() => string),
): Promise<void> {
  const ended = await tx.update(ForumRanking, { id, state: In([...unfinishedStates]) }, { state, finishedAt });
  if (ended.affected === 1) await tx.delete(RankedCompany, { forumRankingId: id });
}

/**
 * Approved participants of a forum that can be matched, as rows of company, version and side. The same companies as
 * `readMatchPool` and `whatIsMissing` leave, without reading their profiles.
 *
 * @param forum an expression for the forum's id
 */
const matchableParticipants = (forum: string): string => `
  select version.company_id, version.id as version_id, version.side
    from participation
    join company on company.id = participation.company_id and company.archived_at is null
    join company_version version on version.id = company.approved_version_id
   where participation.forum_id = ${forum} and participation.state = 'approved' and version.side is not null
     and jsonb_array_length(version.offers) > 0 and jsonb_array_length(version.needs) > 0`;

export function listMatchableParticipants(
  tx: EntityManager,
  forumId: string,
): Promise<{ companyId: string; side: Side }[]> {
  return tx.query(`select company_id as "companyId", side from (${matchableParticipants('$1')}) matchable`, [forumId]);
}

/** Which of these runs are done by other weights or on other profiles than a run would be done now. */
export async function listStale(tx: EntityManager, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select ranking.id
       from forum_ranking ranking
       join forum on forum.id = ranking.forum_id
      where ranking.id = any($1) and ranking.state = 'done'
        and (ranking.weights ->> 'version' <> forum.weights ->> 'version'
          or exists (select unnest(ranking.version_ids)
                     except select version_id from (${matchableParticipants('forum.id')}) present)
          or exists (select version_id from (${matchableParticipants('forum.id')}) present
                     except select unnest(ranking.version_ids)))`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** Companies ranked so far, by run; runs without any are left out. */
export async function readDoneCounts(tx: EntityManager, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: string; done: number }[]>(
    `select forum_ranking_id as id, sum(done_count)::integer as done
       from forum_ranking_shard where forum_ranking_id = any($1) group by forum_ranking_id`,
    [ids],
  );
  return new Map(rows.map(({ id, done }) => [id, done]));
}

/**
 * The lists of Chinese companies among which the `k` best triples of the forum are: those whose own best ranks highest. Every
 * other list begins behind the heads of these `k`, in the very order of triples: by score, then by the Chinese company's id.
 */
export async function readLeadingLists(tx: EntityManager, id: string, k: number): Promise<ForumTriple[][]> {
  const rows = await tx.query<{ triples: ForumTriple[] }[]>(
    `select triples from ranked_company
      where forum_ranking_id = $1 and triples -> 0 ->> 'china' = company_id::text
      order by best_score desc, company_id limit $2`,
    [id, k],
  );
  return rows.map(({ triples }) => triples);
}

/** Every version that a run ranked or names in a list. */
export async function readNamedVersions(tx: EntityManager, id: string): Promise<string[]> {
  const [row] = await tx.query<{ ids: string[] }[]>(
    `select coalesce(array_agg(version_id), '{}') as ids from (
       select company_version_id as version_id from ranked_company where forum_ranking_id = $1
       union
       select named.value::uuid from ranked_company, jsonb_array_elements(triples) triple,
              jsonb_each_text(triple -> 'versionIds') named
        where forum_ranking_id = $1) named_version`,
    [id],
  );
  return row!.ids;
}
