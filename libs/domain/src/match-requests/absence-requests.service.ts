import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { JobsService, Signals } from '#jobs';
import { isMemberOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { BadInput, NotFound, requirePermission } from '../domain-error.js';
import { createOnce } from '../idempotency/create-once.js';
import { refuseWrongState, type NotAvailable, type WrongState } from '../refusal.js';
import { progressTeller } from '../progress-teller.js';
import { afterCommit, inTransaction } from '../transaction.js';
import { AbsenceRequest } from './absence-request.entity.js';
import { readApprovedVersion, refuseAsking } from './asking-company.queries.js';
import { readExpectedCompanies } from './expected-companies.queries.js';
import { refuseExpected } from './expected-companies.rules.js';
import type { MatchCore } from './match-core.js';
import type { MatchRequest } from './match-request.entity.js';
import { ProfileNotApproved, type ProfileIncomplete, type WrongSides } from './match-request.refusals.js';
import { mayReadMatchRequest, readMatchRequest, readWeights } from './match-request.queries.js';
import { absenceOf, filtersForMatching } from './stored-answer.js';

export interface ExplainAbsence {
  matchRequestId: string;
  /** The two that were expected, in any order. */
  companyIds: [string, string];
  idempotencyKey: string;
}

type ExplainAbsenceRefusal = NotAvailable | WrongSides | WrongState | ProfileNotApproved | ProfileIncomplete;

/** The signal that says: look at this absence request again. */
export const absenceRequestTopic = (id: string): string => `absence-requests.${id}`;

/**
 * "Why not these two?" about the list of a match request, answered on the companies and weights of the moment.
 *
 * Where a company of the three keeps the reason private, the answer is that of an id that does not exist: at the door, and
 * again when the job comes to it.
 */
@Injectable()
export class AbsenceRequestsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly signals: Signals,
    private readonly audit: AuditService,
  ) {}

  /**
   * Asks why two companies are not in the list of a match request of one of the actor's companies; a job answers.
   *
   * @throws BadInput when a filter of the list names a need that the company has given up since
   */
  async ask(actor: Actor, input: ExplainAbsence): Promise<AbsenceRequest | ExplainAbsenceRefusal> {
    const matchRequest = await readMatchRequest(this.dataSource.manager, actor, input.matchRequestId);
    requirePermission(isMemberOf(actor, matchRequest.companyId));
    return inTransaction(this.dataSource, (tx) =>
      createOnce<AbsenceRequest, ExplainAbsenceRefusal>(
        tx,
        { accountId: actor.accountId, key: input.idempotencyKey, operation: 'explainAbsence', input },
        async () => {
          const refusal = await this.refuse(tx, matchRequest, input.companyIds);
          if (refusal) return refusal;

          const request = await tx.save(
            tx.create(AbsenceRequest, {
              matchRequestId: matchRequest.id,
              accountId: actor.accountId,
              expectedCompanyIds: input.companyIds,
              weights: null,
              absence: null,
              chinaVersionId: null,
              developedVersionId: null,
              developingVersionId: null,
              finishedAt: null,
            }),
          );
          await this.audit.record(tx, {
            accountId: actor.accountId,
            action: 'absence-request.asked',
            subjectType: 'absence_request',
            subjectId: request.id,
            forumId: matchRequest.forumId,
          });
          await this.jobs.enqueue(tx, 'explain-absence', { absenceRequestId: request.id });
          return request;
        },
        (id) => tx.findOneByOrFail(AbsenceRequest, { id }),
      ),
    );
  }

  /** The question about a match request that the actor may read. */
  async find(actor: Actor, id: string): Promise<AbsenceRequest> {
    const request = await this.dataSource
      .getRepository(AbsenceRequest)
      .findOne({ where: { id }, relations: { matchRequest: true } });
    if (!request || !mayReadMatchRequest(actor, request.matchRequest!)) throw new NotFound('absence request', id);
    return request;
  }

  /** The question as it is now and after each change, for somebody who may read it. */
  async watch(actor: Actor, id: string): Promise<AsyncIterableIterator<AbsenceRequest>> {
    await this.find(actor, id);
    return this.signals.watch(absenceRequestTopic(id), () => this.find(actor, id));
  }

  /** The job: answers, once. Ends as not available when one of the three has closed the triple, or left, since it was asked. */
  async run(id: string, jobId: string, core: MatchCore, signal: AbortSignal): Promise<void> {
    const requests = this.dataSource.getRepository(AbsenceRequest);
    const request = await requests.findOne({ where: { id }, relations: { matchRequest: true } });
    if (!request || !['queued', 'running'].includes(request.state)) return;
    const { companyId, forumId, wantedCount, filters } = request.matchRequest!;
    await requests.update({ id }, { state: 'running', progress: 0 });
    this.signals.publish(absenceRequestTopic(id));

    const [first, second] = request.expectedCompanyIds;
    const asking = { companyId, forumId };
    const { manager } = this.dataSource;
    const weights = await readWeights(manager, forumId);
    // Before anything is computed, so that how far the work came tells nothing either.
    const refusal = refuseExpected(await readExpectedCompanies(manager, asking, request.expectedCompanyIds));
    const answered = refusal
      ? null
      : await core.explainAbsence(
          forumId,
          {
            company: companyId,
            expected: [first!, second!],
            k: wantedCount,
            weights,
            filters: filtersForMatching(filters),
          },
          { onProgress: progressTeller((share) => this.showProgress(id, share)), signal },
        );

    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      const end = { progress: 1, finishedAt: () => 'now()' };
      const found = answered?.answer ?? null;
      if (found === null) {
        await tx.update(AbsenceRequest, { id }, { ...end, state: 'not_available' });
      } else {
        const { china, developed, developing } = found.members;
        await tx.update(
          AbsenceRequest,
          { id },
          {
            ...end,
            state: 'done',
            weights,
            absence: absenceOf(found),
            chinaVersionId: answered!.versionIds.get(china)!,
            developedVersionId: answered!.versionIds.get(developed)!,
            developingVersionId: answered!.versionIds.get(developing)!,
          },
        );
      }
      afterCommit(tx, () => this.signals.publish(absenceRequestTopic(id)));
    });
  }

  /** The job's last word when it has failed for good. */
  async giveUp(tx: EntityManager, id: string): Promise<void> {
    await tx.update(AbsenceRequest, { id }, { state: 'failed', finishedAt: () => 'now()' });
    this.signals.publish(absenceRequestTopic(id));
  }

  private async showProgress(id: string, share: number): Promise<void> {
    // A late report must not touch a request that is done meanwhile.
    await this.dataSource.getRepository(AbsenceRequest).update({ id, state: 'running' }, { progress: share });
    this.signals.publish(absenceRequestTopic(id));
  }

  /** What does not depend on the two expected companies comes first: it is the same for every id. */
  private async refuse(
    tx: EntityManager,
    { companyId, forumId, state, filters }: MatchRequest,
    expectedIds: readonly string[],
  ): Promise<ExplainAbsenceRefusal | null> {
    const version = await readApprovedVersion(tx, companyId);
    if (!version) return new ProfileNotApproved();
    const needs = new Set(version.profile.needs.map(({ capability }) => capability));
    if (!filters.needsCovered.every((capability) => needs.has(capability))) {
      const allowed = 'a request whose filters name needs that the company still has; ask for matches again';
      throw new BadInput([{ field: 'matchRequestId', allowed }]);
    }
    const asking = { companyId, forumId };
    return (
      (await refuseAsking(tx, asking, version)) ??
      refuseWrongState(state, ['done'] as const) ??
      refuseExpected(await readExpectedCompanies(tx, asking, expectedIds))
    );
  }
}
