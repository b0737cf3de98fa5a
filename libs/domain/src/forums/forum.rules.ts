import { checkWeights, type Weights } from '#matching';
import type { InputFault } from '../domain-error.js';
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

/** What an organizer says of weights; their version's name is the service's. */
export type ProposedWeights = Pick<Weights, 'score' | 'fit'>;

/** The faults of weights, such as a group that does not add up to 1.00, by field: `score`, `fit.market`. */
export function weightsFaults({ score, fit }: ProposedWeights): InputFault[] {
  return checkWeights({ version: 'proposed', score, fit }).map((fault) => {
    const [field, ...allowed] = fault.split(': ');
    return { field: field!, allowed: allowed.join(': ') };
  });
}
