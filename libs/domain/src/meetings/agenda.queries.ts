import { In, type EntityManager } from 'typeorm';
import type { ForumTable, Slot } from '../forums/programme.entities.js';
import { Attendance } from './attendance.entity.js';
import type { Meeting } from './meeting.entity.js';

/** A company that meets. */
export interface MeetingParty {
  companyId: string;
  companyNameEn: string;
  companyNameZh: string | null;
  /** Who sits for it; null once the meeting is cancelled. */
  delegationId: string | null;
  delegationName: string | null;
}

/** A meeting with all that its parties need to find it. */
export type AgendaMeeting = Meeting & { slot: Slot; table: ForumTable; parties: MeetingParty[] };

/** Adds the parties to meetings that were read with slot and table; two queries for any number of meetings. */
export async function withParties(tx: EntityManager, meetings: readonly Meeting[]): Promise<AgendaMeeting[]> {
  if (meetings.length === 0) return [];
  const companyIds = [...new Set(meetings.flatMap((meeting) => meeting.companyIds))];
  const companies: { id: string; nameEn: string; nameZh: string | null }[] = await tx.query(
    // The names that an administrator approved; a change of them that waits for review is not for others.
    `select c.id, coalesce(v.name_en, c.name_en) as "nameEn",
            case when v.id is null then c.name_zh else v.name_zh end as "nameZh"
       from company c left join company_version v on v.id = c.approved_version_id
      where c.id = any($1)`,
    [companyIds],
  );
  const seated = await tx.find(Attendance, {
    where: { meetingId: In(meetings.map(({ id }) => id)) },
    relations: { delegation: true },
  });
  const companyOf = new Map(companies.map((company) => [company.id, company]));
  const delegationOf = new Map(
    seated.map(({ meetingId, delegation }) => [`${meetingId} ${delegation!.companyId}`, delegation!]),
  );
  return meetings.map((meeting) => {
    const parties = meeting.companyIds.map((companyId): MeetingParty => {
      const { nameEn, nameZh } = companyOf.get(companyId)!;
      const delegation = delegationOf.get(`${meeting.id} ${companyId}`);
      return {
        companyId,
        companyNameEn: nameEn,
        companyNameZh: nameZh,
        delegationId: delegation?.id ?? null,
        delegationName: delegation?.name ?? null,
      };
    });
    return Object.assign(meeting, { slot: meeting.slot!, table: meeting.table!, parties });
  });
}
