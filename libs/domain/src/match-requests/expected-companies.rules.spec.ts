import { describe, expect, it } from '@jest/globals';
import type { CompanyProfile } from '#matching';
import { NotAvailable } from '../refusal.js';
import { refuseExpected } from './expected-companies.rules.js';
import { WrongSides } from './match-request.refusals.js';

const noBlocks = { companies: [], countries: [] };
const company = (id: string, given: Partial<CompanyProfile> = {}): CompanyProfile => ({
  id,
  country: 'CN',
  side: 'CHINA',
  sectors: ['ENE-HYD'],
  offers: [{ capability: 'P01', strength: 0.8 }],
  needs: [{ capability: 'Q01', priority: 1 }],
  markets: ['any'],
  modes: ['engineering'],
  languages: [{ tag: 'en', level: 0.8 }],
  size: 2,
  blocks: noBlocks,
  ...given,
});
const china = company('china');
const developed = (given: Partial<CompanyProfile> = {}) =>
  company('developed', { country: 'IT', side: 'DEVELOPED', ...given });
const developing = (given: Partial<CompanyProfile> = {}) =>
  company('developing', { country: 'KE', side: 'DEVELOPING', ...given });

describe('refuseExpected', () => {
  it('lets one company of each other side pass, in any order', () => {
    expect(refuseExpected({ asking: china, expected: [developed(), developing()], nevers: [] })).toBeNull();
    expect(refuseExpected({ asking: china, expected: [developing(), developed()], nevers: [] })).toBeNull();
  });

  const blocking = (id: string) => ({ blocks: { companies: [id], countries: [] } });
  const closed: [string, Parameters<typeof refuseExpected>[0]][] = [
    ['an unknown id', { asking: china, expected: [undefined, developing()], nevers: [] }],
    ['an asking company that has left', { asking: undefined, expected: [developed(), developing()], nevers: [] }],
    [
      'a block of the asking company',
      { asking: china, expected: [developed(blocking('china')), developing()], nevers: [] },
    ],
    [
      'a block by it',
      { asking: company('china', blocking('developed')), expected: [developed(), developing()], nevers: [] },
    ],
    [
      'a block between the two',
      { asking: china, expected: [developed(), developing(blocking('developed'))], nevers: [] },
    ],
    [
      'a block of its country',
      {
        asking: china,
        expected: [developed({ blocks: { companies: [], countries: ['CN'] } }), developing()],
        nevers: [],
      },
    ],
    ['a never', { asking: china, expected: [developed(), developing()], nevers: [['developing', 'china']] }],
    [
      'a never between the two',
      { asking: china, expected: [developed(), developing()], nevers: [['developing', 'developed']] },
    ],
    ['an incomplete profile', { asking: china, expected: [developed({ offers: [] }), developing()], nevers: [] }],
  ];

  it.each(closed)('answers %s as not available', (_reason, expected) => {
    expect(refuseExpected(expected)).toStrictEqual(new NotAvailable());
  });

  it('says of companies on wrong sides which are wanted, whether or not one of them blocks', () => {
    const refusal = new WrongSides(['DEVELOPED', 'DEVELOPING']);
    const second = company('second', { country: 'FR', side: 'DEVELOPED' });
    for (const first of [developed(), developed(blocking('china'))]) {
      for (const expected of [[first, second] as const, [second, first] as const]) {
        expect(refuseExpected({ asking: china, expected, nevers: [] })).toStrictEqual(refusal);
      }
    }
    expect(refuseExpected({ asking: china, expected: [developed(), china], nevers: [] })).toStrictEqual(refusal);
    expect(refuseExpected({ asking: china, expected: [developed(), developed()], nevers: [] })).toStrictEqual(refusal);
    const undecided = company('undecided', { country: 'VG', side: null });
    expect(refuseExpected({ asking: china, expected: [developed(), undecided], nevers: [] })).toStrictEqual(refusal);
  });

  it('looks at sides only when both can be seen', () => {
    expect(refuseExpected({ asking: china, expected: [undefined, china], nevers: [] })).toStrictEqual(
      new NotAvailable(),
    );
  });
});
