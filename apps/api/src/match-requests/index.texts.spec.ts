import { describe, expect, it } from '@jest/globals';
import { indexSentence } from './index.texts.js';

describe('indexSentence', () => {
  it('says at 3 that the third adds nothing', () => {
    const { en, zh } = indexSentence(3);
    expect(en).toBe(
      '1+1+1 is 3.00 here: each of the three would get as much from its one best partner, the third adds nothing.',
    );
    expect(zh).toContain('3.00');
  });

  it('says between 3 and 6 how much more the three cover together', () => {
    const { en, zh } = indexSentence(4.119);
    expect(en).toBe(
      '1+1+1 is 4.12 here: together the three cover 37% more of their needs than each would with its one best partner (3 when the third adds nothing, at most 6).',
    );
    expect(zh).toContain('4.12');
    expect(zh).toContain('37%');
  });

  it('says at 6 that there is no more', () => {
    expect(indexSentence(6).en).toContain('6.00 here, the most there is');
    expect(indexSentence(6).zh).toContain('6.00');
  });

  it('keeps a value next to an end apart from it', () => {
    expect(indexSentence(3.0004).en).toContain('1+1+1 is 3.0004 here: together the three cover <1% more');
    expect(indexSentence(5.9999).en).toContain('1+1+1 is 5.9999 here: together the three cover 99% more');
    expect(indexSentence(3 + Number.EPSILON * 2).en).not.toContain('3.00 here');
  });

  it('has a sentence of its own where there is no value', () => {
    expect(indexSentence(null)).toEqual({
      en: 'The 1+1+1 index has no value: none of the three covers a need of another.',
      zh: '“1+1+1”指数无值：三方均未满足其他方的任何需求。',
    });
  });
});
