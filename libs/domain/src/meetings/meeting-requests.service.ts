import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Signals } from '#jobs';
import { isMemberOf, isStaffOf, type Actor } from '../accounts/actor.js';
import { requireNoFaults, requirePermission } from '../domain-error.js';
import type { Forum } from '../forums/forum.entity.js';
import { readForum } from '../forums/forum.policy.js';
import { SubForum } from '../forums/programme.entities.js';
import { createOnce } from '../idempotency/create-once.js';
import { Refusal } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { MeetingRequest, type MeetingRequestState } from './meeting-request.entity.js';
import { faultsOfCompanies, faultsOfMessage, faultsOfReason } from './meeting-request-faults.js';
import { MeetingRequestJournal } from './meeting-request-journal.js';
import { meetingRequestTopic } from './meeting-request-signals.js';
import {
  lockParticipations,
  openForAct,
  readParties,
  readView,
  refuseTerms,
  type ActOnMeetingRequest,
  type ActRefusal,
  type TermsRefusal,
} from './meeting-request.queries.js';
import { accept, ask, depart, expiryOf, othersIn, type Negotiation } from './meeting-request.rules.js';
import { viewMeetingRequest, type MeetingRequestView } from './meeting-request.view.js';

/** How the parties would meet. */
export interface MeetingTerms {
  message?: string;
  /** Null: in any sub-forum. */
  subForumId?: string | null;
  /** Null: in a room or online, whatever is free. */
  isOnline?: boolean | null;
}

export interface ProposeMeeting extends MeetingTerms {
  forumId: string;
  /** The actor's. */
  companyId: string;
  /** One or two. */
  otherCompanyIds: string[];
  idempotencyKey: string;
}

export interface MeetingRequestList {
  forumId: string;
  /** One of the actor's. Left out: all of the forum for its staff, else those of all the actor's companies. */
  companyId?: string | null;
  /** Empty or left out: any. */
  states?: MeetingRequestState[] | null;
}

/** How a meeting of two or three companies comes to be agreed. What becomes of it when one goes: MeetingRequestDeparturesService. */
@Injectable()
export class MeetingRequestsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly journal: MeetingRequestJournal,
    private readonly signals: Signals,
  ) {}

  /**
   * Asks one or two others for a meeting. Three companies are usually one of each side, but need not be: who has something
   * to talk about is theirs to say.
   *
   * @throws BadInput for a company named twice, a text that is too long, a sub-forum of another forum
   */
  async propose(actor: Actor, input: ProposeMeeting, now: Date): Promise<MeetingRequestView | TermsRefusal> {
    const { forumId, companyId, otherCompanyIds } = input;
    requirePermission(isMemberOf(actor, companyId));
    requireNoFaults([...faultsOfCompanies(companyId, otherCompanyIds), ...faultsOfMessage(input.message)]);

    const once = { accountId: actor.accountId, key: input.idempotencyKey, operation: 'proposeMeeting', input };
    return inTransaction(this.dataSource, (tx) =>
      createOnce<MeetingRequestView, TermsRefusal>(
        tx,
        once,
        async () => {
          const forum = await readForum(tx, actor, forumId, 'none');
          await requireSubForum(tx, forum, input.subForumId);
          await lockParticipations(tx, forumId, [companyId, ...otherCompanyIds]);
          const refusal = await refuseTerms(tx, forum, companyId, otherCompanyIds, null, now);
          if (refusal) return refusal;

          const { message = '', subForumId = null, isOnline = null } = input;
          const request = await tx.save(
            tx.create(MeetingRequest, {
              forumId,
              proposerCompanyId: companyId,
              subForumId,
              isOnline,
              message,
              expiresAt: expiryOf(forum, now),
              createdAt: now,
            }),
          );
          await this.journal.write(
            tx,
            {
              action: 'meeting-request.proposed',
              actor: { accountId: actor.accountId, companyId },
              request,
              forum,
              before: { state: 'pending', parties: [] },
              after: ask(companyId, otherCompanyIds),
            },
            now,
          );
          return readView(tx, actor, request.id, now);
        },
        (id) => readView(tx, actor, id, now),
      ),
    );
  }

  /** Says yes; the request is agreed when it was the last yes. */
  accept(actor: Actor, input: ActOnMeetingRequest, now: Date): Promise<MeetingRequestView | ActRefusal | TermsRefusal> {
    const { companyId } = input;
    return inTransaction(this.dataSource, async (tx) => {
      const open = await openForAct(tx, actor, 'accept', input, now);
      if (open instanceof Refusal) return open;
      const { request, forum, negotiation: before } = open;
      const refusal = await refuseTerms(tx, forum, companyId, othersIn(before, companyId), request.id, now);
      if (refusal) return refusal;

      const after = accept(companyId, before);
      const action = after.state === 'agreed' ? 'meeting-request.agreed' : 'meeting-request.accepted';
      const by = { accountId: actor.accountId, companyId };
      await this.journal.write(tx, { action, actor: by, request, forum, before, after }, now);
      return readView(tx, actor, request.id, now);
    });
  }

  /**
   * Says no: the end of a meeting of two; one of three becomes incomplete.
   *
   * @param input `reason` is for the other parties; null keeps it private
   */
  decline(
    actor: Actor,
    input: ActOnMeetingRequest & { reason: string | null },
    now: Date,
  ): Promise<MeetingRequestView | ActRefusal> {
    requireNoFaults(faultsOfReason(input.reason));
    const { companyId, reason } = input;
    return inTransaction(this.dataSource, async (tx) => {
      const open = await openForAct(tx, actor, 'decline', input, now);
      if (open instanceof Refusal) return open;
      const { request, forum, negotiation: before } = open;
      const after = depart(companyId, before);
      const changes = after.state === 'incomplete' ? { expiresAt: expiryOf(forum, now) } : {};
      const action = 'meeting-request.declined';
      const by = { accountId: actor.accountId, companyId };
      await this.journal.write(tx, { action, actor: by, request, forum, before, after, changes, reason }, now);
      return readView(tx, actor, request.id, now);
    });
  }

  /** The proposer changes its terms; what is left out stays. The others are asked anew, and have the whole time again. */
  change(
    actor: Actor,
    input: ActOnMeetingRequest & MeetingTerms,
    now: Date,
  ): Promise<MeetingRequestView | ActRefusal | TermsRefusal> {
    requireNoFaults(faultsOfMessage(input.message));
    const { companyId, message, subForumId, isOnline } = input;
    return inTransaction(this.dataSource, async (tx) => {
      const open = await openForAct(tx, actor, 'change', input, now);
      if (open instanceof Refusal) return open;
      const { request, forum, negotiation: before } = open;
      requirePermission(request.proposerCompanyId === companyId);
      await requireSubForum(tx, forum, subForumId);
      const others = othersIn(before, companyId);
      const refusal = await refuseTerms(tx, forum, companyId, others, request.id, now);
      if (refusal) return refusal;

      const changes = { message, subForumId, isOnline, expiresAt: expiryOf(forum, now) };
      const action = 'meeting-request.changed';
      const by = { accountId: actor.accountId, companyId };
      const after = ask(companyId, others);
      await this.journal.write(tx, { action, actor: by, request, forum, before, after, changes }, now);
      return readView(tx, actor, request.id, now);
    });
  }

  /** The proposer takes the whole request back, as long as it is not agreed. */
  withdraw(actor: Actor, input: ActOnMeetingRequest, now: Date): Promise<MeetingRequestView | ActRefusal> {
    const { companyId } = input;
    return inTransaction(this.dataSource, async (tx) => {
      const open = await openForAct(tx, actor, 'withdraw', input, now);
      if (open instanceof Refusal) return open;
      const { request, forum, negotiation: before } = open;
      requirePermission(request.proposerCompanyId === companyId);

      const after: Negotiation = { state: 'withdrawn', parties: before.parties };
      const action = 'meeting-request.withdrawn';
      const by = { accountId: actor.accountId, companyId };
      await this.journal.write(tx, { action, actor: by, request, forum, before, after }, now);
      return readView(tx, actor, request.id, now);
    });
  }

  /** @throws NotFound when there is none, and alike when the actor is neither of a party nor of the forum's staff */
  find(actor: Actor, id: string, now: Date): Promise<MeetingRequestView> {
    return readView(this.dataSource.manager, actor, id, now);
  }

  /** The newest first; at most `first` older than the cursor. Two queries, whatever the number. */
  async list(
    actor: Actor,
    { forumId, companyId, states }: MeetingRequestList,
    first: number,
    now: Date,
    before?: { createdAt: Date; id: string },
  ): Promise<MeetingRequestView[]> {
    const tx = this.dataSource.manager;
    if (companyId) requirePermission(isMemberOf(actor, companyId) || isStaffOf(actor, forumId));
    await readForum(tx, actor, forumId, 'none');

    const query = tx
      .createQueryBuilder(MeetingRequest, 'request')
      .where('request.forumId = :forumId', { forumId })
      .orderBy('request.createdAt', 'DESC')
      .addOrderBy('request.id', 'DESC')
      .limit(first);
    if (companyId || !isStaffOf(actor, forumId)) {
      query.andWhere(
        `exists (select from meeting_request_party party
           where party.meeting_request_id = request.id and party.company_id = any(:companyIds))`,
        { companyIds: companyId ? [companyId] : [...actor.companyRoles.keys()] },
      );
    }
    if (states && states.length > 0) {
      query.andWhere(
        `(case when request.state in ('pending', 'incomplete') and request.expiresAt <= :now then 'expired'
               else request.state end) = any(:states)`,
        { now, states },
      );
    }
    if (before) query.andWhere('(request.createdAt, request.id) < (:createdAt, :id)', before);
    const requests = await query.getMany();
    const parties = await readParties(
      tx,
      requests.map(({ id }) => id),
    );
    return requests.flatMap((request) => {
      const own = parties.filter(({ meetingRequestId }) => meetingRequestId === request.id);
      return viewMeetingRequest(actor, request, own, now) ?? [];
    });
  }

  /**
   * The request as it is, and again after each change.
   *
   * @param clock says what time it is at each reading
   * @throws NotFound as `find`, at the first reading or when the actor's company is no party any more
   */
  async watch(actor: Actor, id: string, clock: () => Date): Promise<AsyncIterableIterator<MeetingRequestView>> {
    await this.find(actor, id, clock());
    return this.signals.watch(meetingRequestTopic(id), () => this.find(actor, id, clock()));
  }
}

async function requireSubForum(tx: EntityManager, forum: Forum, subForumId: string | null | undefined): Promise<void> {
  if (subForumId === null || subForumId === undefined) return;
  const isThere = await tx.existsBy(SubForum, { id: subForumId, forumId: forum.id });
  requireNoFaults(isThere ? [] : [{ field: 'subForumId', allowed: 'a sub-forum of this forum, or null' }]);
}
