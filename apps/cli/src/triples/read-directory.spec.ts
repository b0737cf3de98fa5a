import { describe, expect, it } from '@jest/globals';
import { InputFaults, rankTriples } from '#matching';
import { readArguments } from './read-arguments.js';
import { readDirectory } from './read-directory.js';
import { readWeights } from './read-weights.js';

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof InputFaults) return error.faults;
    throw error;
  }
  return [];
}

const complete = {
  id: 'a',
  country: 'KE',
  sectors: ['ENE-HYD'],
  offers: [{ capability: 'P01', strength: 0.8 }],
  needs: [{ capability: 'Q01', priority: 1 }],
};

describe('readDirectory', () => {
  it('takes absent lists as empty and the side from the country, unless one is given', () => {
    const { side } = readDirectory({
      companies: [
        { id: 'a', country: 'CN' },
        { id: 'b', country: 'IT', name: 'B' },
        { id: 'c', country: 'KE', blocks: {} },
        { id: 'd', country: 'KE', side: 'CHINA', blocks: { companies: ['a'], countries: ['CN'] } },
      ],
    });
    expect([...side]).toStrictEqual([0, 1, 2, 0]);
  });

  it.each<[string, object, string]>([
    ['an unknown key', { colour: 1 }, 'companies[0].colour: not a key; the keys are id, name'],
    ['a key of the language itself', JSON.parse('{"__proto__": {}}') as object, 'companies[0].__proto__: not a key'],
    [
      'a number as text',
      { needs: [{ capability: 'Q01', priority: '1' }] },
      'companies[0].needs[0].priority: "1" is not a number',
    ],
    [
      'a number out of range',
      { offers: [{ capability: 'Q01', strength: 0 }] },
      'companies[0].offers[0].strength: 0 is outside 0.01 to 1.00',
    ],
    [
      'too many decimals',
      { languages: [{ tag: 'en', level: 0.125 }] },
      'companies[0].languages[0].level: 0.125 has more than two decimals',
    ],
    ['a missing value', { offers: [{ capability: 'Q01' }] }, 'companies[0].offers[0].strength: missing'],
    ['something else than a list', { markets: 'any' }, 'companies[0].markets: "any" is not a list'],
    ['something else than an object', { blocks: null }, 'companies[0].blocks: null is not an object'],
    ['an unknown code', { sectors: ['ENE-XXX'] }, 'companies[0].sectors[0]: "ENE-XXX" is not a sector of the taxonomy'],
    [
      'a capability twice',
      { needs: [complete.needs[0], complete.needs[0]] },
      'companies[0].needs[1].capability: "Q01" is listed twice',
    ],
    ['a size that is none', { size: null }, 'companies[0].size: null is not a whole number from 0 to 4'],
    ['an unknown side', { side: 'EAST' }, 'companies[0].side: "EAST" is not one of CHINA, DEVELOPED, DEVELOPING'],
    ['a country without a side', { country: 'VG' }, 'companies[0].side: missing; VG is of no side by itself'],
    [
      'a blocked company that is not there',
      { blocks: { companies: ['b'] } },
      'companies[0].blocks.companies[0]: "b" is not in the directory',
    ],
    [
      'a line break in a code',
      { markets: ['K\nE'] },
      'companies[0].markets[0]: "K\\nE" is not a country, region or "any" of the taxonomy',
    ],
  ])('refuses %s, in one line and nothing else', (_, change, fault) => {
    expect(faultsOf(() => readDirectory({ companies: [complete] }))).toStrictEqual([]);
    const faults = faultsOf(() => readDirectory({ companies: [{ ...complete, ...change }] }));
    expect(faults).toStrictEqual([expect.stringContaining(fault)]);
    expect(faults[0]).not.toContain('\n');
  });

  it('lists the faults of all companies in their order, and none that another brings with it', () => {
    const faults = faultsOf(() =>
      readDirectory({ companies: [{ country: 'XX' }, { ...complete, id: 'b' }, 5, { ...complete, id: 'b', size: 9 }] }),
    );
    expect(faults).toStrictEqual([
      'companies[0].id: missing',
      'companies[0].country: "XX" is not a country of the taxonomy',
      'companies[2]: 5 is not an object',
      'companies[3].size: 9 is not a whole number from 0 to 4',
      'companies[3].id: "b" is already the id of companies[1]',
    ]);
    expect(faultsOf(() => readDirectory([]))).toStrictEqual(['directory: [] is not an object']);
    expect(faultsOf(() => readDirectory({}))).toStrictEqual(['companies: missing']);
  });

  it('reads a company that lacks something into no pool, and asking for it says what is missing', () => {
    const directory = readDirectory({ companies: [{ ...complete, needs: [] }] });
    expect(faultsOf(() => rankTriples({ directory, company: 'a', k: 1 }))).toStrictEqual([
      'company: "a" cannot be matched, its profile lacks needs',
    ]);
  });
});

describe('readWeights', () => {
  const weights = {
    version: 'w',
    score: { coverage: 1, reciprocity: 0, fit: 0 },
    fit: { market: 1, language: 0, mode: 0, sector: 0, size: 0, agreement: 0 },
  };

  it('takes a complete record, and refuses what is missing, unknown or adds up to something else', () => {
    expect(readWeights(weights)).toStrictEqual(weights);
    expect(faultsOf(() => readWeights({ ...weights, version: '', note: '' }))).toStrictEqual([
      'note: not a key; the keys are version, score, fit',
      'version: a name is needed',
    ]);
    expect(faultsOf(() => readWeights({ version: 'w', score: [] }))).toStrictEqual([
      'score: [] is not an object',
      'fit: missing',
    ]);
    const more = { ...weights, score: { coverage: 1, reciprocity: 0.05, fit: 0 } };
    expect(faultsOf(() => readWeights(more))).toStrictEqual(['score: the weights add up to 1.05, not 1.00']);
  });
});

describe('readArguments', () => {
  it('names everything that is wrong with them', () => {
    const given = ['--directory', 'd', '--directory', 'e', '--top', '2.5', '--depth', 'x', '--company'];
    expect(faultsOf(() => readArguments(given)).map((fault) => fault.split(';')[0])).toStrictEqual([
      '--directory: given twice',
      '"--depth": not an argument',
      '"x": not an argument',
      '--company: a value is missing',
      '--top: "2.5" is not a whole number from 1 to 1000',
    ]);
    expect(readArguments(['--directory=d', '--company=-x', '--top', '3'])).toStrictEqual({
      directoryFile: 'd',
      weightsFile: null,
      company: '-x',
      top: 3,
    });
  });
});
