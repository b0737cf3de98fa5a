import type { EntityManager } from 'typeorm';
import { Delegation } from '../forums/delegation.entity.js';
import { Forum } from '../forums/forum.entity.js';
import { ForumTable, Slot } from '../forums/programme.entities.js';
import { listAgreedRequests } from '../meetings/meeting-request-agreed.js';
import type { ScheduleRows, StandingMeeting } from './schedule-rows.js';

/** Reads a forum for scheduling; as of one moment only in a transaction that sees one, or holds the locks. */
export async function readScheduleRows(tx: EntityManager, forumId: string): Promise<ScheduleRows> {
  // First, so that a change that slips in between counts as one that this schedule does not know.
  const forum = await tx.findOneByOrFail(Forum, { id: forumId });
  const slots = await tx.find(Slot, { where: { forumId }, order: { startsAt: 'ASC', id: 'ASC' } });
  const tables = await tx.find(ForumTable, { where: { forumId }, order: { label: 'ASC' } });
  const delegations = await tx.find(Delegation, {
    where: { forumId },
    relations: { participation: true },
    order: { id: 'ASC' },
  });
  const present = delegations.filter(
    ({ archivedAt, participation }) => archivedAt === null && participation!.state === 'approved',
  );
  return {
    forum,
    slots,
    tables,
    delegations,
    presentIds: new Set(present.map(({ id }) => id)),
    requests: await listAgreedRequests(tx, forumId, ['agreed', 'scheduled']),
    standing: await listStanding(tx, forumId),
  };
}

/** The published meetings of a forum that are not cancelled, in order of id; each party's delegation in order of company. */
function listStanding(tx: EntityManager, forumId: string): Promise<StandingMeeting[]> {
  return tx.query<StandingMeeting[]>(
    `select m.id, m.meeting_request_id as "meetingRequestId", m.origin, m.state, m.slot_id as "slotId",
            m.table_id as "tableId", m.company_ids as "companyIds", m.schedule_version as "scheduleVersion",
            array_agg(d.id order by d.company_id) as "delegationIds"
       from meeting m
       join attendance a on a.meeting_id = m.id
       join delegation d on d.id = a.delegation_id
      where m.forum_id = $1 and m.state <> 'cancelled'
      group by m.id
      order by m.id`,
    [forumId],
  );
}
