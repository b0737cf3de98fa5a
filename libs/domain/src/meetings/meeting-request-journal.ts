import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Signals } from '#jobs';
import { AuditService } from '../audit/audit.service.js';
import { CompanyVersion } from '../companies/company.entity.js';
import type { Forum } from '../forums/forum.entity.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import type { NotificationKind } from '../notifications/notification-kinds.js';
import { MeetingRequest, MeetingRequestParty } from './meeting-request.entity.js';
import { signalRequest } from './meeting-request-signals.js';
import { isIn, type Negotiation, type Outcome } from './meeting-request.rules.js';

/** One step in the life of a request whose row is locked. */
export interface MeetingRequestStep {
  /** `meeting-request.<what happened>`: the audit's action and the notification's kind. */
  action: NotificationKind;
  /** Null when the clock acted. */
  actor: { accountId: string; companyId: string } | null;
  request: MeetingRequest;
  forum: Pick<Forum, 'id' | 'nameEn'>;
  before: Negotiation;
  after: Outcome;
  /** Other columns that change. */
  changes?: Partial<Pick<MeetingRequest, 'proposerCompanyId' | 'subForumId' | 'isOnline' | 'message' | 'expiresAt'>>;
  /** Why the acting company declines or leaves; null when it keeps that private. */
  reason?: string | null;
}

/** Writes each step of a meeting request in the same way: the rows, the audit, the news for the other parties, the signal. */
@Injectable()
export class MeetingRequestJournal {
  constructor(
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
    private readonly signals: Signals,
  ) {}

  async write(tx: EntityManager, step: MeetingRequestStep, now: Date): Promise<void> {
    const { action, actor, request, forum, before, after, changes = {}, reason = null } = step;
    await tx.update(MeetingRequest, { id: request.id }, { ...changes, state: after.state });
    await this.writeParties(tx, step, now);

    const { message, ...facts } = changes;
    const isMessageNew = message !== undefined && message !== request.message;
    await this.audit.record(tx, {
      accountId: actor?.accountId ?? null,
      action,
      subjectType: 'meeting_request',
      subjectId: request.id,
      forumId: request.forumId,
      before: { state: before.state, answers: answersOf(before) },
      after: { state: after.state, answers: answersOf(after), ...facts, ...(isMessageNew ? { isMessageNew } : {}) },
    });
    // Whoever was in or comes in; not those who had gone before, who are no part of it any more.
    const concerned = new Set([...before.parties, ...after.parties].filter(isIn).map(({ companyId }) => companyId));
    if (actor) concerned.delete(actor.companyId);
    await this.notifications.tellCompanies(tx, [...concerned], {
      kind: action,
      parameters: {
        meetingRequestId: request.id,
        forumName: forum.nameEn,
        companyId: actor?.companyId ?? null,
        companyName: actor && (await readPublicName(tx, actor.companyId)),
        reason,
      },
      forumId: request.forumId,
    });
    signalRequest(tx, this.signals, request.id);
  }

  private async writeParties(
    tx: EntityManager,
    { request, before, after, actor, reason = null }: MeetingRequestStep,
    now: Date,
  ): Promise<void> {
    const afterIds = after.parties.map(({ companyId }) => companyId);
    const goneIds = before.parties.map(({ companyId }) => companyId).filter((id) => !afterIds.includes(id));
    if (goneIds.length > 0) {
      await tx.delete(MeetingRequestParty, { meetingRequestId: request.id, companyId: In(goneIds) });
    }
    const answered = after.parties.filter(
      ({ companyId, answer }) => before.parties.find((party) => party.companyId === companyId)?.answer !== answer,
    );
    if (answered.length === 0) return;
    await tx.upsert(
      MeetingRequestParty,
      answered.map(({ companyId, answer }) => ({
        meetingRequestId: request.id,
        companyId,
        answer,
        reason: companyId === actor?.companyId ? reason : null,
        answeredAt: answer === 'pending' ? null : now,
      })),
      ['meetingRequestId', 'companyId'],
    );
  }
}

function answersOf({ parties }: Negotiation): Record<string, string> {
  return Object.fromEntries(parties.map(({ companyId, answer }) => [companyId, answer]));
}

/** The name that others see, of the approved version. */
async function readPublicName(tx: EntityManager, companyId: string): Promise<string> {
  const version = await tx.findOneOrFail(CompanyVersion, { where: { companyId }, order: { number: 'DESC' } });
  return version.profile.nameEn;
}
