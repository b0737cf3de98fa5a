import { Injectable } from '@nestjs/common';
import { ArrayOverlap, DataSource } from 'typeorm';
import { isMemberOf, isStaffOf, type Actor } from '../accounts/actor.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { readForum } from '../forums/forum.policy.js';
import { withParties, type AgendaMeeting } from './agenda.queries.js';
import { Meeting } from './meeting.entity.js';
import { mayKnowMeeting } from './meeting.policy.js';

/** Who meets whom, when and where; cancelled meetings stay to be seen with their reason. */
@Injectable()
export class AgendasService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The meetings of one company at a forum, or of all of the actor's, in order of time. For the company's members and the
   * forum's staff.
   */
  async agenda(actor: Actor, forumId: string, companyId?: string): Promise<AgendaMeeting[]> {
    const tx = this.dataSource.manager;
    requirePermission(companyId === undefined || isMemberOf(actor, companyId) || isStaffOf(actor, forumId));
    await readForum(tx, actor, forumId, 'none');
    const companyIds = companyId === undefined ? [...actor.companyRoles.keys()] : [companyId];
    if (companyIds.length === 0) return [];
    const meetings = await tx.find(Meeting, {
      where: { forumId, companyIds: ArrayOverlap(companyIds) },
      relations: { slot: true, table: true },
      order: { slot: { startsAt: 'ASC' }, id: 'ASC' },
    });
    return withParties(tx, meetings);
  }

  /** All meetings of a forum in order of time, at most `first` after the cursor. For the forum's staff. */
  async forumMeetings(
    actor: Actor,
    forumId: string,
    first: number,
    after?: { startsAt: Date; id: string },
  ): Promise<AgendaMeeting[]> {
    requirePermission(isStaffOf(actor, forumId));
    const tx = this.dataSource.manager;
    const query = tx
      .createQueryBuilder(Meeting, 'meeting')
      .innerJoinAndSelect('meeting.slot', 'slot')
      .innerJoinAndSelect('meeting.table', 'forumTable')
      .where('meeting.forumId = :forumId', { forumId })
      .orderBy('slot.startsAt')
      .addOrderBy('meeting.id')
      .limit(first);
    if (after) query.andWhere('(slot.startsAt, meeting.id) > (:startsAt, :id)', after);
    return withParties(tx, await query.getMany());
  }

  /** @throws NotFound when there is none, and alike when the actor may not know it */
  async meeting(actor: Actor, id: string): Promise<AgendaMeeting> {
    const tx = this.dataSource.manager;
    const meeting = await tx.findOne(Meeting, { where: { id }, relations: { slot: true, table: true } });
    if (!meeting || !mayKnowMeeting(actor, meeting)) throw new NotFound('meeting', id);
    const [known] = await withParties(tx, [meeting]);
    return known!;
  }
}
