import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { hashSeal, headText, noHash, readHeadText, sealFault, type StoredSeal } from './chain.rules.js';

const sealedAt = new Date('2027-05-10T06:00:00.123Z');
const entryOf = (id: number): (string | null)[] => [String(id), '2027-05-10T06:00:00.000Z', null, 'meeting.booked'];

/** A chain of `length` entries, as it would be stored. */
function makeChain(length: number): StoredSeal[] {
  const chain: StoredSeal[] = [];
  for (let position = 1; position <= length; position++) {
    const entry = entryOf(position);
    const hash = hashSeal(chain.at(-1)?.hash ?? noHash, { position, sealedAt, entry });
    chain.push({ position, auditEntryId: String(position), hash, sealedAt, entry });
  }
  return chain;
}

const faultsOf = (chain: readonly StoredSeal[]): (string | null)[] =>
  chain.map((seal, index) => sealFault(chain[index - 1] ?? null, seal)).filter((fault) => fault !== null);

describe('the chain over the audit entries', () => {
  it('hashes what docs/decisions/0015 says, so that anybody can recompute it', () => {
    const content = `["trefoil-audit/1","",1,"2027-05-10T06:00:00.123Z","1","2027-05-10T06:00:00.000Z",null,"meeting.booked"]`;
    expect(makeChain(1)[0]!.hash).toBe(createHash('sha256').update(content, 'utf8').digest('hex'));
  });

  it('has no fault when nothing was touched', () => {
    expect(faultsOf(makeChain(5))).toStrictEqual([]);
  });

  it('tells a changed value at its place alone', () => {
    const chain = makeChain(5);
    chain[2]!.entry = [...entryOf(3).slice(0, 3), 'meeting.cancelled'];
    expect(faultsOf(chain)).toStrictEqual([
      'The entry 3, sealed at position 3, or its place in the chain, was changed.',
    ]);
  });

  it('tells null from the empty text and from the text null', () => {
    const hashes = [null, '', 'null'].map((value) => hashSeal(noHash, { position: 1, sealedAt, entry: [value] }));
    expect(new Set(hashes).size).toBe(3);
  });

  it('tells values that moved from one column to the next', () => {
    const [one, other] = [
      ['ab', 'c'],
      ['a', 'bc'],
    ].map((entry) => hashSeal(noHash, { position: 1, sealedAt, entry }));
    expect(one).not.toBe(other);
  });

  it('tells two entries that changed places', () => {
    const chain = makeChain(4);
    [chain[1]!.entry, chain[2]!.entry] = [chain[2]!.entry, chain[1]!.entry];
    expect(faultsOf(chain)).toHaveLength(2);
  });

  it('tells positions that are missing, by number', () => {
    const chain = makeChain(6);
    expect(faultsOf(chain.filter(({ position }) => position < 3 || position > 4))).toStrictEqual([
      'Positions 3 to 4 are missing.',
    ]);
    expect(faultsOf(chain.slice(1))).toStrictEqual(['Position 1 is missing.']);
  });

  it('tells an entry that is gone', () => {
    const chain = makeChain(2);
    chain[0]!.entry = null;
    expect(faultsOf(chain)).toStrictEqual(['The entry 1, sealed at position 1, was removed.']);
  });

  it('reads a head as it writes it, and nothing else', () => {
    const { position, hash } = makeChain(3)[2]!;
    expect(readHeadText(headText({ position, hash }))).toStrictEqual({ position, hash });
    for (const text of ['', '3', `0:${hash}`, `-1:${hash}`, `3:${hash}0`, `3:${hash.toUpperCase()}`, ` 3:${hash}`]) {
      expect(readHeadText(text)).toBeNull();
    }
  });
});
