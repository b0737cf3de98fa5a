import { performance } from 'node:perf_hooks';

import { SeededRandom } from '../testing/seeded-random.js';
import { madeUpTaxonomy, seededProfiles, wideShape } from '../testing/seeded-directory.js';
import { compileDirectory, defaultWeights, rankTriples } from './index.js';
import { isReciprocal, scoreOf } from './triple-parts.js';
import { tripleQuantities } from './triple-quantities.js';

// node --import @swc-node/register/esm-register --conditions=development libs/matching/src/rank-triples.bench.ts
const seed = 20_260_101;
const perSide = 1000;
const k = 20;
const askers = 50;
const bruteShare = 0.01;

const shape = { ...wideShape, perSide };
const compiling = performance.now();
const directory = compileDirectory(seededProfiles(seed, shape), madeUpTaxonomy(shape));
console.log(`seed ${seed}, ${perSide} companies per side, k ${k}, ${askers} seeded askers, node ${process.version}`);
console.log(`profiles made and packed in ${(performance.now() - compiling).toFixed(0)} ms`);

const random = new SeededRandom(seed + 1);
const asking = random.sample(directory.ids, askers);
for (const company of asking.slice(0, 3)) rankTriples({ directory, company, k }); // the compiler warms up

const runs = asking.map((company) => {
  const startedAt = performance.now();
  const { counts } = rankTriples({ directory, company, k });
  return { ms: performance.now() - startedAt, counts };
});
const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
const median = times[Math.floor(times.length / 2)]!;
const total = (part: 'possible' | 'bounded' | 'scored') => runs.reduce((sum, { counts }) => sum + counts[part], 0);
console.log(`bounded ranking: median ${median.toFixed(1)} ms, worst ${times.at(-1)!.toFixed(1)} ms`);
console.log(`of ${total('possible')} possible triples bounded ${total('bounded')}, scored ${total('scored')}`);

// Brute force scores whole triples over the same typed arrays; a seeded 1 % of the pairs stands for all.
const brute = asking.slice(0, 10).map((id) => {
  const company = directory.indexOf.get(id)!;
  const members: [number, number, number] = [0, 1, 2];
  const pairs = Array.from({ length: bruteShare * perSide * perSide }, () =>
    directory.pools.map((pool) => random.pick(Array.from(pool))),
  );
  const startedAt = performance.now();
  let best = 0;
  for (const pair of pairs) {
    for (const side of [0, 1, 2]) members[side] = side === directory.side[company] ? company : pair[side]!;
    const { parts } = tripleQuantities(directory, defaultWeights.fit, members);
    if (isReciprocal(parts)) best = Math.max(best, scoreOf(parts, defaultWeights.score));
  }
  return (performance.now() - startedAt) / bruteShare;
});
const bruteMedian = brute.sort((a, b) => a - b)[Math.floor(brute.length / 2)]!;
console.log(`brute force, from ${bruteShare * 100} % of the pairs: median ${bruteMedian.toFixed(0)} ms`);
console.log(`ratio ${(bruteMedian / median).toFixed(1)}`);
