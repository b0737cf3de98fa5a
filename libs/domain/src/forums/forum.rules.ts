import { WrongState } from '../refusal.js';
import { forumStates, type ForumState } from './forum.entity.js';
import { PublishedBySchedule } from './forum.refusals.js';

/** States in which organizers may still change a forum. */
export const openStates: readonly ForumState[] = forumStates.filter((state) => state !== 'closed');

/** States in which companies apply, and their applications are answered. */
export const participationOpenStates: readonly ForumState[] = openStates.filter((state) => state !== 'draft');

/**
 * The first reason why a forum cannot move from one state to another by hand: it goes one step forward at a time, and can be
 * closed from anywhere. To *published* leads only the approval of a schedule.
 */
export function refuseAdvance(from: ForumState, to: ForumState): WrongState | PublishedBySchedule | null {
  if (to === 'published') return new PublishedBySchedule();
  const before = forumStates[forumStates.indexOf(to) - 1];
  const allowed = to === 'closed' ? openStates : before === undefined ? [] : [before];
  return allowed.includes(from) ? null : new WrongState(from, [...allowed]);
}
