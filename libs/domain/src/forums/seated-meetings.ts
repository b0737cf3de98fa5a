import type { EntityManager } from 'typeorm';
import type { Interval } from '#calendar';

/**
 * When these delegations sit in published meetings, one interval per meeting and delegation. Meetings stand below forums in the
 * order of imports, so their table is named here and not imported. To rely on the answer, lock the delegations first.
 */
export async function readSeatedMeetings(tx: EntityManager, delegationIds: string[]): Promise<Interval[]> {
  return tx.query<Interval[]>(
    `select lower(during) as "startsAt", upper(during) as "endsAt" from attendance where delegation_id = any($1)`,
    [delegationIds],
  );
}
