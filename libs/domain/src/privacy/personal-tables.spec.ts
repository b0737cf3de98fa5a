import { describe, expect, it } from '@jest/globals';
import { inOrderOfDeletion } from './personal-tables.js';

describe('the order of deletion', () => {
  it('puts a table before those that it refers to, and leaves others as given', () => {
    const references = [
      { from: 'import', to: 'upload' },
      { from: 'token', to: 'sign_in' },
      { from: 'elsewhere', to: 'token' },
    ];
    expect(inOrderOfDeletion(['a', 'sign_in', 'token', 'upload', 'import'], references)).toStrictEqual([
      'a',
      'token',
      'sign_in',
      'import',
      'upload',
    ]);
  });

  it('tells a circle', () => {
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    expect(() => inOrderOfDeletion(['a', 'b'], circle)).toThrow('a, b');
  });
});
