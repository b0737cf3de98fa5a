import { Injectable } from '@nestjs/common';
import { sides } from '#matching';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../accounts/actor.js';
import { AuditService, type Act } from '../audit/audit.service.js';
import { BadInput, requirePermission } from '../domain-error.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import type { NotificationKind } from '../notifications/notification-kinds.js';
import { refuseWrongState, type EditConflict, type WrongState } from '../refusal.js';
import { sideOfCountry } from '../taxonomy/index.js';
import { inTransaction } from '../transaction.js';
import { Company } from './company.entity.js';
import { mayConfirmOffers } from './company.policy.js';
import { lockCompany, refuseChange } from './company.queries.js';
import { publishVersion, readApproved } from './company-versions.js';
import type { Profile } from './profile.js';
import { visibleProfile, waitsForReview, withConfirmedOffer } from './profile.rules.js';
import { requireReason } from './reason.js';

type Decided = Company | EditConflict | WrongState;

/** What administrators and organizers decide about profiles. */
@Injectable()
export class CompanyReviewsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
  ) {}

  /** An administrator approves a submitted profile, the first one or changes to one. */
  async approve(actor: Actor, id: string, expectedVersion: number): Promise<Decided> {
    return inTransaction(this.dataSource, async (tx) => {
      requirePermission(actor.isAdministrator);
      const company = await lockCompany(tx, actor, id);
      return refuseChange(company, expectedVersion) ?? (await this.approveLocked(tx, actor, company));
    });
  }

  /**
   * Approves, for an organizer, a submitted profile that was never approved, within the transaction that approves its
   * participation. The caller has checked that the actor is organizer of the forum to which the company applied.
   *
   * @returns null when there is nothing to do, since the profile has been approved before
   */
  async approveFirst(tx: EntityManager, actor: Actor, companyId: string): Promise<Decided | null> {
    const company = await tx.findOneOrFail(Company, { where: { id: companyId }, lock: { mode: 'pessimistic_write' } });
    if (company.approvedVersionId !== null) return null;
    return refuseChange(company, company.version) ?? this.approveLocked(tx, actor, company);
  }

  /** An administrator returns a submitted profile; what was approved before stays visible. */
  async return(actor: Actor, id: string, reason: string, expectedVersion: number): Promise<Decided> {
    requireReason(reason);
    return inTransaction(this.dataSource, async (tx) => {
      requirePermission(actor.isAdministrator);
      const company = await lockCompany(tx, actor, id);
      const refusal = refuseChange(company, expectedVersion) ?? refuseWrongState(company.state, ['submitted']);
      if (refusal) return refusal;

      company.state = 'returned';
      company.stateReason = reason;
      await tx.save(company);
      await this.record(tx, actor, 'company.returned', id, { personal: { reason } });
      await this.tell(tx, company, 'company.returned', { reason });
      return company;
    });
  }

  /**
   * An administrator gives a company another side than its country's, or with null takes that back. Takes effect at once,
   * whatever else of the profile waits for review.
   */
  async overrideSide(
    actor: Actor,
    id: string,
    side: Profile['side'],
    reason: string,
    expectedVersion: number,
  ): Promise<Decided> {
    requireReason(reason);
    if (side !== null && !sides.includes(side)) throw new BadInput([{ field: 'side', allowed: sides.join(', ') }]);
    return inTransaction(this.dataSource, async (tx) => {
      requirePermission(actor.isAdministrator);
      const company = await lockCompany(tx, actor, id);
      const refusal = refuseChange(company, expectedVersion);
      if (refusal) return refusal;

      const before = { side: company.profile.side };
      company.sideOverride = side;
      company.sideOverrideReason = side === null ? null : reason;
      await this.decide(tx, company, (profile) => ({ ...profile, side: side ?? sideOfCountry(profile.country) }));
      await this.record(tx, actor, 'company.side-overridden', id, { before, after: { side }, personal: { reason } });
      return company;
    });
  }

  /** An administrator or organizer says that an offer is true: from then on it stands at 1.00. Takes effect at once. */
  async confirmOffer(actor: Actor, id: string, capability: string, expectedVersion: number): Promise<Decided> {
    return inTransaction(this.dataSource, async (tx) => {
      requirePermission(mayConfirmOffers(actor));
      const company = await lockCompany(tx, actor, id);
      if (!company.profile.offers.some((offer) => offer.capability === capability)) {
        throw new BadInput([{ field: 'capability', allowed: 'a capability that the company offers' }]);
      }
      const refusal = refuseChange(company, expectedVersion);
      if (refusal) return refusal;

      await this.decide(tx, company, (profile) => withConfirmedOffer(profile, capability));
      await this.record(tx, actor, 'company.offer-confirmed', id, { after: { capability } });
      return company;
    });
  }

  private async approveLocked(tx: EntityManager, actor: Actor, company: Company): Promise<Company | WrongState> {
    const refusal = refuseWrongState(company.state, ['submitted']);
    if (refusal) return refusal;

    const version = await publishVersion(tx, company, company.profile);
    company.state = 'approved';
    company.stateReason = null;
    await tx.save(company);
    await this.record(tx, actor, 'company.approved', company.id, { after: { versionId: version.id } });
    await this.tell(tx, company, 'company.approved', {});
    return company;
  }

  /** Applies a decision to the profile as edited and, where there is one, to the approved version. */
  private async decide(tx: EntityManager, company: Company, decision: (profile: Profile) => Profile): Promise<void> {
    const approved = await readApproved(tx, company);
    company.profile = decision(company.profile);
    if (approved) {
      const decided = decision(approved);
      await publishVersion(tx, company, visibleProfile(company.profile, decided));
      if (!waitsForReview(company.profile, decided)) company.state = 'approved';
    }
    await tx.save(company);
  }

  private tell(
    tx: EntityManager,
    company: Company,
    kind: NotificationKind,
    parameters: Record<string, string | number | null>,
  ): Promise<void> {
    return this.notifications.tellCompanies(tx, [company.id], {
      kind,
      parameters: { companyId: company.id, companyName: company.profile.nameEn, ...parameters },
      forumId: null,
    });
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    companyId: string,
    values: Pick<Act, 'before' | 'after' | 'personal'>,
  ): Promise<void> {
    const subject = { subjectType: 'company', subjectId: companyId };
    return this.audit.record(tx, { accountId: actor.accountId, action, ...subject, ...values });
  }
}
