import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { matchingTaxonomy, sectorOfListedCompany, sideOfCountry } from '#domain/taxonomy';

import { SeededRandom } from '../testing/seeded-random.js';
import { drawProfiles, madeUpTaxonomy, seededOffersAndNeeds, wideShape } from '../testing/seeded-directory.js';
import { compileTaxonomy } from './compiled-taxonomy.js';
import {
  type CompanyProfile,
  defaultWeights,
  type Directory,
  type MatchingTaxonomy,
  PairIndex,
  rankEveryCompany,
  rankTriples,
  sides,
} from './index.js';
import { LiveDirectory } from './live-directory.js';
import { otherSides } from './pair-index.js';
import { isReciprocal, scoreOf } from './triple-parts.js';
import { tripleQuantities } from './triple-quantities.js';

// npm run bench:triples            every directory below, each in a process of its own, so that peak memory is its own
// npm run bench:triples -- uniform 4000     one of them
const seed = 20_260_101;
const k = 20;
const askers = 50;
const zipfExponent = 1;
const listedFile = new URL('../../../../shared/data/listed_companies.csv', import.meta.url);

/** Per side; the figures of the listed companies are what they are. */
const all = [
  'uniform 500',
  'skewed 500',
  'uniform 1000',
  'skewed 1000',
  'uniform 4000',
  'skewed 4000',
  'listed',
  'uniform 20000',
  'skewed 20000',
];

const [family, size] = process.argv.slice(2);
if (family === undefined) {
  console.log(`seed ${seed}, k ${k}, ${askers} seeded askers, one thread, node ${process.version}`);
  console.log(`67 capabilities, 40 sectors, 3–20 needs, 2–15 offers, 1–4 sectors; skewed: Zipf with ${zipfExponent}`);
  for (const one of all) {
    const run = [...process.execArgv, fileURLToPath(import.meta.url), ...one.split(' ')];
    const { status } = spawnSync(process.execPath, run, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
} else if (family === 'listed' && !existsSync(listedFile)) {
  console.log('\nlisted: skipped, ../shared/data/listed_companies.csv is not beside this checkout');
} else {
  measure(family, Number(size ?? 0));
}

function measure(name: string, perSide: number): void {
  const { directory, spare } = makeDirectory(name, perSide);
  const sizes = directory.pools.map((pool) => pool.length).join(' + ');
  console.log(`\n${name}: ${sizes} companies (China + developed + developing)`);
  report('directory packed', `resident ${megabytes(process.memoryUsage.rss())}`);

  const index = new PairIndex(directory);
  const { ms } = timed(() => index.fillNext(Infinity));
  report('index of all three sides', `${seconds(ms)}, tables ${megabytes(index.byteLength)}`);

  const random = new SeededRandom(seed + 1);
  const asking = random.sample(
    directory.pools.flatMap((pool) => [...pool]).map((company) => directory.ids[company]!),
    askers,
  );
  measureIndexed(directory, index, asking);
  measureChanges(directory, index, spare);
  report('peak memory until here', megabytes(process.resourceUsage().maxRSS * 1024));
  measureBruteForce(directory, index, asking, random);
  if (perSide === 500) measureForum(directory);
}

/** Another profile in the place of one that is there. */
function measureChanges(directory: LiveDirectory, index: PairIndex, spare: readonly CompanyProfile[]): void {
  const times = spare.map((profile) => {
    const put = [profile];
    return timed(() => index.follow(directory.change({ put, remove: [] }))).ms;
  });
  report(`one changed profile (${spare.length} of them)`, medianAndWorst(times));
}

function measureIndexed(directory: Directory, index: PairIndex, asking: readonly string[]): void {
  for (const company of asking.slice(0, 10)) rankTriples({ directory, index, company, k }); // the compiler warms up
  const runs = asking.map((company) => timed(() => rankTriples({ directory, index, company, k }).counts));
  const total = (part: 'possible' | 'bounded' | 'computed' | 'scored') =>
    runs.reduce((sum, { result }) => sum + result[part], 0);
  const share = (part: 'bounded' | 'computed' | 'scored') =>
    `${((100 * total(part)) / total('possible')).toFixed(4)} %`;
  report('ranking, index warm', medianAndWorst(runs.map(({ ms }) => ms)));
  report('pairs bounded one by one, computed, scored', `${share('bounded')}, ${share('computed')}, ${share('scored')}`);
}

/** Brute force scores every triple whole, over the same typed arrays; where that takes long, a seeded 1 % stands for all. */
function measureBruteForce(
  directory: Directory,
  index: PairIndex,
  asking: readonly string[],
  random: SeededRandom,
): void {
  const isWhole = directory.ids.length <= 3000;
  const ratios = asking.slice(0, 5).map((company) => {
    const brute = timed(() => bestByBruteForce(directory, company, isWhole ? 1 : 0.01, random));
    const bruteMs = brute.ms / (isWhole ? 1 : 0.01);
    const indexed = timed(() => rankTriples({ directory, index, company, k }));
    if (isWhole && brute.result !== indexed.result.triples[0]?.score) throw new Error(`${company}: the lists differ`);
    return { bruteMs, ratio: bruteMs / indexed.ms };
  });
  const plain = asking.slice(0, directory.ids.length <= 12_000 ? 5 : 1);
  const plainRuns = plain.map((company) => timed(() => rankTriples({ directory, company, k })).ms);
  report('ranking without an index', medianAndWorst(plainRuns));
  const how = isWhole ? 'all pairs, best score compared' : 'from a seeded 1 % of the pairs';
  const times = ratios.map(({ bruteMs }) => bruteMs);
  report(`brute force (${how})`, medianAndWorst(times));
  report('brute force / ranking with an index', `median ${median(ratios.map(({ ratio }) => ratio)).toFixed(0)}`);
}

function bestByBruteForce(directory: Directory, id: string, share: number, random: SeededRandom): number {
  const asking = directory.indexOf.get(id)!;
  const side = directory.side[asking]!;
  const [first, second] = otherSides(side);
  const members: [number, number, number] = [asking, asking, asking];
  let best = 0;
  const scoreOne = (j: number, l: number) => {
    members[first] = directory.pools[first]![j]!;
    members[second] = directory.pools[second]![l]!;
    const { parts } = tripleQuantities(directory, defaultWeights.fit, members);
    if (!isReciprocal(parts)) return;
    const score = scoreOf(parts, defaultWeights.score);
    if (score > best) best = score;
  };
  const [firstCount, secondCount] = [directory.pools[first]!.length, directory.pools[second]!.length];
  if (share === 1) {
    for (let j = 0; j < firstCount; j += 1) for (let l = 0; l < secondCount; l += 1) scoreOne(j, l);
  } else {
    const count = share * firstCount * secondCount;
    for (let i = 0; i < count; i += 1) scoreOne(random.integer(0, firstCount - 1), random.integer(0, secondCount - 1));
  }
  return best;
}

function measureForum(directory: Directory): void {
  const companies = directory.pools.flatMap((pool) => [...pool]).map((company) => directory.ids[company]!);
  const { ms } = timed(() => rankEveryCompany({ directory, companies, k }));
  report(`every company of the forum (${companies.length}), its index included`, seconds(ms));
}

/** The directory, and profiles of companies in it that say something else. */
function makeDirectory(name: string, perSide: number): { directory: LiveDirectory; spare: CompanyProfile[] } {
  if (name === 'listed') return listedDirectory();
  const shape = { ...wideShape, perSide, skew: name === 'skewed' ? zipfExponent : 0, blocks: 0 };
  const directory = pack(drawProfiles(seed, shape), madeUpTaxonomy(shape));
  const others = [...drawProfiles(seed + 1, { ...shape, perSide: 10 })];
  const spare = others.map((profile, i) => ({ ...profile, id: directory.ids[i]!, side: sides[directory.side[i]!]! }));
  return { directory, spare };
}

/** In parts, so that the profiles are not all in memory at a time. */
function pack(profiles: Iterable<CompanyProfile>, taxonomy: MatchingTaxonomy): LiveDirectory {
  const directory = new LiveDirectory(compileTaxonomy(taxonomy));
  let put: CompanyProfile[] = [];
  for (const profile of profiles) {
    if (put.push(profile) < 1000) continue;
    directory.change({ put, remove: [] });
    put = [];
  }
  directory.change({ put, remove: [] });
  return directory;
}

/** Real companies with their country, side, sector and size; offers, needs, languages and markets are made up. */
function listedDirectory(): { directory: LiveDirectory; spare: CompanyProfile[] } {
  const rows = parse<Record<string, string>>(readFileSync(listedFile), { columns: true });
  const taxonomy = matchingTaxonomy();
  const random = new SeededRandom(seed);
  const draw = (row: Record<string, string>) => listedProfile(row, taxonomy, random);
  const directory = pack(
    rows.map((row) => draw(row)),
    taxonomy,
  );
  return { directory, spare: rows.slice(0, 30).map(draw) };
}

function listedProfile(row: Record<string, string>, taxonomy: MatchingTaxonomy, random: SeededRandom): CompanyProfile {
  const { symbol, country_iso2: country, market_cap_class: value } = row;
  const sector = sectorOfListedCompany({
    name: row['name']!,
    industry: row['industry']!,
    industryGroup: row['industry_group']!,
    sector: row['sector']!,
  });
  const size = ['Nano Cap', 'Micro Cap'].includes(value!) ? 2 : ['Small Cap', 'Mid Cap'].includes(value!) ? 3 : 4;
  return {
    id: symbol!,
    country: country!,
    side: sideOfCountry(country!),
    sectors: sector === null ? [] : [sector],
    ...seededOffersAndNeeds(
      random,
      taxonomy.capabilities.map(({ code }) => code),
      wideShape,
    ),
    markets: random.sample(taxonomy.countries, 2).map(({ code }) => code),
    modes: random.sample(taxonomy.modes, 1),
    languages: [{ tag: 'en', level: random.pick([0.6, 0.8, 1]) }],
    size: value === '' ? null : size,
    blocks: { companies: [], countries: [] },
  };
}

function timed<T>(work: () => T): { ms: number; result: T } {
  const startedAt = performance.now();
  const result = work();
  return { ms: performance.now() - startedAt, result };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function medianAndWorst(times: readonly number[]): string {
  return `median ${median(times).toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}

function report(what: string, figures: string): void {
  console.log(`  ${what}: ${figures}`);
}
