import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isMemberOf, type Actor } from '../accounts/actor.js';
import type { Relation } from '../companies/visibility.rules.js';

/**
 * What a reader is to companies; the nearest of
 *
 * - own: one of its people, or an administrator;
 * - agreed: one of the reader's companies and this one have both accepted a meeting request that is agreed or scheduled now. It
 *   ends with the request: withdrawn, left, declined. A booking on standing consent alone is no agreement: this company never
 *   said yes to that one;
 * - participant: both are approved at one forum, or the reader is staff of a forum to which it applied;
 * - stranger.
 */
@Injectable()
export class RelationsService {
  constructor(private readonly dataSource: DataSource) {}

  /** By company id, one for each; at most two queries, however many they are. */
  async relationsOf(actor: Actor, companyIds: readonly string[]): Promise<Map<string, Relation>> {
    const found = new Map<string, Relation>(companyIds.map((id) => [id, 'stranger']));
    const others: string[] = [];
    for (const id of found.keys()) {
      if (actor.isAdministrator || isMemberOf(actor, id)) found.set(id, 'own');
      else others.push(id);
    }
    const own = [...actor.companyRoles.keys()];
    const staffOf = [...actor.forumRoles.keys()];
    if (others.length === 0 || own.length + staffOf.length === 0) return found;
    const [participants, agreed] = await Promise.all([
      this.listParticipants(others, own, staffOf),
      this.listAgreed(others, own),
    ]);
    for (const id of participants) found.set(id, 'participant');
    for (const id of agreed) found.set(id, 'agreed');
    return found;
  }

  private async listParticipants(others: string[], own: string[], staffOf: string[]): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select distinct p.company_id as id
         from participation p
        where p.company_id = any($1::uuid[])
          and ((p.state in ('applied', 'approved') and p.forum_id = any($3::uuid[]))
            or (p.state = 'approved' and exists (
                  select from participation mine
                   where mine.forum_id = p.forum_id and mine.company_id = any($2::uuid[]) and mine.state = 'approved')))`,
      [others, own, staffOf],
    );
    return rows.map(({ id }) => id);
  }

  private async listAgreed(others: string[], own: string[]): Promise<string[]> {
    if (own.length === 0) return [];
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select distinct theirs.company_id as id
         from meeting_request_party mine
         join meeting_request r on r.id = mine.meeting_request_id and r.state in ('agreed', 'scheduled')
         join meeting_request_party theirs on theirs.meeting_request_id = r.id and theirs.answer = 'accepted'
        where mine.company_id = any($2::uuid[]) and mine.answer = 'accepted' and theirs.company_id = any($1::uuid[])`,
      [others, own],
    );
    return rows.map(({ id }) => id);
  }
}
