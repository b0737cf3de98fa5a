import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import {
  describeRanks,
  hitAt,
  publishedFiles,
  ranksAmongOpen,
  ranksAmongSuggested,
  readPublishedLeads,
} from '../testing/published-cases.js';

const folder = new URL('../../../../shared/data/', import.meta.url);
const isPresent = Object.values(publishedFiles).every((file) => existsSync(new URL(file, folder)));
if (!isPresent) {
  process.stdout.write('published cases: skipped, ../shared/data with cases.json is not beside this checkout\n');
}
const itWithCases = isPresent ? it : it.skip;
const read = () => readPublishedLeads((file) => readFileSync(new URL(file, folder), 'utf8'), 'country');

describe('the published three-party projects', () => {
  itWithCases('score among the ten best open triples of at least 95 % of their leads', () => {
    const ranks = ranksAmongOpen(read());

    process.stdout.write(`published cases, all open triples: ${describeRanks(ranks)}\n`);
    expect(ranks.length).toBeGreaterThan(60);
    expect(hitAt(10, ranks)).toBeGreaterThanOrEqual(0.95);
    // SCORING: first in 90 %.
    expect(hitAt(1, ranks)).toBeGreaterThanOrEqual(0.9);
  });

  // Two cases have a lead whose offers the rule makes nobody need: with Reciprocity 0 they are never suggested.
  itWithCases(
    'are among the ten suggestions of at least 95 % of the leads who have a case with Reciprocity > 0',
    () => {
      const all = ranksAmongSuggested(read());
      const ranks = all.filter((rank) => rank !== null);

      process.stdout.write(
        `published cases, suggestions (${all.length - ranks.length} leads have no case with Reciprocity > 0): ` +
          `${describeRanks(ranks)}\n`,
      );
      expect(ranks.length).toBeGreaterThan(60);
      expect(hitAt(10, ranks)).toBeGreaterThanOrEqual(0.95);
    },
  );

  it('count as found only where there is a rank', () => {
    expect(hitAt(10, [1, 10, 11, null])).toBe(0.5);
    expect(describeRanks([1, 4, null, 20])).toBe('4 leads, hit@1 25.0 %, hit@10 50.0 %, MRR 0.325');
  });
});
