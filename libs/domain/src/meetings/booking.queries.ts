import { In, IsNull, type EntityManager } from 'typeorm';
import { BadInput } from '../domain-error.js';
import { Delegation } from '../forums/delegation.entity.js';
import { Slot } from '../forums/programme.entities.js';
import type { Wanted } from './attendance.rules.js';
import { SlotTaken } from './booking.refusals.js';
import { nearestTo, type FreeSlot } from './free-slots.js';
import { MeetingRequest } from './meeting-request.entity.js';

/** @throws BadInput when the forum has no such slot */
export async function readSlot(tx: EntityManager, forumId: string, slotId: string): Promise<Slot> {
  const slot = await tx.findOneBy(Slot, { id: slotId, forumId });
  if (!slot) throw new BadInput([{ field: 'slotId', allowed: 'a slot of this forum' }]);
  return slot;
}

/** The delegations that may sit for these companies, in order of id; of companies that are not approved, none. */
export async function readDelegations(
  tx: EntityManager,
  forumId: string,
  companyIds: readonly string[],
): Promise<Delegation[]> {
  return tx.find(Delegation, {
    where: { forumId, companyId: In([...companyIds]), archivedAt: IsNull(), participation: { state: 'approved' } },
    order: { id: 'ASC' },
  });
}

/** Whether one of these companies blocks another, or said *never* to it. Nobody is told which. */
export async function readAreApart(
  tx: EntityManager,
  forumId: string,
  companyIds: readonly string[],
): Promise<boolean> {
  const [row]: { areApart: boolean }[] = await tx.query(
    `select exists (select from preference
                     where forum_id = $1 and company_id = any($2) and other_company_id = any($2) and value = 'never')
         or exists (select from company one join company other on other.id <> one.id
                     where one.id = any($2) and other.id = any($2)
                       and (other.id = any(one.blocked_company_ids) or other.country = any(one.blocked_countries)))
         as "areApart"`,
    [forumId, companyIds],
  );
  return row!.areApart;
}

/** The oldest agreed meeting request of exactly these companies that waits for its slot, locked when it is to be used up. */
export async function readAgreedRequest(
  tx: EntityManager,
  forumId: string,
  companyIds: readonly string[],
  lock: 'update' | 'none',
): Promise<MeetingRequest | null> {
  const query = tx
    .createQueryBuilder(MeetingRequest, 'request')
    .where(`request.forumId = :forumId and request.state = 'agreed'`, { forumId })
    .andWhere(
      `(select array_agg(party.company_id order by party.company_id) from meeting_request_party party
         where party.meeting_request_id = request.id and party.answer in ('pending', 'accepted')) = :companyIds::uuid[]`,
      { companyIds: [...companyIds].sort() },
    )
    .andWhere(
      `exists (select from meeting_request_party party
       where party.meeting_request_id = request.id and party.company_id = :anyCompanyId)`,
      {
        anyCompanyId: companyIds[0],
      },
    )
    .orderBy('request.createdAt')
    .addOrderBy('request.id')
    .limit(1);
  if (lock === 'update') query.setLock('for_no_key_update');
  return query.getOne();
}

/** What a meeting of these companies asks of its place: what its request says, or anything. */
export function wantedBy(request: MeetingRequest | null, companyIds: readonly string[]): Wanted {
  return {
    partyCount: companyIds.length,
    subForumId: request?.subForumId ?? null,
    isOnline: request?.isOnline ?? null,
  };
}

/** The refusal of a taken slot, with up to three of the free slots that are nearest to it. */
export async function readOffer(tx: EntityManager, slotId: string, freeSlots: readonly FreeSlot[]): Promise<SlotTaken> {
  const slot = await tx.findOneByOrFail(Slot, { id: slotId });
  return new SlotTaken(slotId, nearestTo(slot.startsAt, freeSlots, 3));
}
