import type { EntityManager } from 'typeorm';
import { isOrganizerOf, isStaffOf, type Actor } from '../accounts/actor.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { Forum } from './forum.entity.js';

/** Enterprises see a forum from registration on; its staff, and administrators, also while it is a draft. */
export function canSeeForum(actor: Actor, forum: Pick<Forum, 'id' | 'state'>): boolean {
  return forum.state !== 'draft' || isStaffOf(actor, forum.id) || actor.isAdministrator;
}

/** `update` for whoever changes the forum or its schedule; `share` for whoever relies on its state. */
export type ForumLock = 'update' | 'share' | 'none';

const lockModes = { update: 'pessimistic_write', share: 'pessimistic_read' } as const;

/**
 * The one way to a forum, for every read and change of what belongs to it.
 *
 * Its lock is the last of those that a meeting's changes also take (meetings/attendance.ts): participations, delegations and
 * tables are locked before it. What is only inserted or read after it cannot deadlock.
 *
 * @throws NotFound when there is none, and alike when the actor may not see it
 */
export async function readForum(tx: EntityManager, actor: Actor, forumId: string, lock: ForumLock): Promise<Forum> {
  const mode = lock === 'none' ? {} : { lock: { mode: lockModes[lock] } };
  const forum = await tx.findOne(Forum, { where: { id: forumId }, ...mode });
  if (!forum || !canSeeForum(actor, forum)) throw new NotFound('forum', forumId);
  return forum;
}

/** @throws NotAllowed for whoever is not its organizer, whether or not there is such a forum */
export function readForumToOrganize(tx: EntityManager, actor: Actor, forumId: string): Promise<Forum> {
  requirePermission(isOrganizerOf(actor, forumId));
  return readForum(tx, actor, forumId, 'update');
}
