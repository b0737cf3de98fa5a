import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { JobsService, Signals } from '#jobs';
import { defaultWeights, whatIsMissing, type ExplainedRanking, type ExplainedRankingQuestion } from '#matching';
import { isMemberOf, isStaffOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { Company, CompanyVersion } from '../companies/company.entity.js';
import { NotFound, requireNoFaults, requirePermission } from '../domain-error.js';
import { Forum, type ForumState } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { createOnce } from '../idempotency/create-once.js';
import { NotAvailable, refuseWrongState, type WrongState } from '../refusal.js';
import { afterCommit, inTransaction } from '../transaction.js';
import type { MatchCore } from './match-core.js';
import { MatchRequest, Triple, type MatchFilters } from './match-request.entity.js';
import { ProfileIncomplete, ProfileNotApproved } from './match-request.refusals.js';
import { faultsOfQuestion } from './match-request.rules.js';

export interface AskForMatches {
  companyId: string;
  /** Null: the whole directory, with default weights. */
  forumId: string | null;
  /** How many triples at most, 1 to 100. */
  count: number;
  filters: MatchFilters;
  idempotencyKey: string;
}

type AskRefusal = NotAvailable | ProfileNotApproved | ProfileIncomplete | WrongState;

/** States of a forum in which its companies may look for partners. */
const matchingStates: ForumState[] = ['matching', 'scheduling', 'published', 'running'];

/** The signal that says: look at this match request again. */
export const matchRequestTopic = (id: string): string => `match-requests.${id}`;

@Injectable()
export class MatchRequestsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly signals: Signals,
    private readonly audit: AuditService,
  ) {}

  /** Asks for a company's best triples; a job answers. */
  async ask(actor: Actor, input: AskForMatches): Promise<MatchRequest | AskRefusal> {
    requirePermission(isMemberOf(actor, input.companyId));
    return inTransaction(this.dataSource, (tx) =>
      createOnce<MatchRequest, AskRefusal>(
        tx,
        { accountId: actor.accountId, key: input.idempotencyKey, operation: 'requestMatches', input },
        async () => {
          const version = await this.readApprovedVersion(tx, input.companyId);
          if (!version) return new ProfileNotApproved();
          const needs = new Set(version.profile.needs.map(({ capability }) => capability));
          requireNoFaults(faultsOfQuestion(input.count, input.filters, needs));
          const refusal = (await this.refuseForum(tx, input)) ?? refuseIncomplete(version);
          if (refusal) return refusal;

          const request = await tx.save(
            tx.create(MatchRequest, {
              forumId: input.forumId,
              companyId: input.companyId,
              accountId: actor.accountId,
              wantedCount: input.count,
              filters: input.filters,
              weights: null,
              possibleCount: null,
              finishedAt: null,
            }),
          );
          await this.audit.record(tx, {
            accountId: actor.accountId,
            action: 'match-request.asked',
            subjectType: 'match_request',
            subjectId: request.id,
            forumId: input.forumId,
          });
          await this.jobs.enqueue(tx, 'run-match-request', { matchRequestId: request.id });
          return request;
        },
        (id) => tx.findOneByOrFail(MatchRequest, { id }),
      ),
    );
  }

  /** A request of one of the actor's companies, or at a forum of which the actor is staff. */
  async find(actor: Actor, id: string): Promise<MatchRequest> {
    const request = await this.dataSource.getRepository(MatchRequest).findOneBy({ id });
    const mayRead =
      request !== null &&
      (isMemberOf(actor, request.companyId) || (request.forumId !== null && isStaffOf(actor, request.forumId)));
    if (!mayRead) throw new NotFound('match request', id);
    return request;
  }

  /** A company's requests, newest first; at most `first` older than the cursor. */
  async list(
    actor: Actor,
    companyId: string,
    first: number,
    before?: { createdAt: Date; id: string },
  ): Promise<MatchRequest[]> {
    requirePermission(isMemberOf(actor, companyId));
    const query = this.dataSource
      .getRepository(MatchRequest)
      .createQueryBuilder('request')
      .where('request.companyId = :companyId', { companyId })
      .orderBy('request.createdAt', 'DESC')
      .addOrderBy('request.id', 'DESC')
      .take(first);
    if (before) query.andWhere('(request.createdAt, request.id) < (:createdAt, :id)', before);
    return query.getMany();
  }

  /** The triples of a request the actor was shown, by rank; at most `first` after rank `afterRank`. */
  async listTriples(request: MatchRequest, first: number, afterRank = 0): Promise<Triple[]> {
    return this.dataSource
      .getRepository(Triple)
      .createQueryBuilder('triple')
      .where('triple.matchRequestId = :id and triple.rank > :afterRank', { id: request.id, afterRank })
      .orderBy('triple.rank')
      .take(first)
      .getMany();
  }

  /** The request as it is now and after each change, for somebody who may read it. */
  async watch(actor: Actor, id: string): Promise<AsyncIterableIterator<MatchRequest>> {
    await this.find(actor, id);
    return this.signals.watch(matchRequestTopic(id), () => this.find(actor, id));
  }

  /** The job: computes and stores the answer, once. */
  async run(id: string, jobId: string, core: MatchCore, signal: AbortSignal): Promise<void> {
    const requests = this.dataSource.getRepository(MatchRequest);
    const request = await requests.findOneBy({ id });
    if (!request || request.state === 'done' || request.state === 'failed') return;
    await requests.update({ id }, { state: 'running', progress: 0 });
    this.signals.publish(matchRequestTopic(id));

    const forum =
      request.forumId === null
        ? null
        : await this.dataSource.getRepository(Forum).findOneByOrFail({ id: request.forumId });
    const weights = forum?.weights ?? defaultWeights;
    const { answer: ranking, versionIds } = await core.rankAndExplain(
      request.forumId,
      { company: request.companyId, k: request.wantedCount, weights, filters: filtersForMatching(request.filters) },
      { onProgress: (share) => void this.showProgress(id, share), signal },
    );

    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      if (ranking.triples.length > 0) await tx.insert(Triple, triplesOf(id, ranking, versionIds));
      await tx.update(
        MatchRequest,
        { id },
        { state: 'done', progress: 1, weights, possibleCount: ranking.counts.possible, finishedAt: () => 'now()' },
      );
      afterCommit(tx, () => this.signals.publish(matchRequestTopic(id)));
    });
  }

  /** The job's last word when it has failed for good. */
  async giveUp(tx: EntityManager, id: string): Promise<void> {
    await tx.update(MatchRequest, { id }, { state: 'failed', finishedAt: () => 'now()' });
    this.signals.publish(matchRequestTopic(id));
  }

  private async showProgress(id: string, share: number): Promise<void> {
    // A late report must not touch a request that is done meanwhile.
    await this.dataSource.getRepository(MatchRequest).update({ id, state: 'running' }, { progress: share });
    this.signals.publish(matchRequestTopic(id));
  }

  private async readApprovedVersion(tx: EntityManager, companyId: string): Promise<CompanyVersion | null> {
    const company = await tx.findOne(Company, { where: { id: companyId }, relations: { approvedVersion: true } });
    return company?.approvedVersion ?? null;
  }

  private async refuseForum(
    tx: EntityManager,
    { forumId, companyId }: AskForMatches,
  ): Promise<NotAvailable | WrongState | null> {
    if (forumId === null) return null;
    const isParticipant = await tx.existsBy(Participation, { forumId, companyId, state: 'approved' });
    if (!isParticipant) return new NotAvailable();
    const forum = await tx.findOneByOrFail(Forum, { id: forumId });
    return refuseWrongState(forum.state, matchingStates);
  }
}

function refuseIncomplete({ profile }: CompanyVersion): ProfileIncomplete | null {
  const missing = whatIsMissing(profile);
  return missing.length > 0 ? new ProfileIncomplete(missing) : null;
}

function filtersForMatching(filters: MatchFilters): ExplainedRankingQuestion['filters'] {
  const orAbsent = (values: string[]): string[] | undefined => (values.length > 0 ? values : undefined);
  return {
    hostCountries: orAbsent(filters.hostCountries),
    sectors: orAbsent(filters.sectors),
    needsCovered: orAbsent(filters.needsCovered),
    excludedCompanies: orAbsent(filters.excludedCompanyIds),
    minimumIndex: filters.minimumIndex ?? undefined,
  };
}

function triplesOf(
  matchRequestId: string,
  ranking: ExplainedRanking,
  versionIds: ReadonlyMap<string, string>,
): Partial<Triple>[] {
  return ranking.triples.map((triple) => ({
    matchRequestId,
    rank: triple.rank,
    chinaCompanyId: triple.china,
    developedCompanyId: triple.developed,
    developingCompanyId: triple.developing,
    chinaVersionId: versionIds.get(triple.china)!,
    developedVersionId: versionIds.get(triple.developed)!,
    developingVersionId: versionIds.get(triple.developing)!,
    score: triple.score,
    coverage: triple.coverage,
    reciprocity: triple.reciprocity,
    fit: triple.fit,
    index: triple.index,
    shares: [triple.shares.china, triple.shares.developed, triple.shares.developing],
    lines: triple.lines.map((line) => ({
      companyId: line.company,
      capability: line.capability,
      priority: line.priority,
      byCompanyId: line.by,
      strength: line.strength,
    })),
    fitFactors: [
      triple.fitFactors.chinaDeveloped,
      triple.fitFactors.chinaDeveloping,
      triple.fitFactors.developedDeveloping,
    ],
  }));
}
