import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan, type EntityManager } from 'typeorm';
import { isMemberOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { isPublic } from '../companies/company.policy.js';
import { Company } from '../companies/company.entity.js';
import { requireNoFaults, requirePermission } from '../domain-error.js';
import { readForum } from '../forums/forum.policy.js';
import { participationOpenStates } from '../forums/forum.rules.js';
import { Participation } from '../forums/participation.entity.js';
import { NotAvailable, refuseWrongState, type WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { MeetingRequestDeparturesService } from './meeting-request-departures.service.js';
import { Preference, type PreferenceValue } from './preference.entity.js';

export interface PreferenceKey {
  forumId: string;
  /** The actor's. */
  companyId: string;
  otherCompanyId: string;
}

/**
 * What a company privately thinks of meeting others. Only its own members ever read it, and everything that follows from a
 * *never* looks to the others like something else: a request declined or left without a reason, an id that does not exist.
 */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly departures: MeetingRequestDeparturesService,
  ) {}

  /**
   * Sets what a company thinks of another; the last word counts, so there is no version to name. *Never* takes it out of every
   * meeting request that both are parties of, and cancels the meetings that are still ahead.
   */
  async set(
    actor: Actor,
    input: PreferenceKey & { value: PreferenceValue },
    now: Date,
  ): Promise<Preference | NotAvailable | WrongState> {
    const { forumId, companyId, otherCompanyId, value } = input;
    requirePermission(isMemberOf(actor, companyId));
    requireNoFaults(companyId === otherCompanyId ? [{ field: 'otherCompanyId', allowed: 'another company' }] : []);
    return inTransaction(this.dataSource, async (tx) => {
      const forum = await readForum(tx, actor, forumId, 'none');
      const refusal = refuseWrongState(forum.state, participationOpenStates);
      if (refusal) return refusal;
      const own = await tx.existsBy(Participation, { forumId, companyId, state: In(['applied', 'approved']) });
      // Whether the other takes part is not looked at: the answer would tell.
      const other = await tx.findOneBy(Company, { id: otherCompanyId });
      if (!own || !other || !isPublic(other)) return new NotAvailable();

      const key = { forumId, companyId, otherCompanyId };
      if (value === 'never') await this.departures.leaveAllShared(tx, actor, key, now);
      await tx.upsert(Preference, { ...key, value, updatedAt: now }, ['forumId', 'companyId', 'otherCompanyId']);
      await this.record(tx, actor, companyId, 'preference.set');
      return tx.findOneByOrFail(Preference, key);
    });
  }

  /** Takes back what was said; what followed from it stays. */
  async clear(actor: Actor, { forumId, companyId, otherCompanyId }: PreferenceKey): Promise<void> {
    requirePermission(isMemberOf(actor, companyId));
    await inTransaction(this.dataSource, async (tx) => {
      await readForum(tx, actor, forumId, 'none');
      const { affected } = await tx.delete(Preference, { forumId, companyId, otherCompanyId });
      if (affected) await this.record(tx, actor, companyId, 'preference.cleared');
    });
  }

  /** What a company has said, in order of the other's id; at most `first` after it. For its own members alone. */
  async list(
    actor: Actor,
    { forumId, companyId }: Pick<PreferenceKey, 'forumId' | 'companyId'>,
    first: number,
    afterCompanyId?: string,
  ): Promise<Preference[]> {
    requirePermission(isMemberOf(actor, companyId));
    await readForum(this.dataSource.manager, actor, forumId, 'none');
    const after = afterCompanyId === undefined ? {} : { otherCompanyId: MoreThan(afterCompanyId) };
    return this.dataSource
      .getRepository(Preference)
      .find({ where: { forumId, companyId, ...after }, order: { otherCompanyId: 'ASC' }, take: first });
  }

  /** Tells that a company has said something, and not of whom or what, nor at which forum: its staff reads the audit. */
  private record(tx: EntityManager, actor: Actor, companyId: string, action: string): Promise<void> {
    return this.audit.record(tx, {
      accountId: actor.accountId,
      action,
      subjectType: 'company',
      subjectId: companyId,
    });
  }
}
