import { describe, expect, it } from '@jest/globals';
import { applyInput, emptyProfile, type ProfileInput } from './profile-input.js';
import { profileFaults } from './profile-faults.js';

const nothing: ReadonlySet<string> = new Set();
const fieldsAtFault = (input: ProfileInput, confirmed = nothing) =>
  profileFaults(input, confirmed).map(({ field }) => field);

describe('profileFaults', () => {
  it('takes an empty edit, and one that clears everything that may be empty', () => {
    expect(profileFaults({}, nothing)).toEqual([]);
    const cleared: ProfileInput = {
      nameZh: null,
      nameLocal: null,
      sectors: [],
      offers: [],
      needs: [],
      markets: [],
      modes: [],
      languages: [],
      size: null,
      website: null,
      texts: [],
    };
    expect(profileFaults(cleared, nothing)).toEqual([]);
  });

  it('names every fault of a profile, each with its path', () => {
    const input = {
      nameEn: ' ',
      nameZh: 'a\u0000b',
      country: 'XX',
      kind: 'club',
      size: 5,
      website: 'http://example.org',
      sectors: ['ENE-HYD', 'NOPE', 'ENE-HYD'],
      markets: ['BR', '202', 'any', '999'],
      modes: ['engineering', 'charity'],
      offers: [
        { capability: 'E01', strength: 0.5 },
        { capability: 'E01', strength: 0.8 },
        { capability: 'Z99', strength: 0.4 },
      ],
      needs: [
        { capability: 'P01', priority: 0.3 },
        { capability: 'P02', priority: 0.7 },
        { capability: 'P03', priority: 1 },
      ],
      languages: [
        { tag: 'zh-hans', level: 1 },
        { tag: 'zh-Hans', level: 0.6 },
        { tag: 'not a tag', level: 0.5 },
      ],
      texts: [{ tag: 'en', text: '' }],
    } as unknown as ProfileInput;

    expect(fieldsAtFault(input)).toEqual([
      'nameEn',
      'nameZh',
      'country',
      'kind',
      'size',
      'website',
      'sectors[1]',
      'sectors[2]',
      'markets[3]',
      'modes[1]',
      'offers[1].capability',
      'offers[2].capability',
      'offers[0].strength',
      'needs[1].priority',
      'languages[1].tag',
      'languages[2].tag',
      'languages[2].level',
      'texts[0].text',
    ]);
  });

  it('allows 1 to 15 offers and 3 to 20 needs, or none', () => {
    const codes = [1, 2, 3, 4, 5, 6, 7].flatMap((i) => ['E', 'O', 'G'].map((group) => `${group}0${i}`));
    const known = codes.filter((code) => !['O06', 'O07'].includes(code));
    const offers = (count: number) => known.slice(0, count).map((capability) => ({ capability, strength: 0.4 }));
    const needs = (count: number) => known.slice(0, count).map((capability) => ({ capability, priority: 0.3 }));

    expect([1, 15].flatMap((count) => fieldsAtFault({ offers: offers(count) }))).toEqual([]);
    expect(fieldsAtFault({ offers: offers(16) })).toEqual(['offers']);
    expect(fieldsAtFault({ needs: needs(3) })).toEqual([]);
    expect(profileFaults({ needs: needs(2) }, nothing)).toEqual([
      { field: 'needs', allowed: 'an empty list, or 3 to 20 items' },
    ]);
  });

  it('lets an offer stand at 1.00 only where it was confirmed', () => {
    const input = { offers: [{ capability: 'E01', strength: 1 }] };
    expect(fieldsAtFault(input)).toEqual(['offers[0].strength']);
    expect(fieldsAtFault(input, new Set(['E02']))).toEqual(['offers[0].strength']);
    expect(fieldsAtFault(input, new Set(['E01']))).toEqual([]);
  });

  it.each([
    'https://user:secret@example.org/',
    'https://localhost/',
    'javascript:alert(1)',
    'https://',
    'example.org',
    `https://example.org/${'a'.repeat(300)}`,
  ])('refuses the address %s', (website) => {
    expect(fieldsAtFault({ website: 'https://example.org/中文' })).toEqual([]);
    expect(fieldsAtFault({ website })).toEqual(['website']);
  });

  it('refuses null where a value must stand, and marks that turn the reading direction', () => {
    const input = { nameEn: null, sectors: null, offers: null, texts: null } as unknown as ProfileInput;
    expect(fieldsAtFault(input)).toEqual(['nameEn', 'sectors', 'offers', 'texts']);
    expect(fieldsAtFault({ nameLocal: 'safe\u202Eexe' })).toEqual(['nameLocal']);
  });
});

describe('applyInput', () => {
  it('keeps what is not given, and brings names, tags and addresses into one form', () => {
    const before = { ...emptyProfile('Alpha', 'BR'), size: 3, nameZh: '阿尔法' };
    const after = applyInput(
      before,
      {
        nameLocal: ' Cafe\u0301 ',
        nameZh: null,
        website: 'https://EXAMPLE.org',
        languages: [{ tag: 'ZH-hans-cn', level: 1 }],
        texts: [{ tag: 'pt-br', text: 'Olá' }],
      },
      null,
    );
    expect(after).toStrictEqual({
      ...before,
      nameZh: null,
      nameLocal: 'Café',
      website: 'https://example.org/',
      languages: [{ tag: 'zh-Hans-CN', level: 1 }],
      texts: { 'pt-BR': 'Olá' },
    });
  });

  it('derives the side from the country, unless an administrator gave another', () => {
    const profile = emptyProfile('Alpha', 'BR');
    expect(profile.side).toBe('DEVELOPING');
    expect(applyInput(profile, { country: 'HK' }, null).side).toBe('CHINA');
    expect(applyInput(profile, { country: 'HK' }, 'DEVELOPED').side).toBe('DEVELOPED');
  });
});
