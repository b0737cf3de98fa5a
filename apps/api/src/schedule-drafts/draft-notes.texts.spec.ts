import { describe, expect, it } from '@jest/globals';
import { defaultOptions } from '#domain';
import type { Evidence } from '#scheduling';
import { describeDraft, type NotedDraft } from './draft-notes.texts.js';

const evidence = { weight: 12, moved: 0, displaced: 0, fairness: null } as Evidence;
const makeDraft = (given: Partial<NotedDraft> = {}): NotedDraft => {
  return { options: defaultOptions, outside: null, cutShortBy: null, evidence, ...given };
};

describe('describeDraft', () => {
  it('says what meetings count, and no more of a first run about the whole forum', () => {
    expect(describeDraft(makeDraft(), 'en')).toEqual([
      'A meeting of two counts 2, one of three 3, and 2 more for each party that must meet another.',
    ]);
  });

  it('says what ended the search from outside, and whether there is a schedule', () => {
    expect(describeDraft(makeDraft({ cutShortBy: 'cancelled' }), 'en')[0]).toBe(
      'The run was called off; this is the best schedule that it had found, checked like any other.',
    );
    expect(describeDraft(makeDraft({ cutShortBy: 'thread_lost', evidence: null }), 'zh')[0]).toBe(
      '搜索意外中断，尚未得到日程。',
    );
  });

  it('says what a run about some sub-forums keeps and leaves out, in both languages', () => {
    const options = { ...defaultOptions, subForumIds: ['hydro', 'ports'] };
    const draft = makeDraft({ options, outside: { keptCount: 3, leftOutCount: 4 } });
    expect(describeDraft(draft, 'en')[0]).toBe(
      'The run is about 2 of the sub-forums. Of others, published meetings that keep their places: 3; agreed requests left out: 4.',
    );
    expect(describeDraft(draft, 'zh')[0]).toBe(
      '本次编排仅涉及 2 个分论坛。其他分论坛：保持原位的已发布会谈 3 场，未编排的已达成邀约 4 个。',
    );
    expect(describeDraft(makeDraft({ options }), 'en')[0]).toBe(
      'The run is about 2 of the sub-forums; meetings of others keep their places.',
    );
  });

  it('says how many published meetings move, of how many that may', () => {
    const options = { ...defaultOptions, maxMoves: 2, allowUnplace: true };
    const draft = makeDraft({ options, evidence: { ...evidence, moved: 3, displaced: 1 } });
    expect(describeDraft(draft, 'en')[0]).toBe(
      'Published meetings that move or lose their place: 2 of at most 2; that could not stay: 1. Meetings of more weight may take their places.',
    );
  });

  it.each([
    [1, true, 'The breaks of any two delegations differ by at most 1; asked were 1.'],
    [
      3,
      true,
      'No schedule of weight 12 keeps the breaks of any two delegations within 1; the smallest difference is 3.',
    ],
    [
      3,
      false,
      'No schedule of weight 12 was found that keeps the breaks of any two delegations within 1; the smallest difference found is 3.',
    ],
  ])('says how fair it is: %s, proven %s', (reached, isProven, sentence) => {
    const draft = makeDraft({ evidence: { ...evidence, fairness: { asked: 1, reached, isProven } } });
    expect(describeDraft(draft, 'en').at(-1)).toBe(sentence);
  });
});
