import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../accounts/actor.js';
import { requireNoFaults } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
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
import { MeetingRequestJournal } from './meeting-request-journal.js';
import {
  lockParticipations,
  lockShared,
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

      await this.depart(tx, actor, open, input, standing, now);
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
    const forum = await tx.findOneByOrFail(Forum, { id: forumId });
    const requests = await lockShared(tx, forumId, [companyId, otherCompanyId]);
    const meetings = await lockStandingMeetings(tx, { forumId, companyIds: [companyId, otherCompanyId] });

    for (const request of requests) {
      const parties = await readParties(tx, [request.id]);
      const negotiation = { state: stateAt(request, now), parties };
      const standing = meetings.find(({ meeting }) => meeting.meetingRequestId === request.id) ?? null;
      const hasBegun = standing !== null && refuseCancelling(standing, now) !== null;
      if (hasBegun || refuseAct('leave', companyId, negotiation) !== null) continue;
      const input = { companyId, reason: null };
      await this.depart(tx, actor, { request, forum, negotiation }, input, standing, now);
    }
    const by = { accountId: actor.accountId, companyId };
    for (const standing of meetings) {
      const isDirect = standing.meeting.meetingRequestId === null;
      if (isDirect && refuseCancelling(standing, now) === null)
        await this.cancellations.cancel(tx, by, standing.meeting, null);
    }
  }

  private async depart(
    tx: EntityManager,
    actor: Actor,
    { request, forum, negotiation: before }: OpenRequest,
    { companyId, reason }: { companyId: string; reason: string | null },
    standing: StandingMeeting | null,
    now: Date,
  ): Promise<void> {
    const by = { accountId: actor.accountId, companyId };
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
    action: string,
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
