import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { JobsService } from '#jobs';
import type { Actor } from '../accounts/actor.js';
import { requireNoFaults } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { Refusal } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import type { SlotPassed } from './booking.refusals.js';
import {
  lockStandingMeetings,
  MeetingRequestCancellations,
  refuseCancelling,
  type StandingMeeting,
} from './meeting-request-cancellations.js';
import { faultsOfReason } from './meeting-request-faults.js';
import type { NotificationKind } from '../notifications/notification-kinds.js';
import { MeetingRequestJournal } from './meeting-request-journal.js';
import {
  lockParticipations,
  lockOpenRequests,
  openForAct,
  readParties,
  readView,
  refuseTerms,
  type ActOnMeetingRequest,
  type ActRefusal,
  type OpenRequest,
  type TermsRefusal,
} from './meeting-request.queries.js';
import { ask, depart, expiryOf, othersIn, refuseAct, stateAt } from './meeting-request.rules.js';
import type { MeetingRequestView } from './meeting-request.view.js';

export type LeaveMeetingRequest = ActOnMeetingRequest & {
  /** For the other parties, 1 to 1000 characters; null keeps it private. */
  reason: string | null;
};

/** What becomes of a meeting request when one of its companies goes. */
@Injectable()
export class MeetingRequestDeparturesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly journal: MeetingRequestJournal,
    private readonly cancellations: MeetingRequestCancellations,
  ) {}

  /**
   * Goes, at any point before the meeting begins. A published meeting is cancelled and its seats are free in the same
   * transaction. Two of three stay as an incomplete request, with the whole time again to choose; of two, nothing stays.
   */
  async leave(
    actor: Actor,
    input: LeaveMeetingRequest,
    now: Date,
  ): Promise<MeetingRequestView | ActRefusal | SlotPassed> {
    requireNoFaults(faultsOfReason(input.reason));
    return inTransaction(this.dataSource, async (tx) => {
      const open = await openForAct(tx, actor, 'leave', input, now);
      if (open instanceof Refusal) return open;
      const { request } = open;
      const [standing = null] = await lockStandingMeetings(tx, { meetingRequestId: request.id });
      const refusal = standing && refuseCancelling(standing, now);
      if (refusal) return refusal;

      await this.depart(tx, actor.accountId, open, input, standing, now);
      return readView(tx, actor, request.id, now);
    });
  }

  /**
   * A remaining party chooses who takes the free place, and becomes the proposer: the other two are asked anew. Any company
   * may be chosen; `MeetingRequestSubstitutesService` ranks those that fit.
   *
   * @throws BadInput when the substitute is, or was, a party of the request
   */
  chooseSubstitute(
    actor: Actor,
    input: ActOnMeetingRequest & { substituteCompanyId: string },
    now: Date,
  ): Promise<MeetingRequestView | ActRefusal | TermsRefusal> {
    const { companyId, substituteCompanyId } = input;
    return inTransaction(this.dataSource, async (tx) => {
      const open = await openForAct(tx, actor, 'substitute', input, now, substituteCompanyId);
      if (open instanceof Refusal) return open;
      const isParty = open.negotiation.parties.some((party) => party.companyId === substituteCompanyId);
      requireNoFaults(isParty ? [{ field: 'substituteCompanyId', allowed: 'a company that was not asked yet' }] : []);
      const others = [...othersIn(open.negotiation, companyId), substituteCompanyId];
      return this.askAnew(tx, actor, open, companyId, others, 'meeting-request.substituted', now);
    });
  }

  /** A remaining party proposes to meet as two, and becomes the proposer; the other is asked, for it is another meeting. */
  continueAsTwo(
    actor: Actor,
    input: ActOnMeetingRequest,
    now: Date,
  ): Promise<MeetingRequestView | ActRefusal | TermsRefusal> {
    const { companyId } = input;
    return inTransaction(this.dataSource, async (tx) => {
      const open = await openForAct(tx, actor, 'continueAsTwo', input, now);
      if (open instanceof Refusal) return open;
      const others = othersIn(open.negotiation, companyId);
      return this.askAnew(tx, actor, open, companyId, others, 'meeting-request.continued-as-two', now);
    });
  }

  /**
   * Ends everything that one company has going with another at a forum, giving no reason: the same steps, with the same news
   * for the others, as leaving each of them by hand. Meetings that have begun stay.
   */
  async leaveAllShared(
    tx: EntityManager,
    actor: Actor,
    { forumId, companyId, otherCompanyId }: { forumId: string; companyId: string; otherCompanyId: string },
    now: Date,
  ): Promise<void> {
    await lockParticipations(tx, forumId, [companyId, otherCompanyId]);
    await this.leaveAll(tx, { accountId: actor.accountId, companyId }, forumId, [companyId, otherCompanyId], now);
  }

  /**
   * Takes a company that has withdrawn from its forum out of everything it has going there: the same steps, with the same news
   * for the others, as leaving each by hand. Nothing happens when it has been approved again in the meantime, or twice.
   *
   * @param accountId of whoever withdrew
   */
  async leaveForum(participationId: string, accountId: string, jobId: string, now: Date): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      const { forumId, companyId } = await tx.findOneByOrFail(Participation, { id: participationId });
      const [participation] = await lockParticipations(tx, forumId, [companyId]);
      if (participation!.state === 'approved') return;
      await this.leaveAll(tx, { accountId, companyId }, forumId, [companyId], now);
    });
  }

  /** Goes out of all requests and meetings that these companies, `by.companyId` among them, have together. */
  private async leaveAll(
    tx: EntityManager,
    by: { accountId: string; companyId: string },
    forumId: string,
    companyIds: [string] | [string, string],
    now: Date,
  ): Promise<void> {
    const { companyId } = by;
    const forum = await tx.findOneByOrFail(Forum, { id: forumId });
    const requests = await lockOpenRequests(tx, forumId, companyIds);
    const meetings = await lockStandingMeetings(tx, { forumId, companyIds });

    for (const request of requests) {
      const parties = await readParties(tx, [request.id]);
      const negotiation = { state: stateAt(request, now), parties };
      const standing = meetings.find(({ meeting }) => meeting.meetingRequestId === request.id) ?? null;
      const hasBegun = standing !== null && refuseCancelling(standing, now) !== null;
      if (hasBegun || refuseAct('leave', companyId, negotiation) !== null) continue;
      const input = { companyId, reason: null };
      await this.depart(tx, by.accountId, { request, forum, negotiation }, input, standing, now);
    }
    for (const standing of meetings) {
      const isDirect = standing.meeting.meetingRequestId === null;
      if (isDirect && refuseCancelling(standing, now) === null)
        await this.cancellations.cancel(tx, by, standing.meeting, null);
    }
  }

  private async depart(
    tx: EntityManager,
    accountId: string,
    { request, forum, negotiation: before }: OpenRequest,
    { companyId, reason }: { companyId: string; reason: string | null },
    standing: StandingMeeting | null,
    now: Date,
  ): Promise<void> {
    const by = { accountId, companyId };
    const after = depart(companyId, before);
    const hasDeclined = after.parties.some((party) => party.companyId === companyId && party.answer === 'declined');
    await this.journal.write(
      tx,
      {
        action: `meeting-request.${hasDeclined ? 'declined' : after.state === 'incomplete' ? 'left' : 'withdrawn'}`,
        actor: by,
        request,
        forum,
        before,
        after,
        changes: after.state === 'incomplete' ? { expiresAt: expiryOf(forum, now) } : {},
        reason,
      },
      now,
    );
    if (standing) await this.cancellations.cancel(tx, by, standing.meeting, reason);
  }

  private async askAnew(
    tx: EntityManager,
    actor: Actor,
    { request, forum, negotiation: before }: OpenRequest,
    companyId: string,
    otherCompanyIds: readonly string[],
    action: NotificationKind,
    now: Date,
  ): Promise<MeetingRequestView | TermsRefusal> {
    const refusal = await refuseTerms(tx, forum, companyId, otherCompanyIds, request.id, now);
    if (refusal) return refusal;
    const changes = { proposerCompanyId: companyId, expiresAt: expiryOf(forum, now) };
    const by = { accountId: actor.accountId, companyId };
    const after = ask(companyId, otherCompanyIds);
    await this.journal.write(tx, { action, actor: by, request, forum, before, after, changes }, now);
    return readView(tx, actor, request.id, now);
  }
}
