import { describe, expect, it } from '@jest/globals';
import { describeDevice, holderOf, networkOf } from './arrival.js';

describe('where a sign-in comes from', () => {
  it('is a browser and a system, without versions, or the name of a program', () => {
    const linux = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0';
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
    const edge =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0';
    expect(describeDevice(linux)).toBe('Firefox on Linux');
    expect(describeDevice(phone)).toBe('Safari on iOS');
    expect(describeDevice(edge)).toBe('Edge on Windows');
    expect(describeDevice('curl/8.5.0')).toBe('curl');
    expect(describeDevice(undefined)).toBeNull();
    expect(describeDevice('\u0000<script>')).toBeNull();
    expect(describeDevice('x'.repeat(10_000))).toBeNull();
  });

  it('is one IPv4 address or one /64, however it is written', () => {
    expect(holderOf('203.0.113.7')).toBe('203.0.113.7');
    expect(holderOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(holderOf('2001:db8:0:1::7')).toBe('2001:db8:0:1::/64');
    expect(holderOf('2001:0DB8:0000:0001:a:b:c:d')).toBe('2001:db8:0:1::/64');
    expect(holderOf('::1')).toBe('0:0:0:0::/64');
    expect(holderOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });

  it('is shown as a neighbourhood only', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.0/24');
    expect(networkOf('2001:db8:5:6:7::8')).toBe('2001:db8:5::/48');
    expect(networkOf('unknown')).toBeNull();
  });
});
