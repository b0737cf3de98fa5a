import { describe, expect, it } from '@jest/globals';
import { ServerKeys } from './server-keys.js';

describe('the keys of an installation', () => {
  it('are the same whenever they are drawn, and differ by purpose and by installation', () => {
    const keys = new ServerKeys('s'.repeat(32));
    const again = new ServerKeys('s'.repeat(32));
    const others = new ServerKeys('t'.repeat(32));

    expect(keys.derive('mail')).toHaveLength(32);
    expect(keys.derive('mail')).toEqual(again.derive('mail'));
    expect(keys.derive('mail')).not.toEqual(keys.derive('second-factor'));
    expect(keys.derive('mail')).not.toEqual(others.derive('mail'));
  });
});
