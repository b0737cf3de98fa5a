import { randomUUID } from 'node:crypto';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  type GraphQLInputType,
} from 'graphql';
import type { Seeded } from './seeded.js';

const cursor = (...key: unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

const unicode = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff\ud800',
  '\u202egnp.exe',
  '\u2066\u2067\u202a',
  `a${'\u0301'.repeat(400)}`,
  'e\u0301',
  '\ufeffname',
  '\uffff\ufffe',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'.repeat(40),
  '\u{10ffff}',
  '\u2028\u2029\u0085',
  '\u0007\u001b[31m\u007f',
  '   ',
  '\t\r\n',
  '三峡\u3000工程',
];

const injections = [
  `'; drop table company; --`,
  `' or '1'='1`,
  `" or ""="`,
  `1) union all select null, version() --`,
  `$1`,
  `\\'; select 1; --`,
  `\${7*7}{{7*7}}<%= 7*7 %>`,
  `<script>alert(1)</script>`,
  `../../../../etc/passwd`,
  `..\\..\\windows\\win.ini`,
  `%00%0d%0aSet-Cookie: a=b`,
  `x\r\nBcc: other@test.example`,
  `=cmd|' /C calc'!A0`,
  `{"$gt": ""}`,
  `__proto__`,
  `constructor`,
  `javascript:alert(1)`,
  `http://169.254.169.254/latest/meta-data`,
  `(a+)+$`,
  `%`,
  `_%_%`,
];

const dates = [
  '0000-00-00',
  '0001-01-01T00:00:00Z',
  '-271821-04-19T23:59:59Z',
  '+275760-09-13T00:00:00.001Z',
  '+010000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2027-02-30',
  '2027-02-29T25:61:61Z',
  '2027-05-10T09:00:00+99:99',
  '2016-12-31T23:59:60Z',
  'now',
  'infinity',
];

const numbers = [
  -1, 0, -0, 0.1, 1e-320, 1e308, -1e308, 2_147_483_647, 2_147_483_648, -2_147_483_648, -2_147_483_649,
  9_007_199_254_740_993, 1e21, 65_536, 32_768,
];

const cursors = [
  cursor('9999-12-31T23:59:59Z', randomUUID()),
  cursor('+275760-09-13T00:00:00.000Z', randomUUID()),
  cursor('0001-01-01', randomUUID()),
  cursor(1e308),
  cursor(-1),
  cursor(0.5, 'x'),
  cursor('\u0000'),
  cursor('', ''),
  cursor('a'.repeat(500), randomUUID()),
  cursor(1, 'x', 2),
  cursor(2_147_483_648),
  cursor('1', '2'),
  Buffer.from('null').toString('base64url'),
  Buffer.from('{"0":1}').toString('base64url'),
  Buffer.from('[[1],[2]]').toString('base64url'),
];

/** Texts of bad will for any place that takes one. */
export const strings: readonly string[] = [
  '',
  'x',
  'x'.repeat(1_001),
  '汉'.repeat(20_000),
  'a '.repeat(5_000),
  ...unicode,
  ...injections,
  ...dates,
  ...cursors,
  'Etc/../UTC',
  'UTC+25',
  'en-u-ca-'.repeat(30),
  'XX',
  'NaN',
  'true',
  '1e999',
];

/** What looks like an id, or is one of nothing. */
export const ids: readonly string[] = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{0b0e6c2e-1111-4222-8333-444455556666}',
  '0B0E6C2E-1111-4222-8333-444455556666',
  '0b0e6c2e11114222833344445555666 6',
  'urn:uuid:0b0e6c2e-1111-4222-8333-444455556666',
  '1',
];

export const wrongShapes: readonly unknown[] = [true, false, 7, 'text', [], {}, [[]], [null], { a: { b: [] } }, null];

/**
 * A value that somebody of bad will, or a broken program, could send for an argument of this type: of another type, empty, huge,
 * out of range, odd in Unicode, made to be executed somewhere, an id of somebody else.
 */
export function hostileValue(type: GraphQLInputType, seeded: Seeded, foreignIds: readonly string[]): unknown {
  if (seeded.isBelow(0.12)) return seeded.pick(wrongShapes);
  const nullable = getNullableType(type);
  if (isListType(nullable)) return hostileList(nullable.ofType, seeded, foreignIds);
  const named = getNamedType(type);
  if (isEnumType(named)) return seeded.pick(['', 'NOTHING', named.getValues()[0]!.name.toLowerCase(), 1, null]);
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields());
    const chosen = fields.filter(() => seeded.isBelow(0.5));
    const made = chosen.map((field) => [field.name, hostileValue(field.type, seeded, foreignIds)] as const);
    return Object.fromEntries(seeded.isBelow(0.1) ? [...made, ['unknownField', 1]] : made);
  }
  switch (named.name) {
    case 'Int':
    case 'Float':
      return seeded.isBelow(0.1) ? seeded.pick(strings) : seeded.pick(numbers);
    case 'Boolean':
      return seeded.pick(['true', 0, 1, null, []]);
    case 'UUID':
    case 'ID':
      return seeded.isBelow(0.5) ? seeded.pick(foreignIds) : seeded.pick([...ids, ...strings]);
    case 'DateTimeISO':
    case 'LocalDate':
      return seeded.isBelow(0.8) ? seeded.pick(dates) : seeded.pick(strings);
    default:
      return seeded.isBelow(0.1) ? seeded.pick(foreignIds) : seeded.pick(strings);
  }
}

function hostileList(item: GraphQLInputType, seeded: Seeded, foreignIds: readonly string[]): unknown {
  const one = (): unknown => hostileValue(item, seeded, foreignIds);
  return seeded.pick<() => unknown>([
    () => [],
    () => [one()],
    () => [one(), one(), one()],
    () => Array.from({ length: 2_000 }, () => 'x'),
    () => {
      const twice = one();
      return [twice, twice];
    },
    () => [null],
    () => one(),
  ])();
}
