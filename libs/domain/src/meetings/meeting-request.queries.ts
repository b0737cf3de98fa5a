import { In, IsNull, type EntityManager } from 'typeorm';
import { isMemberOf, type Actor } from '../accounts/actor.js';
import { NotFound } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { NotAvailable, refuseStaleEdit, refuseWrongState, type EditConflict, type WrongState } from '../refusal.js';
import { readAreApart } from './booking.queries.js';
import { MeetingRequest, MeetingRequestParty } from './meeting-request.entity.js';
import { AlreadyRequested, RequestQuotaReached, type AlreadyAnswered } from './meeting-request.refusals.js';
import {
  negotiatingStates,
  refuseAct,
  stateAt,
  type MeetingRequestAct,
  type Negotiation,
} from './meeting-request.rules.js';
import { viewMeetingRequest, type MeetingRequestView } from './meeting-request.view.js';

/*
 * The order of locks here: participations in order of id, then what attendance.ts says, which begins with meeting requests.
 * Participations serialise what is new between companies: two proposals, or a proposal and a *never*.
 */

/** Who acts on which request, for which of the actor's companies. */
export interface ActOnMeetingRequest {
  meetingRequestId: string;
  companyId: string;
  expectedVersion: number;
}

export type ActRefusal = EditConflict | WrongState | AlreadyAnswered;
export type TermsRefusal = WrongState | RequestQuotaReached | AlreadyRequested | NotAvailable;

/** A request whose row is locked. */
export interface OpenRequest {
  request: MeetingRequest;
  forum: Forum;
  negotiation: Negotiation;
}

export function readParties(tx: EntityManager, meetingRequestIds: readonly string[]): Promise<MeetingRequestParty[]> {
  return tx.find(MeetingRequestParty, {
    where: { meetingRequestId: In([...meetingRequestIds]) },
    order: { meetingRequestId: 'ASC', companyId: 'ASC' },
  });
}

/** @throws NotFound when there is none, and alike when the actor may not see it */
export async function readView(tx: EntityManager, actor: Actor, id: string, now: Date): Promise<MeetingRequestView> {
  const request = await tx.findOneBy(MeetingRequest, { id });
  const view = request && viewMeetingRequest(actor, request, await readParties(tx, [id]), now);
  if (!view) throw new NotFound('meeting request', id);
  return view;
}

/** Locks what a company has at a forum against everything new: proposals, substitutions, *never*. */
export function lockParticipations(
  tx: EntityManager,
  forumId: string,
  companyIds: readonly string[],
): Promise<Participation[]> {
  return tx.find(Participation, {
    where: { forumId, companyId: In([...companyIds]) },
    order: { id: 'ASC' },
    lock: { mode: 'for_no_key_update' },
  });
}

/** The requests that are not ended of which all these companies are parties and have not gone, locked in order of id. */
export function lockOpenRequests(
  tx: EntityManager,
  forumId: string,
  companyIds: readonly [string] | readonly [string, string],
): Promise<MeetingRequest[]> {
  return tx
    .createQueryBuilder(MeetingRequest, 'request')
    .where(`request.forumId = :forumId and request.state in ('pending', 'incomplete', 'agreed', 'scheduled')`, {
      forumId,
    })
    .andWhere(
      `(select count(*) from meeting_request_party party
         where party.meeting_request_id = request.id and party.company_id = any(:companyIds)
           and party.answer in ('pending', 'accepted')) = :companyCount`,
      { companyIds, companyCount: companyIds.length },
    )
    .orderBy('request.id')
    .setLock('for_no_key_update')
    .getMany();
}

/**
 * The request, locked for one act of one party, or why that party cannot do it now.
 *
 * @param joiningCompanyId a company that is to become a party
 * @throws NotFound when there is none, and alike when it has no such party or the actor is no member of that
 */
export async function openForAct(
  tx: EntityManager,
  actor: Actor,
  act: MeetingRequestAct,
  { meetingRequestId: id, companyId, expectedVersion }: ActOnMeetingRequest,
  now: Date,
  joiningCompanyId?: string,
): Promise<OpenRequest | ActRefusal> {
  const found = isMemberOf(actor, companyId) ? await tx.findOneBy(MeetingRequest, { id }) : null;
  const partyIds = found ? (await readParties(tx, [id])).map((party) => party.companyId) : [];
  if (!found || !partyIds.includes(companyId)) throw new NotFound('meeting request', id);
  const isStale = refuseStaleEdit(found, expectedVersion);
  if (isStale) return isStale;

  await lockParticipations(
    tx,
    found.forumId,
    joiningCompanyId === undefined ? partyIds : [...partyIds, joiningCompanyId],
  );
  const request = await tx.findOneOrFail(MeetingRequest, { where: { id }, lock: { mode: 'for_no_key_update' } });
  // Every act raises the version, so that the parties are still those whose participations are locked.
  const stale = refuseStaleEdit(request, expectedVersion);
  if (stale) return stale;
  const negotiation = { state: stateAt(request, now), parties: await readParties(tx, [id]) };
  const forum = await tx.findOneByOrFail(Forum, { id: request.forumId });
  return refuseAct(act, companyId, negotiation) ?? { request, forum, negotiation };
}

/**
 * The first reason why one company cannot say yes to a meeting with the others, or null when it can. What it knows of itself
 * comes first, so that the answer about the others is never more than `NotAvailable`. Wants their participations locked.
 *
 * @param meetingRequestId the request that the yes is about; null for a new one
 */
export async function refuseTerms(
  tx: EntityManager,
  forum: Forum,
  companyId: string,
  otherCompanyIds: readonly string[],
  meetingRequestId: string | null,
  now: Date,
): Promise<TermsRefusal | null> {
  const wrongState = refuseWrongState(forum.state, negotiatingStates);
  if (wrongState) return wrongState;

  const own = await tx.findOneBy(Participation, { forumId: forum.id, companyId, state: 'approved' });
  if (!own) return new NotAvailable();
  const companyIds = [companyId, ...otherCompanyIds];
  const isNotThis = (id: string): boolean => id !== meetingRequestId;
  if (own.quota !== null) {
    const accepted = (await listAccepted(tx, forum.id, companyId, now)).filter(isNotThis);
    if (accepted.length >= own.quota) return new RequestQuotaReached(own.quota);
  }
  const same = (await listOpenOf(tx, forum.id, companyIds, now)).find(isNotThis);
  if (same !== undefined) return new AlreadyRequested(same);

  const approvedCount = await tx.countBy(Participation, {
    forumId: forum.id,
    companyId: In(companyIds),
    state: 'approved',
    company: { archivedAt: IsNull() },
  });
  const areApart = await readAreApart(tx, forum.id, companyIds);
  return approvedCount < companyIds.length || areApart ? new NotAvailable() : null;
}

/** The state at $2 of a row `r`; the same as `stateAt`. */
const stillOpen = `(r.state in ('agreed', 'scheduled') or (r.state in ('pending', 'incomplete') and r.expires_at > $2))`;

/** The open, agreed and scheduled requests that a company has said yes to; being asked costs nothing. */
async function listAccepted(tx: EntityManager, forumId: string, companyId: string, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select r.id
       from meeting_request r
       join meeting_request_party p on p.meeting_request_id = r.id and p.company_id = $3 and p.answer = 'accepted'
      where r.forum_id = $1 and ${stillOpen}`,
    [forumId, now, companyId],
  );
  return rows.map(({ id }) => id);
}

/** The open, agreed and scheduled requests of exactly these companies. */
async function listOpenOf(
  tx: EntityManager,
  forumId: string,
  companyIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select r.id
       from meeting_request r
       join meeting_request_party own on own.meeting_request_id = r.id and own.company_id = $3
       join meeting_request_party p on p.meeting_request_id = r.id and p.answer in ('pending', 'accepted')
      where r.forum_id = $1 and ${stillOpen}
      group by r.id
     having array_agg(p.company_id order by p.company_id) = (select array_agg(c order by c) from unnest($4::uuid[]) c)
      order by r.id`,
    [forumId, now, companyIds[0], companyIds],
  );
  return rows.map(({ id }) => id);
}
