import { describe, expect, it } from '@jest/globals';
import { emptyProfile } from './profile-input.js';
import { changedFields, missingToSubmit, stateAfterEdit, visibleProfile, waitsForReview } from './profile.rules.js';

const approved = {
  ...emptyProfile('Alpha', 'DE'),
  offers: [{ capability: 'E01', strength: 0.4 }],
  needs: [
    { capability: 'P01', priority: 1 },
    { capability: 'P02', priority: 1 },
    { capability: 'P03', priority: 0.3 },
  ],
};

describe('an edit after approval', () => {
  it('waits for review when it touches names, country, side or offers', () => {
    const edits = [
      { nameEn: 'Beta' },
      { nameZh: '贝塔' },
      { nameLocal: 'Beta AG' },
      { country: 'AT' },
      { side: null },
      { offers: [] },
    ];
    for (const edit of edits) {
      const after = { ...approved, ...edit };
      expect(waitsForReview(after, approved)).toBe(true);
      expect(stateAfterEdit({ state: 'approved', before: approved, after, approved })).toBe('submitted');
      expect(visibleProfile(after, approved)).toEqual(approved);
    }
  });

  it('is visible at once in everything else, also while a name waits', () => {
    const after = { ...approved, nameEn: 'Beta', size: 4, needs: [], blockedCountries: ['FR'] };
    expect(visibleProfile(after, approved)).toEqual({ ...after, nameEn: 'Alpha' });
    expect(changedFields(approved, visibleProfile(after, approved))).toEqual(['needs', 'size', 'blockedCountries']);
  });

  it('leaves a returned profile returned until what was returned changes', () => {
    const returned = { ...approved, nameEn: 'Beta' };
    const state = (after: typeof approved) => stateAfterEdit({ state: 'returned', before: returned, after, approved });
    expect(state({ ...returned, size: 2 })).toBe('returned');
    expect(state({ ...returned, nameEn: 'Gamma' })).toBe('submitted');
    expect(state({ ...returned, nameEn: 'Alpha' })).toBe('approved');
  });

  it('is no change when only the order of keys differs', () => {
    const sameOffers = [{ strength: 0.4, capability: 'E01' }];
    expect(changedFields(approved, { ...approved, offers: sameOffers })).toEqual([]);
  });
});

describe('an edit before approval', () => {
  it('keeps the state, but takes back a submission that no longer has what it must', () => {
    const state = (from: 'incomplete' | 'submitted' | 'returned', after: typeof approved) =>
      stateAfterEdit({ state: from, before: approved, after, approved: null });
    expect(state('incomplete', approved)).toBe('incomplete');
    expect(state('returned', approved)).toBe('returned');
    expect(state('submitted', { ...approved, nameEn: 'Beta' })).toBe('submitted');
    expect(state('submitted', { ...approved, offers: [] })).toBe('incomplete');
  });
});

it('can be submitted without a side, which only an administrator gives', () => {
  expect(missingToSubmit({ ...approved, side: null })).toEqual([]);
  expect(missingToSubmit({ ...approved, side: null, offers: [], needs: [] })).toEqual(['offers', 'needs']);
});
