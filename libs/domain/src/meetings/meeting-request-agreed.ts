import type { EntityManager } from 'typeorm';
import type { MeetingRequest } from './meeting-request.entity.js';

/** What a schedule run has to know of a request. */
export interface AgreedRequest extends Pick<MeetingRequest, 'id' | 'forumId' | 'subForumId' | 'isOnline' | 'version'> {
  state: 'agreed' | 'scheduled';
  /** Two or three, in order of id. */
  companyIds: string[];
  /** How many of its parties said must-meet of another; from 0. */
  mustMeetCount: number;
}

/**
 * The agreed requests of a forum in order of id: those that wait for their slot and, where asked for, those whose meeting is
 * published. Those that wait for a company that has withdrawn are left out, also before the job takes it out of them. One query. What is agreed does not expire, so no clock is needed.
 */
export function listAgreedRequests(
  tx: EntityManager,
  forumId: string,
  states: readonly AgreedRequest['state'][] = ['agreed'],
): Promise<AgreedRequest[]> {
  // Companies that said must-meet count once, however many of the others they said it of.
  return tx.query<AgreedRequest[]>(
    `select r.id, r.forum_id as "forumId", r.sub_forum_id as "subForumId", r.is_online as "isOnline", r.version, r.state,
            array_agg(p.company_id order by p.company_id) as "companyIds",
            (count(*) filter (where exists (
               select from preference w
                 join meeting_request_party o on o.meeting_request_id = r.id and o.company_id = w.other_company_id
                  and o.answer = 'accepted'
                where w.forum_id = r.forum_id and w.company_id = p.company_id and w.value = 'must_meet'
            )))::integer as "mustMeetCount"
       from meeting_request r
       join meeting_request_party p on p.meeting_request_id = r.id and p.answer = 'accepted'
      where r.forum_id = $1 and r.state = any($2)
        and (r.state = 'scheduled' or not exists (
              select from meeting_request_party o
                left join participation t on t.forum_id = r.forum_id and t.company_id = o.company_id
               where o.meeting_request_id = r.id and o.answer = 'accepted' and t.state is distinct from 'approved'))
      group by r.id
      order by r.id`,
    [forumId, states],
  );
}
