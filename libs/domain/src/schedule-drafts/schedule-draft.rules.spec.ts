import { describe, expect, it } from '@jest/globals';
import { defaultOptions, differentOptions, optionFaults } from './schedule-draft.rules.js';

describe('optionFaults', () => {
  it('finds none in the defaults, nor in the ends of each range', () => {
    expect(optionFaults(defaultOptions)).toEqual([]);
    const most = {
      timeLimitSeconds: 600,
      maxSteps: 1_000_000_000,
      seed: 2_147_483_647,
      maxMoves: 100_000,
      allowUnplace: true,
      fairness: 100,
      meetingWeights: { pair: 1_000, triple: 1_000, mustMeet: 1_000 },
      subForumIds: ['hydro'],
    };
    expect(optionFaults(most)).toEqual([]);
  });

  it('names every field at fault with what is allowed', () => {
    const meetingWeights = { pair: 0, triple: 1.5, mustMeet: -1 };
    const faulty = { ...defaultOptions, timeLimitSeconds: 0, fairness: -1, meetingWeights, subForumIds: [] };
    expect(optionFaults(faulty)).toEqual([
      { field: 'timeLimitSeconds', allowed: 'a whole number from 1 to 600' },
      { field: 'fairness', allowed: 'a whole number from 0 to 100' },
      { field: 'meetingWeights.pair', allowed: 'a whole number from 1 to 1000' },
      { field: 'meetingWeights.triple', allowed: 'a whole number from 1 to 1000' },
      { field: 'meetingWeights.mustMeet', allowed: 'a whole number from 0 to 1000' },
      { field: 'subForumIds', allowed: '1 to 100 different sub-forums of this forum' },
    ]);
  });
});

describe('differentOptions', () => {
  it('finds none between a run and one that names the same sub-forums in another order', () => {
    const [a, b] = [
      ['hydro', 'ports'],
      ['ports', 'hydro'],
    ].map((subForumIds) => ({ ...defaultOptions, subForumIds }));
    expect(differentOptions(a!, b!)).toEqual([]);
  });

  it('names each option that differs', () => {
    const meetingWeights = { ...defaultOptions.meetingWeights, mustMeet: 5 };
    const other = { ...defaultOptions, seed: 2, fairness: 0, meetingWeights, subForumIds: ['hydro'] };
    expect(differentOptions(defaultOptions, other)).toEqual(['seed', 'fairness', 'meetingWeights', 'subForumIds']);
  });
});
