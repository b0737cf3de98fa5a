import { existsSync, readFileSync } from 'node:fs';

import { measureBragging } from '../testing/bragging.js';
import {
  describeRanks,
  publishedFiles,
  ranksAmongOpen,
  ranksAmongSuggested,
  readPublishedLeads,
} from '../testing/published-cases.js';

// npm run bench:cases      A regression test of the arithmetic, not evidence of accuracy: weights are never tuned on it.
const folder = new URL('../../../../shared/data/', import.meta.url);

if (Object.values(publishedFiles).every((file) => existsSync(new URL(file, folder)))) {
  for (const market of ['country', 'region'] as const) measureCases(market);
} else {
  console.log('published cases: skipped, ../shared/data with cases.json is not beside this checkout');
}
console.log(measureBragging().line);

/** Two readings: every open triple ranks, or those that are suggested, which have Reciprocity > 0. */
function measureCases(market: 'country' | 'region'): void {
  const leads = readPublishedLeads((file) => readFileSync(new URL(file, folder), 'utf8'), market);
  const suggested = ranksAmongSuggested(leads);
  console.log(
    `published cases, each lead asked over all leads; market: the host's ${market === 'country' ? 'country' : 'M49 region'}`,
  );
  report('all open triples', ranksAmongOpen(leads));
  report('suggested triples', suggested);
  report(
    'suggested, leads who have a case with Reciprocity > 0',
    suggested.filter((rank) => rank !== null),
  );
}

function report(what: string, ranks: readonly (number | null)[]): void {
  console.log(`  ${what.padEnd(56)}${describeRanks(ranks)}`);
}
