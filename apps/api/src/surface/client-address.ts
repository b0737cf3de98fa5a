import { isIPv6 } from 'node:net';

/**
 * From where a request comes: the nearest address that is not a trusted proxy's. `X-Forwarded-For` is read from its end, where
 * the nearest proxy wrote, and only as far as trusted proxies wrote it; whatever a client claims beyond that counts for nothing.
 */
export function clientAddress(
  remoteAddress: string | undefined,
  forwardedFor: string | string[] | undefined,
  isTrusted: (address: string) => boolean,
): string {
  const hops = [forwardedFor ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '');
  let address = remoteAddress ?? 'unknown';
  while (isTrusted(address) && hops.length > 0) address = hops.pop()!;
  return address;
}

/** What counts as one address: of IPv6 the first 64 bits, which one subscriber has to himself; IPv4 that comes as IPv6 is IPv4. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.replace(/%.*$/, '').split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  // An embedded IPv4 address stands for two groups; it never reaches into the first four unless written as one.
  const missing = tail === undefined ? 0 : 8 - groups.length - after.length;
  const all = [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
