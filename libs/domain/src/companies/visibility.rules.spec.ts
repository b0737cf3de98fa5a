import { describe, expect, it } from '@jest/globals';
import { emptyProfile } from './profile-input.js';
import type { Profile } from './profile.js';
import {
  defaultVisibility,
  guardedFields,
  isOpen,
  mayRead,
  relations,
  showProfile,
  visibilityFaults,
  visibilityLevels,
  visibilityOf,
} from './visibility.rules.js';

const profile: Profile = {
  ...emptyProfile('Alpha Hydro', 'DE'),
  sectors: ['ENE-HYD'],
  offers: [{ capability: 'E04', strength: 0.8 }],
  needs: [{ capability: 'F01', priority: 1 }],
  markets: ['KE'],
  modes: ['engineering'],
  languages: [{ tag: 'de', level: 1 }],
  size: 3,
  website: 'https://alpha.example/',
  texts: { en: 'Designs dams.' },
};

describe('the visibility of a profile', () => {
  it('lets in the relation of its level and every nearer one', () => {
    const table = visibilityLevels.map((level) => relations.filter((relation) => mayRead(level, relation)));
    expect(table).toStrictEqual([
      ['stranger', 'participant', 'agreed', 'own'],
      ['participant', 'agreed', 'own'],
      ['agreed', 'own'],
      ['own'],
    ]);
  });

  it('is public by default, but for contact data', () => {
    expect(showProfile(profile, visibilityOf({}), 'stranger')).toStrictEqual(profile);
    expect(mayRead(visibilityOf({}).contact, 'participant')).toBe(false);
    expect(mayRead(visibilityOf({}).contact, 'agreed')).toBe(true);
    expect(isOpen(defaultVisibility)).toBe(true);
    expect(isOpen(visibilityOf({ contact: 'nobody' }))).toBe(true);
  });

  it.each(guardedFields.filter((field) => field !== 'contact'))(
    'empties %s alone for those it is kept from',
    (field) => {
      const visibility = visibilityOf({ [field]: 'agreed' });
      const empty = emptyProfile('Alpha Hydro', 'DE');
      expect(profile[field]).not.toStrictEqual(empty[field]); // there is something to see
      expect(showProfile(profile, visibility, 'participant')).toStrictEqual({ ...profile, [field]: empty[field] });
      expect(showProfile(profile, visibility, 'agreed')).toStrictEqual(profile);
      expect(isOpen(visibility)).toBe(false);
    },
  );

  it('reads the same whether a field is kept back or was left empty', () => {
    const closed = visibilityOf(Object.fromEntries(guardedFields.map((field) => [field, 'nobody'])));
    const left = {
      ...emptyProfile('Alpha Hydro', 'DE'),
      sectors: profile.sectors,
      offers: profile.offers,
      needs: profile.needs,
    };
    expect(showProfile(profile, closed, 'agreed')).toStrictEqual(showProfile(left, defaultVisibility, 'agreed'));
    expect(showProfile(profile, closed, 'own')).toStrictEqual(profile);
  });

  it('opens contact data no further than to those who have agreed', () => {
    expect(visibilityFaults({ contact: 'public' })).toStrictEqual([{ field: 'contact', allowed: 'agreed, nobody' }]);
    expect(visibilityFaults({ contact: 'participants' })).toHaveLength(1);
    expect(visibilityFaults({ contact: 'nobody', texts: 'participants' })).toStrictEqual([]);
    expect(visibilityFaults({ nameEn: 'nobody' } as object)).toHaveLength(1);
    expect(visibilityFaults({ texts: 'friends' } as object)).toHaveLength(1);
  });
});
