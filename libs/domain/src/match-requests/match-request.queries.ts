import type { EntityManager } from 'typeorm';
import { defaultWeights, type Weights } from '#matching';
import { isMemberOf, isStaffOf, type Actor } from '../accounts/actor.js';
import { NotFound } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { MatchRequest } from './match-request.entity.js';

/** The company's own people and the forum's staff. */
export function mayReadMatchRequest(actor: Actor, { companyId, forumId }: MatchRequest): boolean {
  return isMemberOf(actor, companyId) || (forumId !== null && isStaffOf(actor, forumId));
}

/** @throws NotFound when there is none, and alike when the actor may not read it */
export async function readMatchRequest(tx: EntityManager, actor: Actor, id: string): Promise<MatchRequest> {
  const request = await tx.findOneBy(MatchRequest, { id });
  if (!request || !mayReadMatchRequest(actor, request)) throw new NotFound('match request', id);
  return request;
}

/** The weights in use at a forum or, with null, in the whole directory. */
export async function readWeights(tx: EntityManager, forumId: string | null): Promise<Weights> {
  return forumId === null ? defaultWeights : (await tx.findOneByOrFail(Forum, { id: forumId })).weights;
}
