import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { JobsService, Signals } from '#jobs';
import { isMemberOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { requireNoFaults, requirePermission } from '../domain-error.js';
import { createOnce } from '../idempotency/create-once.js';
import type { NotAvailable, WrongState } from '../refusal.js';
import { progressTeller } from '../progress-teller.js';
import { afterCommit, inTransaction } from '../transaction.js';
import { readApprovedVersion, refuseAsking } from './asking-company.queries.js';
import type { MatchCore } from './match-core.js';
import { MatchRequest, Triple, type MatchFilters } from './match-request.entity.js';
import { readMatchRequest, readWeights } from './match-request.queries.js';
import { ProfileNotApproved, type ProfileIncomplete } from './match-request.refusals.js';
import { faultsOfQuestion } from './match-request.rules.js';
import { diversityOf, filtersForMatching, triplesOf } from './stored-answer.js';

export interface AskForMatches {
  companyId: string;
  /** Null: the whole directory, with default weights. */
  forumId: string | null;
  /** How many triples at most, 1 to 100. */
  count: number;
  /** In how many triples of the list another company may appear, from 1 to `count`; null: in any number. */
  maxAppearances: number | null;
  filters: MatchFilters;
  idempotencyKey: string;
}

type AskRefusal = NotAvailable | ProfileNotApproved | ProfileIncomplete | WrongState;

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
          const version = await readApprovedVersion(tx, input.companyId);
          if (!version) return new ProfileNotApproved();
          const needs = new Set(version.profile.needs.map(({ capability }) => capability));
          requireNoFaults(faultsOfQuestion(input, needs));
          const refusal = await refuseAsking(tx, input, version);
          if (refusal) return refusal;

          const request = await tx.save(
            tx.create(MatchRequest, {
              forumId: input.forumId,
              companyId: input.companyId,
              accountId: actor.accountId,
              wantedCount: input.count,
              maxAppearances: input.maxAppearances,
              filters: input.filters,
              companyVersionId: null,
              isIndexed: null,
              diversity: null,
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
    return readMatchRequest(this.dataSource.manager, actor, id);
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

    const { companyId, forumId, wantedCount, maxAppearances, filters } = request;
    const weights = await readWeights(this.dataSource.manager, forumId);
    const { answer: ranking, versionIds } = await core.rankAndExplain(
      forumId,
      {
        company: companyId,
        k: wantedCount,
        maxAppearances: maxAppearances ?? undefined,
        weights,
        filters: filtersForMatching(filters),
      },
      { onProgress: progressTeller((share) => this.showProgress(id, share)), signal },
    );

    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      if (ranking.triples.length > 0) await tx.insert(Triple, triplesOf(id, ranking, versionIds));
      await tx.update(
        MatchRequest,
        { id },
        {
          state: 'done',
          progress: 1,
          companyVersionId: versionIds.get(companyId)!,
          isIndexed: ranking.isIndexed,
          diversity: diversityOf(ranking),
          weights,
          possibleCount: ranking.counts.possible,
          finishedAt: () => 'now()',
        },
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
}
