import { BlockList, isIP } from 'node:net';
import { EnvironmentReader, type Environment } from './environment.js';

/** The variable of a limit, its whole numbers and what holds when nobody sets it. */
export interface LimitVariable {
  variable: string;
  min: number;
  max: number;
  default: number;
}

/** Every limit on what a client may ask of an api process; docs/limits.md says what each is for. */
export const limitVariables = {
  /** Levels of fields of one operation. */
  maxDepth: { variable: 'TREFOIL_MAX_DEPTH', min: 4, max: 50, default: 12 },
  /** Fields that one operation may resolve at most, lists counted by their page sizes. */
  maxCost: { variable: 'TREFOIL_MAX_COST', min: 1_000, max: 10_000_000, default: 50_000 },
  maxAliases: { variable: 'TREFOIL_MAX_ALIASES', min: 1, max: 1_000, default: 30 },
  maxDirectives: { variable: 'TREFOIL_MAX_DIRECTIVES', min: 1, max: 1_000, default: 30 },
  /** Words and signs of the text of one operation. */
  maxTokens: { variable: 'TREFOIL_MAX_TOKENS', min: 500, max: 100_000, default: 4_000 },
  /** Items of one page. The schema promises 100, so it can only be lowered, and not below the page that comes unasked. */
  maxPageSize: { variable: 'TREFOIL_MAX_PAGE_SIZE', min: 20, max: 100, default: 100 },
  maxBodyBytes: { variable: 'TREFOIL_MAX_BODY_BYTES', min: 16_384, max: 10_485_760, default: 262_144 },
  maxUploadBytes: { variable: 'TREFOIL_MAX_UPLOAD_BYTES', min: 1_024, max: 52_428_800, default: 10_485_760 },
  /** Operations per second that an account may go on with, and how many it may run at once after a pause. */
  accountRate: { variable: 'TREFOIL_ACCOUNT_RATE', min: 1, max: 1_000_000, default: 20 },
  accountBurst: { variable: 'TREFOIL_ACCOUNT_BURST', min: 1, max: 1_000_000, default: 100 },
  /** The same for everything that comes from one address. A whole forum may sit behind one. */
  addressRate: { variable: 'TREFOIL_ADDRESS_RATE', min: 1, max: 1_000_000, default: 100 },
  addressBurst: { variable: 'TREFOIL_ADDRESS_BURST', min: 1, max: 1_000_000, default: 500 },
  /** WebSocket connections that are open at a time. */
  maxConnections: { variable: 'TREFOIL_WS_CONNECTIONS', min: 1, max: 100_000, default: 5_000 },
  maxConnectionsPerAddress: { variable: 'TREFOIL_WS_CONNECTIONS_PER_ADDRESS', min: 1, max: 100_000, default: 500 },
  maxConnectionsPerAccount: { variable: 'TREFOIL_WS_CONNECTIONS_PER_ACCOUNT', min: 1, max: 10_000, default: 10 },
  /** Subscriptions that one connection holds at a time. */
  maxSubscriptions: { variable: 'TREFOIL_WS_SUBSCRIPTIONS', min: 1, max: 1_000, default: 20 },
  /** Seconds after which a connection without a subscription is closed. */
  idleSeconds: { variable: 'TREFOIL_WS_IDLE_SECONDS', min: 1, max: 86_400, default: 300 },
  /** Bytes of one message of a client. */
  maxMessageBytes: { variable: 'TREFOIL_WS_MESSAGE_BYTES', min: 4_096, max: 1_048_576, default: 65_536 },
} as const satisfies Record<string, LimitVariable>;

export type SurfaceLimits = Readonly<Record<keyof typeof limitVariables, number>>;

/** What the api shows to the outside, and to whom. */
export interface SurfaceConfig {
  limits: SurfaceLimits;
  /** Addresses and CIDR ranges of the proxies whose X-Forwarded-For is believed; nobody's by default. */
  trustedProxies: readonly string[];
  /** Origins, exactly as browsers send them, whose pages may use the API; none by default. */
  corsOrigins: readonly string[];
  hasIntrospection: boolean;
  hasGraphiql: boolean;
  /** Whether a query may be sent by its hash once the api has seen it. */
  hasPersistedQueries: boolean;
}

/** For whoever needs nothing else of the configuration, such as a test. @throws ConfigError */
export function readSurfaceConfig(env: Environment = process.env): SurfaceConfig {
  const reader = new EnvironmentReader(env);
  const config = readSurface(reader);
  reader.finish();
  return config;
}

export function readSurface(reader: EnvironmentReader): SurfaceConfig {
  const limits = Object.fromEntries(
    Object.entries(limitVariables).map(([name, limit]) => [name, reader.integer(limit.variable, limit, limit.default)]),
  ) as SurfaceLimits;
  const isOn = (name: string, otherwise: '0' | '1'): boolean => reader.oneOf(name, ['0', '1'], otherwise) === '1';
  const hasIntrospection = isOn('TREFOIL_INTROSPECTION', '1');
  return {
    limits,
    trustedProxies: listOf(reader, 'TREFOIL_TRUSTED_PROXIES', isAddressRange, 'an IP address or CIDR range'),
    corsOrigins: listOf(reader, 'TREFOIL_CORS_ORIGINS', isOrigin, 'an origin such as https://console.example'),
    hasIntrospection,
    // Without introspection GraphiQL knows no schema, and is of no use.
    hasGraphiql: isOn('TREFOIL_GRAPHIQL', hasIntrospection ? '1' : '0'),
    hasPersistedQueries: isOn('TREFOIL_PERSISTED_QUERIES', '0'),
  };
}

/** Tests whether an address belongs to one of the addresses and CIDR ranges. IPv4 in IPv6 counts as IPv4. */
export function addressMatcher(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
  };
}

/** The items of a list that is separated by commas; a fault for each that is none. */
function listOf(
  reader: EnvironmentReader,
  name: string,
  isItem: (text: string) => boolean,
  allowed: string,
): readonly string[] {
  const items = (reader.text(name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  for (const item of items) if (!isItem(item)) reader.fault(name, `"${item}" is not ${allowed}`);
  return items;
}

function isAddressRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** As a browser writes it: scheme, host and a port that is not the scheme's own; http for this machine alone. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && isLocal));
}
