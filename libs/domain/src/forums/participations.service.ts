import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { JobsService } from '#jobs';
import { isMemberOf, isOrganizerOf, type Actor } from '../accounts/actor.js';
import { AuditService, type Act } from '../audit/audit.service.js';
import { CompanyReviewsService } from '../companies/company-reviews.service.js';
import { Company, CompanyVersion } from '../companies/company.entity.js';
import { requireReason } from '../companies/reason.js';
import { NotFound, requireNoFaults, requirePermission } from '../domain-error.js';
import { createOnce } from '../idempotency/create-once.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import type { NotificationKind } from '../notifications/notification-kinds.js';
import { Refusal, refuseStaleEdit, refuseWrongState, type EditConflict, type WrongState } from '../refusal.js';
import { inTransaction, violatedConstraint } from '../transaction.js';
import { Delegation } from './delegation.entity.js';
import type { Forum } from './forum.entity.js';
import { readForum } from './forum.policy.js';
import { openStates, participationOpenStates } from './forum.rules.js';
import { rangeFaults } from './input-faults.js';
import { Participation, type ParticipationState } from './participation.entity.js';
import { listParticipations, lockParticipation, readParticipation } from './participation.queries.js';
import { AlreadyApplied, MeetingsInTheWay, type ProfileNotReady } from './participation.refusals.js';
import { refuseApplication, refuseProfile } from './participation.rules.js';
import { readSeatedMeetings } from './seated-meetings.js';

export const quotaRange = { min: 1, max: 500 } as const;

/** A change that was made, or the version or state in its way. */
type Changed = Participation | EditConflict | WrongState;

/** What happened, and its values for the audit. */
type Step = Pick<Act, 'action' | 'before' | 'after' | 'personal'>;

/** How companies come to take part in a forum, and on which terms. */
@Injectable()
export class ParticipationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
    private readonly reviews: CompanyReviewsService,
    private readonly jobs: JobsService,
  ) {}

  /** Applies for a company, again when it was declined or has withdrawn; the forum's staff is told. */
  async apply(
    actor: Actor,
    application: { forumId: string; companyId: string; hasStandingConsent: boolean },
    idempotencyKey: string,
  ): Promise<Participation | WrongState | AlreadyApplied | ProfileNotReady> {
    const { forumId, companyId, hasStandingConsent } = application;
    requirePermission(isMemberOf(actor, companyId));
    const once = { accountId: actor.accountId, key: idempotencyKey, operation: 'applyToForum', input: application };
    try {
      return await inTransaction(this.dataSource, async (tx) => {
        // The participation before the forum, as meetings lock them.
        const earlier = await tx.findOne(Participation, {
          where: { forumId, companyId },
          lock: { mode: 'pessimistic_write' },
        });
        const forum = await readForum(tx, actor, forumId, 'share');
        return createOnce<Participation, WrongState | AlreadyApplied | ProfileNotReady>(
          tx,
          once,
          async () => {
            const company = await tx.findOneBy(Company, { id: companyId });
            if (!company) throw new NotFound('company', companyId);
            const state = earlier?.state ?? null;
            const refusal = refuseApplication({ forumState: forum.state, company, earlier: state });
            if (refusal) return refusal;

            const participation = earlier ?? tx.create(Participation, { forumId, companyId });
            const applied = { state: 'applied', reason: null, hasStandingConsent } as const;
            const saved = await tx.save(Object.assign(participation, applied));
            await this.record(tx, actor, saved, { action: 'applied', after: { hasStandingConsent } });
            await this.tellStaff(tx, forum, saved, 'participation.applied', company.profile.nameEn);
            return saved;
          },
          (id) => tx.findOneByOrFail(Participation, { id }),
        );
      });
    } catch (error) {
      // A colleague applied at the same moment.
      if (violatedConstraint(error) === 'uq_participation_forum_id_company_id') return new AlreadyApplied('applied');
      throw error;
    }
  }

  /**
   * An organizer lets a company take part, and with it approves a submitted profile that was never approved. The company gets
   * a delegation that speaks its languages, unless it has one from before.
   */
  async approve(actor: Actor, id: string, expectedVersion: number): Promise<Changed | ProfileNotReady> {
    return inTransaction(this.dataSource, async (tx) => {
      const { participation, forum } = await this.lockToDecide(tx, actor, id);
      const company = await tx.findOneByOrFail(Company, { id: participation.companyId });
      const refusal = refuseDecision(participation, forum, expectedVersion) ?? refuseProfile(company);
      if (refusal) return refusal;
      const reviewed = await this.reviews.approveFirst(tx, actor, company.id);
      if (reviewed instanceof Refusal) return reviewed;

      participation.state = 'approved';
      const saved = await tx.save(participation);
      await this.ensureDelegation(tx, saved);
      await this.record(tx, actor, saved, { action: 'approved' });
      await this.tellCompany(tx, forum, saved, 'participation.approved');
      return saved;
    });
  }

  async decline(actor: Actor, id: string, reason: string, expectedVersion: number): Promise<Changed> {
    requireReason(reason);
    return inTransaction(this.dataSource, async (tx) => {
      const { participation, forum } = await this.lockToDecide(tx, actor, id);
      const refusal = refuseDecision(participation, forum, expectedVersion);
      if (refusal) return refusal;

      const saved = await tx.save(Object.assign(participation, { state: 'declined', reason } as const));
      await this.record(tx, actor, saved, { action: 'declined', personal: { reason } });
      await this.tellCompany(tx, forum, saved, 'participation.declined', { reason });
      return saved;
    });
  }

  /**
   * The company leaves the forum, or takes its application back; it cancels its published meetings first. Its meeting requests
   * are left as by hand, soon after.
   */
  async withdraw(
    actor: Actor,
    id: string,
    reason: string,
    expectedVersion: number,
  ): Promise<Changed | MeetingsInTheWay> {
    requireReason(reason);
    return inTransaction(this.dataSource, async (tx) => {
      // With the delegations, as bookings lock them, so that no meeting is made meanwhile.
      const { participation, delegations, forum } = await this.lockOwn(tx, actor, id, 'all');
      const seatedIds = delegations.map((delegation) => delegation.id);
      const meetings = await readSeatedMeetings(tx, seatedIds);
      const refusal =
        refuseStaleEdit(participation, expectedVersion) ??
        refuseWrongState(participation.state, ['applied', 'approved']) ??
        (meetings.length > 0 ? new MeetingsInTheWay(meetings.length) : null);
      if (refusal) return refusal;

      const before = { state: participation.state };
      const saved = await tx.save(Object.assign(participation, { state: 'withdrawn', reason } as const));
      await this.record(tx, actor, saved, { action: 'withdrawn', before, personal: { reason } });
      // Meetings stand below forums in the order of imports: their requests are left by a job, and count as gone until then.
      await this.jobs.enqueue(tx, 'leave-meeting-requests', { participationId: id, accountId: actor.accountId });
      const company = await tx.findOneByOrFail(Company, { id: saved.companyId });
      await this.tellStaff(tx, forum, saved, 'participation.withdrawn', company.profile.nameEn, reason);
      return saved;
    });
  }

  /** The company's own choice: whether others may book a slot with it without asking first. */
  async setStandingConsent(
    actor: Actor,
    id: string,
    hasStandingConsent: boolean,
    expectedVersion: number,
  ): Promise<Changed> {
    return inTransaction(this.dataSource, async (tx) => {
      const { participation, forum } = await this.lockOwn(tx, actor, id);
      const refusal = refuseTerms(participation, forum, expectedVersion);
      if (refusal) return refusal;

      const before = { hasStandingConsent: participation.hasStandingConsent };
      const saved = await tx.save(Object.assign(participation, { hasStandingConsent }));
      await this.record(tx, actor, saved, { action: 'consent-set', before, after: { hasStandingConsent } });
      return saved;
    });
  }

  /** An organizer limits the company's meetings at this forum, 1 to 500, or with null takes the limit away. */
  async setQuota(actor: Actor, id: string, quota: number | null, expectedVersion: number): Promise<Changed> {
    requireNoFaults(quota === null ? [] : rangeFaults('quota', quota, quotaRange));
    return inTransaction(this.dataSource, async (tx) => {
      const { participation, forum } = await this.lockToDecide(tx, actor, id);
      const refusal = refuseTerms(participation, forum, expectedVersion);
      if (refusal) return refusal;

      const before = { quota: participation.quota };
      const saved = await tx.save(Object.assign(participation, { quota }));
      await this.record(tx, actor, saved, { action: 'quota-set', before, after: { quota } });
      await this.tellCompany(tx, forum, saved, 'participation.quota-set', { quota });
      return saved;
    });
  }

  /** @throws NotFound also for whoever is neither of the company nor of the forum's staff */
  find(actor: Actor, id: string): Promise<Participation> {
    return readParticipation(this.dataSource.manager, actor, id);
  }

  /** For the forum's staff, in order of application; at most `first` after the cursor. */
  list(
    actor: Actor,
    of: { forumId: string; state: ParticipationState | null },
    first: number,
    after?: { createdAt: Date; id: string },
  ): Promise<Participation[]> {
    return listParticipations(this.dataSource.manager, actor, of, first, after);
  }

  /** Of all companies the actor is a member of, the latest application first. */
  async listOwn(actor: Actor): Promise<Participation[]> {
    return this.dataSource.getRepository(Participation).find({
      where: { companyId: In([...actor.companyRoles.keys()]) },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
  }

  private async lockToDecide(tx: EntityManager, actor: Actor, id: string) {
    const locked = await lockParticipation(tx, actor, id);
    requirePermission(isOrganizerOf(actor, locked.forum.id));
    return locked;
  }

  private async lockOwn(tx: EntityManager, actor: Actor, id: string, delegationsWanted: 'all' | 'none' = 'none') {
    const locked = await lockParticipation(tx, actor, id, delegationsWanted);
    requirePermission(isMemberOf(actor, locked.participation.companyId));
    return locked;
  }

  private async ensureDelegation(tx: EntityManager, { id, forumId, companyId }: Participation): Promise<void> {
    if (await tx.existsBy(Delegation, { participationId: id })) return;
    const company = await tx.findOneByOrFail(Company, { id: companyId });
    const { profile } = await tx.findOneByOrFail(CompanyVersion, { id: company.approvedVersionId! });
    const languages = profile.languages.map(({ tag }) => tag);
    await tx.insert(Delegation, { participationId: id, forumId, companyId, name: profile.nameEn, languages });
  }

  private tellStaff(
    tx: EntityManager,
    forum: Forum,
    participation: Participation,
    kind: NotificationKind,
    companyName: string,
    reason: string | null = null,
  ): Promise<void> {
    const parameters = { participationId: participation.id, forumName: forum.nameEn, companyName, reason };
    return this.notifications.tellStaff(tx, forum.id, { kind, parameters, forumId: forum.id });
  }

  private tellCompany(
    tx: EntityManager,
    forum: Forum,
    { id, companyId }: Participation,
    kind: NotificationKind,
    more: Record<string, string | number | null> = {},
  ): Promise<void> {
    const parameters = { participationId: id, forumName: forum.nameEn, ...more };
    return this.notifications.tellCompanies(tx, [companyId], { kind, parameters, forumId: forum.id });
  }

  private record(tx: EntityManager, actor: Actor, { id, forumId }: Participation, step: Step): Promise<void> {
    const subject = { subjectType: 'participation', subjectId: id, forumId };
    const { action, ...values } = step;
    return this.audit.record(tx, {
      accountId: actor.accountId,
      action: `participation.${action}`,
      ...subject,
      ...values,
    });
  }
}

function refuseDecision(participation: Participation, forum: Forum, expectedVersion: number) {
  return (
    refuseStaleEdit(participation, expectedVersion) ??
    refuseWrongState(forum.state, participationOpenStates) ??
    refuseWrongState(participation.state, ['applied'])
  );
}

function refuseTerms(participation: Participation, forum: Forum, expectedVersion: number) {
  return (
    refuseStaleEdit(participation, expectedVersion) ??
    refuseWrongState(forum.state, openStates) ??
    refuseWrongState(participation.state, ['applied', 'approved'])
  );
}
