import type { EntityManager } from 'typeorm';
import { isMemberOf, isStaffOf, type Actor } from '../accounts/actor.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { Delegation } from './delegation.entity.js';
import type { Forum } from './forum.entity.js';
import { readForum } from './forum.policy.js';
import { Participation, type ParticipationState } from './participation.entity.js';

/** The company's own people and the forum's staff. */
export function maySeeParticipation(actor: Actor, participation: { companyId: string; forumId: string }): boolean {
  return isMemberOf(actor, participation.companyId) || isStaffOf(actor, participation.forumId);
}

/** @throws NotFound when there is none, and alike when the actor is neither of the company nor of the forum's staff */
export async function readParticipation(tx: EntityManager, actor: Actor, id: string): Promise<Participation> {
  const participation = await tx.findOneBy(Participation, { id });
  if (!participation || !maySeeParticipation(actor, participation)) throw new NotFound('participation', id);
  return participation;
}

/**
 * The participation locked for a change, then those of its delegations that are asked for, in order of id, then its forum held
 * in its state: the order in which meetings lock them too (meetings/attendance.ts), the forum last.
 */
export async function lockParticipation(
  tx: EntityManager,
  actor: Actor,
  id: string,
  delegationsWanted: { delegationId: string } | 'all' | 'none' = 'none',
): Promise<{ participation: Participation; delegations: Delegation[]; forum: Forum }> {
  const { forumId } = await readParticipation(tx, actor, id);
  const lock = { mode: 'pessimistic_write' } as const;
  const participation = await tx.findOneOrFail(Participation, { where: { id }, lock });
  const delegations =
    delegationsWanted === 'none'
      ? []
      : await tx.find(Delegation, {
          where: { participationId: id, ...(delegationsWanted !== 'all' && { id: delegationsWanted.delegationId }) },
          order: { id: 'ASC' },
          lock,
        });
  const forum = await readForum(tx, actor, forumId, 'share');
  return { participation, delegations, forum };
}

/** Participations of a forum for its staff, in order of application; at most `first` after the cursor. */
export async function listParticipations(
  tx: EntityManager,
  actor: Actor,
  of: { forumId: string; state: ParticipationState | null },
  first: number,
  after?: { createdAt: Date; id: string },
): Promise<Participation[]> {
  requirePermission(isStaffOf(actor, of.forumId));
  const query = tx
    .createQueryBuilder(Participation, 'p')
    .where('p.forumId = :forumId', { forumId: of.forumId })
    .orderBy('p.createdAt', 'ASC')
    .addOrderBy('p.id', 'ASC')
    .take(first);
  if (of.state) query.andWhere('p.state = :state', { state: of.state });
  if (after) query.andWhere('(p.createdAt, p.id) > (:createdAt, :id)', after);
  return query.getMany();
}
