import type { EntityManager } from 'typeorm';
import { isOrganizerOf, isStaffOf, type Actor } from '../accounts/actor.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { insertRows } from '../insert-rows.js';
import { DraftMeeting, ScheduleDraft } from './schedule-draft.entity.js';

/** The signal that says: look at this schedule draft again. */
export const scheduleDraftTopic = (id: string): string => `schedule-drafts.${id}`;

/**
 * A draft, for the staff of its forum only: nothing of it reaches a company before it is approved.
 *
 * @throws NotFound when there is none, and alike for everybody else
 */
export async function readDraft(tx: EntityManager, actor: Actor, id: string): Promise<ScheduleDraft> {
  const draft = await tx.findOneBy(ScheduleDraft, { id });
  if (!draft || !isStaffOf(actor, draft.forumId)) throw new NotFound('schedule draft', id);
  return draft;
}

/**
 * The same, locked until the transaction ends: the first lock of whoever changes a draft.
 *
 * @throws NotFound as `readDraft`, NotAllowed for an assistant
 */
export async function lockDraft(tx: EntityManager, actor: Actor, id: string): Promise<ScheduleDraft> {
  const { forumId } = await readDraft(tx, actor, id);
  requirePermission(isOrganizerOf(actor, forumId));
  return tx.findOneOrFail(ScheduleDraft, { where: { id }, lock: { mode: 'for_no_key_update' } });
}

/** All meetings of a draft, in order of id. */
export function listDraftMeetings(tx: EntityManager, scheduleDraftId: string): Promise<DraftMeeting[]> {
  return tx.find(DraftMeeting, { where: { scheduleDraftId }, order: { id: 'ASC' } });
}

/** Puts these meetings in the place of those that the draft had. */
export async function replaceDraftMeetings(
  tx: EntityManager,
  scheduleDraftId: string,
  meetings: readonly Omit<DraftMeeting, 'scheduleDraft' | 'slot' | 'table'>[],
): Promise<void> {
  await tx.delete(DraftMeeting, { scheduleDraftId });
  await insertRows(tx, DraftMeeting, meetings);
}
