import { describe, expect, it } from '@jest/globals';
import { WrongState } from '../refusal.js';
import { forumStates } from './forum.entity.js';
import { participationStates } from './participation.entity.js';
import { AlreadyApplied, ProfileNotReady } from './participation.refusals.js';
import { refuseApplication, type Application } from './participation.rules.js';

const makeApplication = (given: Partial<Application> = {}): Application => ({
  forumState: 'registration',
  company: { state: 'approved', approvedVersionId: 'v1', archivedAt: null },
  earlier: null,
  ...given,
});

describe('applying to a forum', () => {
  it('is possible from registration until the forum is closed', () => {
    const possible = forumStates.filter((forumState) => !refuseApplication(makeApplication({ forumState })));
    expect(possible).toEqual(['registration', 'matching', 'scheduling', 'published', 'running']);
    expect(refuseApplication(makeApplication({ forumState: 'draft' }))).toStrictEqual(
      new WrongState('draft', possible),
    );
  });

  it('is possible again after being declined or withdrawing', () => {
    const possible = participationStates.filter((earlier) => !refuseApplication(makeApplication({ earlier })));
    expect(possible).toEqual(['declined', 'withdrawn']);
    expect(refuseApplication(makeApplication({ earlier: 'approved' }))).toStrictEqual(new AlreadyApplied('approved'));
  });

  it('wants a profile that is submitted or was approved once', () => {
    const refusalFor = (company: Partial<Application['company']>) =>
      refuseApplication(
        makeApplication({ company: { state: 'incomplete', approvedVersionId: null, archivedAt: null, ...company } }),
      );
    expect(refusalFor({})).toStrictEqual(new ProfileNotReady('incomplete'));
    expect(refusalFor({ state: 'returned' })).toStrictEqual(new ProfileNotReady('returned'));
    expect(refusalFor({ state: 'submitted' })).toBeNull();
    expect(refusalFor({ state: 'returned', approvedVersionId: 'v1' })).toBeNull();
    expect(refusalFor({ approvedVersionId: 'v1', archivedAt: new Date(0) })).toStrictEqual(
      new ProfileNotReady('archived'),
    );
  });
});
