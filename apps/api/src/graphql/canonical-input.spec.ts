import { describe, expect, it } from '@jest/globals';
import { canonicalInput } from './canonical-input.js';

describe('the canonical form of an input', () => {
  it('reaches every text, and leaves everything else as it is', () => {
    const at = new Date(0);
    const input = Object.assign(Object.create(null) as object, {
      nameEn: 'Cea\u0301ra',
      texts: [{ tag: 'pt', text: 'e\u0301\r\ne\u0301' }],
      size: 3,
      website: null,
      at,
    });
    expect(canonicalInput(input, 'input')).toEqual({
      value: { nameEn: 'Ceára', texts: [{ tag: 'pt', text: 'é\né' }], size: 3, website: null, at },
      faults: [],
    });
    expect(canonicalInput('e\u0301', 'email')).toEqual({ value: 'é', faults: [] });
  });

  it('names each text that holds what cannot be printed, with its path', () => {
    const { faults } = canonicalInput(
      { nameEn: 'a\nb', texts: [{ text: 'a\nb' }, { text: 'a\0b' }], people: ['x', 'y\u202E'], reason: 'a\tb' },
      'input',
    );
    expect(faults.map(({ field }) => field)).toEqual(['nameEn', 'texts[1].text', 'people[1]']);
    expect(canonicalInput('a\x07', 'idempotencyKey').faults).toMatchObject([{ field: 'idempotencyKey' }]);
    expect(canonicalInput(['a', 'b\n'], 'sectors').faults).toMatchObject([{ field: 'sectors[1]' }]);
    expect(canonicalInput('a\nb', 'reason').faults).toEqual([]);
  });
});
