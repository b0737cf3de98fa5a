import { describe, expect, it } from '@jest/globals';

import { madeUpTaxonomy } from '../testing/seeded-directory.js';
import { type CompanyProfile, compileDirectory, explainTriple, scoreTriple } from './index.js';

// C00 and C04 are sector-agnostic; S00, S01, S02 stand in a row of neighbours; AA to AE lie in region 110 of 100.
const taxonomy = madeUpTaxonomy({ capabilities: 6, sectors: 3 });

const china: CompanyProfile = {
  id: 'turbines',
  side: 'CHINA',
  country: 'DD',
  sectors: ['S00'],
  offers: [
    { capability: 'C01', strength: 0.8 },
    { capability: 'C02', strength: 1 },
  ],
  needs: [
    { capability: 'C03', priority: 0.6 },
    { capability: 'C00', priority: 1 },
  ],
  markets: ['AA', 'any'],
  modes: ['engineering'],
  languages: [
    { tag: 'zh', level: 1 },
    { tag: 'en-GB', level: 0.6 },
  ],
  size: 4,
  blocks: { companies: [], countries: [] },
};
const developed: CompanyProfile = {
  ...china,
  id: 'controls',
  side: 'DEVELOPED',
  country: 'CB',
  sectors: ['S01'],
  offers: [
    { capability: 'C00', strength: 0.6 },
    { capability: 'C02', strength: 1 },
  ],
  needs: [{ capability: 'C01', priority: 0.3 }],
  markets: ['100'],
  modes: ['engineering', 'investment'],
  languages: [{ tag: 'EN', level: 0.8 }],
  size: 1,
};
const developing: CompanyProfile = {
  ...china,
  id: 'utility',
  side: 'DEVELOPING',
  country: 'AA',
  sectors: ['S00'],
  offers: [{ capability: 'C00', strength: 0.6 }],
  needs: [
    { capability: 'C05', priority: 0.6 },
    { capability: 'C02', priority: 0.6 },
    { capability: 'C01', priority: 1 },
  ],
  markets: [],
  modes: [],
  languages: [{ tag: 'fr', level: 1 }],
  size: null,
};
const directory = compileDirectory([developing, china, developed], taxonomy);
const companies = ['utility', 'controls', 'turbines'] as const;

describe('explainTriple', () => {
  it('says of every need who covers it and how strongly, the earlier side of equals, and what stays open', () => {
    expect(explainTriple({ directory, companies })!.lines).toStrictEqual([
      { company: 'turbines', capability: 'C00', priority: 1, by: 'controls', strength: 0.6 },
      { company: 'turbines', capability: 'C03', priority: 0.6, by: null, strength: 0 },
      { company: 'controls', capability: 'C01', priority: 0.3, by: 'turbines', strength: 0.48 },
      { company: 'utility', capability: 'C01', priority: 1, by: 'turbines', strength: 0.8 },
      { company: 'utility', capability: 'C02', priority: 0.6, by: 'turbines', strength: 1 },
      { company: 'utility', capability: 'C05', priority: 0.6, by: null, strength: 0 },
    ]);
  });

  it('shows the six parts of the fit of each pair', () => {
    expect(explainTriple({ directory, companies })!.fitFactors).toStrictEqual({
      chinaDeveloped: { market: 0.7, language: 0.6, mode: 1, sector: 0.6, size: 0.25, agreement: 0.5 },
      chinaDeveloping: { market: 1, language: 0, mode: 0, sector: 1, size: 0.5, agreement: 1 },
      developedDeveloping: { market: 0.7, language: 0, mode: 0, sector: 0.6, size: 0.5, agreement: 1 },
    });
  });

  it('carries the score that scoreTriple gives', () => {
    expect(explainTriple({ directory, companies })!.score).toStrictEqual(scoreTriple({ directory, companies }));
  });

  it('explains no triple that is not open', () => {
    expect(explainTriple({ directory, companies, nevers: [['utility', 'controls']] })).toBeNull();
    expect(explainTriple({ directory, companies: ['utility', 'controls', 'nobody'] })).toBeNull();
  });
});

describe('scoreTriple', () => {
  it('computes a triple as by hand', () => {
    const { get, give, coverage, reciprocity, fit, index, score } = scoreTriple({ directory, companies });

    expect(get).toStrictEqual({ china: 120000 / 320000, developed: 28800 / 60000, developing: 280000 / 440000 });
    // controls covers C02 of utility across adjacent sectors: 0.6 · 1 · 0.6 of 2.2.
    expect(give.china).toBeCloseTo((0.48 + 1.4 / 2.2) / 2, 12);
    expect(give.developed).toBeCloseTo((0.375 + 0.36 / 2.2) / 2, 12);
    expect(give.developing).toBeCloseTo((0.375 + 0) / 2, 12);
    expect(coverage).toBeCloseTo((0.375 + 0.48 + 1.4 / 2.2) / 3, 12);
    expect(index).toBe(3);
    expect(fit).toBeCloseTo((0.655 + 0.6 + 0.435) / 3, 12);
    expect(score).toBeCloseTo(100 * (0.4 * coverage + 0.35 * reciprocity + 0.25 * fit), 12);
  });
});
