import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { Signals } from '#jobs';
import { isMemberOf, isStaffOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { BadInput, requirePermission } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { canSeeForum } from '../forums/forum.policy.js';
import { Participation } from '../forums/participation.entity.js';
import { createOnce } from '../idempotency/create-once.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { NotAvailable, refuseWrongState, type WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { orSlotTaken } from './attendance.js';
import { readAgreedRequest, readAreApart, readDelegations, readOffer, readSlot, wantedBy } from './booking.queries.js';
import { SlotTaken, type AlreadyBooked, type BookingClosed, type QuotaReached } from './booking.refusals.js';
import {
  bookingStates,
  decidePlace,
  refuseClosedBooking,
  refuseCount,
  refuseTerms,
  type PlaceRefusal,
  type TermsRefusal,
} from './booking.rules.js';
import { readFreeSlots, type FreeSlot } from './free-slots.js';
import { countScheduleChange, publishMeetings } from './meeting.changes.js';
import { Meeting } from './meeting.entity.js';
import { otherParties } from './meeting.policy.js';
import { setRequestState } from './meeting-request-signals.js';
import { readPlace } from './place.queries.js';

export interface BookMeeting {
  forumId: string;
  /** The actor's. */
  companyId: string;
  otherCompanyId: string;
  slotId: string;
  /** Left out: the service chooses. */
  tableId?: string | null;
  /** Of the actor's company. Left out: the service chooses. */
  delegationId?: string | null;
  idempotencyKey: string;
}

export type BookingRefusal = TermsRefusal | PlaceRefusal | QuotaReached | AlreadyBooked;

/** Direct one-to-one bookings. */
@Injectable()
export class BookingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
    private readonly signals: Signals,
  ) {}

  /**
   * The slots in which two or three companies could meet now: each has a free delegation, and a table is free. Follows what
   * their agreed request says of sub-forum and place. For a member of one of them, and for the forum's staff.
   */
  async commonFreeSlots(
    actor: Actor,
    { forumId, companyIds }: { forumId: string; companyIds: string[] },
    now: Date,
  ): Promise<FreeSlot[] | NotAvailable | WrongState | BookingClosed> {
    const count = new Set(companyIds).size;
    if (count !== companyIds.length || count < 2 || count > 3) {
      throw new BadInput([{ field: 'companyIds', allowed: 'two or three different companies' }]);
    }
    const isStaff = isStaffOf(actor, forumId);
    requirePermission(isStaff || companyIds.some((companyId) => isMemberOf(actor, companyId)));

    const tx = this.dataSource.manager;
    const forum = await tx.findOneBy(Forum, { id: forumId });
    const approvedCount = await tx.countBy(Participation, {
      forumId,
      companyId: In(companyIds),
      state: 'approved',
    });
    if (!forum || approvedCount < companyIds.length) return new NotAvailable();
    if (!isStaff && (await readAreApart(tx, forumId, companyIds))) return new NotAvailable();
    const refusal = refuseWrongState(forum.state, bookingStates) ?? refuseClosedBooking(forum, now);
    return refusal ?? this.readCommonSlots(forum, companyIds, now);
  }

  /**
   * Books a slot for two companies, by their agreed meeting request, which is used up, or by the other's standing consent.
   * Of two bookings for one table or one delegation, the first wins.
   */
  async bookMeeting(actor: Actor, input: BookMeeting, now: Date): Promise<Meeting | BookingRefusal> {
    requirePermission(isMemberOf(actor, input.companyId));
    if (input.companyId === input.otherCompanyId) {
      throw new BadInput([{ field: 'otherCompanyId', allowed: 'another company' }]);
    }
    const once = {
      accountId: actor.accountId,
      key: input.idempotencyKey,
      operation: 'bookMeeting',
      input,
    };
    const booked = inTransaction(this.dataSource, (tx) =>
      createOnce<Meeting, BookingRefusal>(
        tx,
        once,
        () => this.book(tx, actor, input, now),
        (id) => tx.findOneByOrFail(Meeting, { id }),
      ),
    );
    const answer = await orSlotTaken(input.slotId, booked);
    if (!(answer instanceof SlotTaken)) return answer;
    // Outside the transaction, so that nobody waits for what is only a suggestion.
    const { forumId, slotId } = input;
    const tx = this.dataSource.manager;
    const forum = await tx.findOneByOrFail(Forum, { id: forumId });
    return readOffer(tx, slotId, await this.readCommonSlots(forum, [input.companyId, input.otherCompanyId], now));
  }

  private async readCommonSlots(forum: Forum, companyIds: string[], now: Date): Promise<FreeSlot[]> {
    const tx = this.dataSource.manager;
    const delegations = await readDelegations(tx, forum.id, companyIds);
    const parties = companyIds.map((companyId) => delegations.filter((one) => one.companyId === companyId));
    const wanted = wantedBy(await readAgreedRequest(tx, forum.id, companyIds, 'none'), companyIds);
    return readFreeSlots(tx, { forum, parties, wanted, after: now });
  }

  private async book(
    tx: EntityManager,
    actor: Actor,
    input: BookMeeting,
    now: Date,
  ): Promise<Meeting | BookingRefusal> {
    const { forumId, companyId, otherCompanyId } = input;
    const companyIds = [companyId, otherCompanyId];
    const forum = await tx.findOneBy(Forum, { id: forumId });
    if (!forum || !canSeeForum(actor, forum)) return new NotAvailable();
    const slot = await readSlot(tx, forumId, input.slotId);
    const participations = await tx.findBy(Participation, { forumId, companyId: In(companyIds) });
    const [own = null, other = null] = companyIds.map((id) => participations.find((one) => one.companyId === id));
    const request = await readAgreedRequest(tx, forumId, companyIds, 'update');
    const areApart = await readAreApart(tx, forumId, companyIds);
    const refusal = refuseTerms({ now, forum, slot, own, other, areApart, hasAgreedRequest: request !== null });
    if (refusal) return refusal;

    const delegations = await readDelegations(tx, forumId, companyIds);
    const chosenId = input.delegationId ?? null;
    const isOwn = (id: string): boolean => delegations.some((one) => one.id === id && one.companyId === companyId);
    if (chosenId !== null && !isOwn(chosenId)) {
      throw new BadInput([{ field: 'delegationId', allowed: 'a delegation of the company at this forum' }]);
    }
    // All of both companies are locked, whichever will sit: the quota counts them together.
    const delegationIds = delegations.map(({ id }) => id);
    const wanted = wantedBy(request, companyIds);
    const place = await readPlace(tx, {
      forum,
      slot,
      wanted,
      companyIds,
      delegationIds,
      tableId: input.tableId ?? undefined,
    });
    const parties = place.parties.map((party) =>
      party.companyId === companyId && chosenId !== null
        ? { ...party, candidates: party.candidates.filter(({ id }) => id === chosenId) }
        : party,
    );
    const decision = decidePlace({ ...place, parties });
    if (!('delegationIds' in decision)) return decision;
    const counted = place.parties.map((party) => ({
      companyId: party.companyId,
      quota: participations.find((one) => one.companyId === party.companyId)!.quota,
      meetingIds: new Set(party.candidates.flatMap(({ sittings }) => sittings.map(({ meetingId }) => meetingId))),
    }));
    const countRefusal = refuseCount({ parties: counted, isByConsent: request === null });
    if (countRefusal) return countRefusal;

    const given = { forumId, meetingRequestId: request?.id ?? null, origin: 'booking', companyIds } as const;
    const [meeting] = (await publishMeetings(tx, [{ meeting: given, place: { slot, ...decision } }])) as [Meeting];
    if (request) await setRequestState(tx, this.signals, [request.id], 'scheduled');
    await this.notifications.tellCompanies(tx, otherParties(actor, meeting), {
      kind: 'meeting.booked',
      forumId,
      parameters: { meetingId: meeting.id, companyId, startsAt: slot.startsAt.toISOString() },
    });
    const scheduleVersion = await countScheduleChange(tx, forumId, [meeting]);
    await this.audit.record(tx, {
      accountId: actor.accountId,
      action: 'meeting.booked',
      subjectType: 'meeting',
      subjectId: meeting.id,
      forumId,
      after: {
        companyIds,
        slotId: slot.id,
        tableId: decision.tableId,
        meetingRequestId: request?.id ?? null,
        scheduleVersion,
      },
    });
    return meeting;
  }
}
