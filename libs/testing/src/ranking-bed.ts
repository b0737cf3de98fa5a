import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import {
  Company,
  CompanyVersion,
  ForumRankingRunsService,
  ForumRankingShardsService,
  ForumRankingsService,
  Participation,
  StandingsService,
  type Actor,
  type Forum,
  type ForumRanking,
  type MatchCore,
  type Profile,
} from '#domain';
import { JobsService, OutboxJob, type Signals } from '#jobs';
import { sides } from '#matching';
import { actorOf, insertAccount, insertForum, makeProfile } from './builders.js';
import { matchCore } from './match-core.js';
import { testAudit } from './test-audit.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { openTestSignals } from './test-signals.js';

/** A forum in matching with its organizer and its companies, as many of each side. */
export interface RankedForum {
  forum: Forum;
  organizer: Actor;
  companies: Company[];
}

const strengths = [0.4, 0.6, 0.8, 1];
const priorities = [0.3, 0.6, 1];

/** Profiles that complement each other more or less well, some of them equally. */
export function variedProfile(side: Profile['side'], number: number): Partial<Profile> {
  const strength = (shift: number): number => strengths[(number + shift) % strengths.length]!;
  const priority = (shift: number): number => priorities[(number + shift) % priorities.length]!;
  const capabilities = ['P01', 'E01', 'Q01', 'L02', 'M02', 'F01'];
  const start = { CHINA: 0, DEVELOPED: 2, DEVELOPING: 4 }[side!] + (number % 2);
  const capability = (at: number): string => capabilities[(start + at) % capabilities.length]!;
  return {
    side,
    country: { CHINA: 'CN', DEVELOPED: 'IT', DEVELOPING: 'KE' }[side!],
    markets: number % 3 === 0 ? ['any'] : ['KE'],
    size: number % 5,
    offers: [0, 1].map((at) => ({ capability: capability(at), strength: strength(at) })),
    needs: [2, 3, 4].map((at) => ({ capability: capability(at), priority: priority(at) })),
  };
}

/** Many companies with approved profiles that take part in a forum, by one statement for each kind of row. */
export function insertParticipants(
  dataSource: DataSource,
  forum: Forum,
  profiles: readonly Partial<Profile>[],
): Promise<Company[]> {
  return dataSource.transaction(async (tx) => {
    const companies = profiles.map((given) =>
      tx.create(Company, {
        id: randomUUID(),
        profile: makeProfile(given),
        state: 'approved',
        approvedVersionId: randomUUID(),
      }),
    );
    await tx.insert(Company, companies);
    await tx.insert(
      CompanyVersion,
      companies.map(({ id, profile, approvedVersionId }) => ({
        id: approvedVersionId!,
        companyId: id,
        number: 1,
        profile,
      })),
    );
    await tx.insert(
      Participation,
      companies.map(({ id }) => ({ forumId: forum.id, companyId: id, state: 'approved' as const })),
    );
    return companies;
  });
}

/** Everything that makes forum-wide runs, on a database of its own. */
export class RankingBed {
  readonly now = new Date('2027-05-01T00:00Z');
  readonly runs: ForumRankingRunsService;
  readonly shards: ForumRankingShardsService;
  readonly rankings: ForumRankingsService;
  readonly standings: StandingsService;
  readonly core: MatchCore;

  private constructor(
    readonly database: TestDatabase,
    readonly signals: Signals,
  ) {
    const { dataSource } = database;
    const jobs = new JobsService();
    this.runs = new ForumRankingRunsService(dataSource, jobs, signals, testAudit);
    this.shards = new ForumRankingShardsService(dataSource, jobs, signals);
    this.rankings = new ForumRankingsService(dataSource, signals);
    this.standings = new StandingsService(dataSource);
    this.core = matchCore(dataSource);
  }

  static async open(): Promise<RankingBed> {
    const database = await createTestDatabase();
    return new RankingBed(database, openTestSignals(database));
  }

  async close(): Promise<void> {
    await this.signals.close();
    await this.database.close();
  }

  async insertForum(perSide: number): Promise<RankedForum> {
    const { dataSource } = this.database;
    const forum = await insertForum(dataSource, { state: 'matching' });
    const organizer = actorOf(await insertAccount(dataSource), { forums: [[forum, 'organizer']] });
    const profiles = sides.flatMap((side) =>
      Array.from({ length: perSide }, (_, number) => variedProfile(side, number)),
    );
    const companies = await insertParticipants(dataSource, forum, profiles);
    return { forum, organizer, companies };
  }

  /** A company that takes part. */
  async addCompany(forum: Forum, profile: Partial<Profile>): Promise<Company> {
    const [company] = await insertParticipants(this.database.dataSource, forum, [profile]);
    return company!;
  }

  /** Asks for a run. */
  start({ forum, organizer }: RankedForum, count = 5): Promise<ForumRanking> {
    const asked = this.runs.start(organizer, { forumId: forum.id, count, idempotencyKey: randomUUID() });
    return asked as Promise<ForumRanking>;
  }

  /** The jobs of the shards, by number. */
  shardJobsOf({ id }: ForumRanking): Promise<OutboxJob[]> {
    return this.database.dataSource
      .getRepository(OutboxJob)
      .createQueryBuilder('job')
      .innerJoin(
        'forum_ranking_shard',
        'shard',
        `shard.id::text = job.payload ->> 'forumRankingShardId' and shard.forum_ranking_id = :id`,
        { id },
      )
      .orderBy('shard.number')
      .getMany();
  }

  /** Runs the job of a shard, here and now. */
  async rankShard(job: OutboxJob, core = this.core, signal = new AbortController().signal): Promise<void> {
    await this.shards.rankShard(shardOf(job), job.id, core, signal);
  }

  /** What the queue does when a shard has failed too often. */
  async giveUpShard(job: OutboxJob): Promise<void> {
    await this.database.dataSource.transaction((tx) => this.shards.giveUpShard(tx, shardOf(job)));
  }

  /** Runs the job that joins the shards, here and now. */
  async joinShards({ id }: ForumRanking): Promise<void> {
    const job = await this.database.dataSource
      .getRepository(OutboxJob)
      .createQueryBuilder('job')
      .where(`job.payload ->> 'forumRankingId' = :id`, { id })
      .getOneOrFail();
    await this.shards.join(id, job.id);
  }

  /** Runs all jobs of a run, here and now. */
  async finish(ranking: ForumRanking): Promise<void> {
    for (const job of await this.shardJobsOf(ranking)) await this.rankShard(job);
    await this.joinShards(ranking);
  }

  /** A run with all its jobs done. */
  async makeRanking(here: RankedForum, count = 5): Promise<ForumRanking> {
    const ranking = await this.start(here, count);
    await this.finish(ranking);
    return this.rankings.find(here.organizer, ranking.id);
  }
}

const shardOf = ({ payload }: OutboxJob): string => (payload as { forumRankingShardId: string }).forumRankingShardId;
