import { describe, expect, it } from '@jest/globals';
import { WrongState } from '../refusal.js';
import { forumStates } from './forum.entity.js';
import { PublishedBySchedule } from './forum.refusals.js';
import { refuseAdvance } from './forum.rules.js';

describe('the states of a forum', () => {
  it('go one step forward by hand, or to closed; published is left to the approval of a schedule', () => {
    const possible = forumStates.flatMap((from) =>
      forumStates.filter((to) => refuseAdvance(from, to) === null).map((to) => `${from} to ${to}`),
    );
    expect(possible).toEqual([
      'draft to registration',
      'draft to closed',
      'registration to matching',
      'registration to closed',
      'matching to scheduling',
      'matching to closed',
      'scheduling to closed',
      'published to running',
      'published to closed',
      'running to closed',
    ]);
    expect(refuseAdvance('scheduling', 'published')).toStrictEqual(new PublishedBySchedule());
    expect(refuseAdvance('matching', 'registration')).toStrictEqual(new WrongState('matching', ['draft']));
    expect(refuseAdvance('draft', 'draft')).toStrictEqual(new WrongState('draft', []));
  });
});
