import { isIPv4, isIPv6 } from 'node:net';

/** From where a sign-in is asked for. */
export interface Arrival {
  /** The client's IP address, as the api sees it. */
  address: string;
  /** The header of that name, if there is one. */
  userAgent?: string | undefined;
}

const browsers: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: [RegExp, string][] = [
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\b(HarmonyOS|OpenHarmony)\b/, 'HarmonyOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\b(Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a person needs to recognise a device by, and no more: such as `Firefox on Linux`, or a program's name; null when unknown. */
export function describeDevice(userAgent: string | undefined): string | null {
  if (!userAgent) return null;
  const find = (names: [RegExp, string][]): string | undefined => names.find(([mark]) => mark.test(userAgent))?.[1];
  const browser = find(browsers);
  const system = find(systems);
  if (browser) return system ? `${browser} on ${system}` : browser;
  return /^[A-Za-z][\w.-]{0,39}(?=\/|\s|$)/.exec(userAgent)?.[0] ?? system ?? null;
}

/**
 * The part of an address that one customer of a provider holds: all of an IPv4 address, the first 64 bits of an IPv6 address.
 * An IPv4 address written as IPv6 is the IPv4 address. What is no address stays as it is.
 */
export function holderOf(address: string): string {
  const plain = unmapped(address);
  return isIPv6(plain) ? `${leadingGroups(plain, 4)}::/64` : plain;
}

/** The neighbourhood of an address, for people to recognise a place by: 24 bits of IPv4, 48 bits of IPv6; null for what is no address. */
export function networkOf(address: string): string | null {
  const plain = unmapped(address);
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  return isIPv6(plain) ? `${leadingGroups(plain, 3)}::/48` : null;
}

function unmapped(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  return plain.startsWith('::ffff:') && isIPv4(plain.slice(7)) ? plain.slice(7) : plain;
}

/** The first `count` (at most 6) groups of 16 bits, without leading zeros. */
function leadingGroups(address: string, count: number): string {
  const [head = '', tail = ''] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const isShort = address.includes('::');
  const groups = isShort ? [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after] : before;
  return groups
    .slice(0, count)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
