import { describe, expect, it } from '@jest/globals';
import { addressMatcher } from '#config';
import { addressKey, clientAddress } from './client-address.js';

describe('the address of a client', () => {
  const nobody = addressMatcher([]);
  const proxies = addressMatcher(['10.0.0.0/8', '2001:db8::/32']);

  it.each([
    ['nobody is trusted', '203.0.113.9', '198.51.100.1', nobody, '203.0.113.9'],
    ['the peer is no proxy', '203.0.113.9', '198.51.100.1', proxies, '203.0.113.9'],
    ['a proxy says so', '10.0.0.1', '198.51.100.1', proxies, '198.51.100.1'],
    ['a proxy comes as IPv6', '::ffff:10.0.0.1', '198.51.100.1', proxies, '198.51.100.1'],
    ['the client claims another', '10.0.0.1', '192.0.2.66, 198.51.100.1', proxies, '198.51.100.1'],
    ['proxies stand in a row', '10.0.0.1', '192.0.2.66, 198.51.100.1, 10.0.0.2', proxies, '198.51.100.1'],
    ['there are several headers', '10.0.0.1', ['192.0.2.66', '198.51.100.1,10.0.0.2'], proxies, '198.51.100.1'],
    ['a proxy says nothing', '10.0.0.1', undefined, proxies, '10.0.0.1'],
    ['there are proxies alone', '10.0.0.1', '10.0.0.3,10.0.0.2', proxies, '10.0.0.3'],
    ['the socket is gone', undefined, '198.51.100.1', proxies, 'unknown'],
  ])('is right when %s', (_, remote, forwarded, isTrusted, expected) => {
    expect(clientAddress(remote, forwarded, isTrusted)).toBe(expected);
  });
});

describe('what counts as one address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('takes %s for %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});
