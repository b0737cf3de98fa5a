import type { Candidates } from './candidates.js';
import type { CompiledFilters } from './compiled-filters.js';
import { coverageByOne, coverageByTwo, sectorTwentieths } from './coverage.js';
import type { Directory } from './directory.js';
import { pairFit } from './fit.js';
import type { Openness } from './openness.js';
import { emptyParts, isReciprocal, pairOfSides, scoreOf } from './triple-parts.js';
import { type Members, tripleIndex, tripleQuantities } from './triple-quantities.js';
import type { RankingCounts } from './triple-score.js';
import type { Weights } from './weights.js';

/** What a search chooses from: the asking company and the candidates of the two other sides. */
export interface SearchSpace {
  directory: Directory;
  weights: Weights;
  asking: { company: number; side: number };
  /** Of the earlier of the two other sides. */
  first: Candidates;
  second: Candidates;
  openness: Openness;
  filters: CompiledFilters;
}

/** What a search is for. */
export interface SearchedTriples {
  /** Triples that score less are not wanted; may rise while the search goes on. */
  readonly leastScore: number;
  offer(score: number, members: Members): void;
}

/**
 * Decides about one pair of candidates after the other, and offers the triples that are wanted to `triples`. In which order the pairs
 * come, and which of them are left out by a bound, is a walk's affair.
 */
export class TripleSearch {
  readonly counts: RankingCounts;
  /** Bounds at first, then the exact parts of the triple at hand. */
  private readonly parts = emptyParts();

  constructor(
    readonly space: SearchSpace,
    readonly triples: SearchedTriples,
  ) {
    this.counts = { possible: space.first.possible * space.second.possible, bounded: 0, computed: 0, scored: 0 };
  }

  /** The candidates at positions j of the first and k of the second side. */
  consider(j: number, k: number): void {
    const { directory, weights, first, second, openness } = this.space;
    const { parts, triples, counts } = this;
    const companyJ = first.pool.companies[j]!;
    const companyK = second.pool.companies[k]!;
    const rho = sectorTwentieths(directory, companyJ, companyK);

    counts.computed += 1;
    this.bound(
      j,
      k,
      coverageByOne(directory, companyJ, companyK, rho),
      coverageByOne(directory, companyK, companyJ, rho),
    );
    if (!isReciprocal(parts) || scoreOf(parts, weights.score) < triples.leastScore) return;

    // The fit of the candidates costs more than the bound, and is worked out only where it can matter.
    parts.fit[pairOfSides(first.side, second.side)] = pairFit(directory, weights.fit, companyJ, companyK, rho);
    if (scoreOf(parts, weights.score) < triples.leastScore) return;

    counts.scored += 1;
    this.replaceBoundsOfGet(j, k, rho);
    const score = scoreOf(parts, weights.score);
    if (score < triples.leastScore || !openness.isOpenPair(companyJ, companyK)) return;
    if (this.passesFilters(companyJ, companyK)) triples.offer(score, this.membersWith(companyJ, companyK));
  }

  /**
   * `received` is N of j by k alone, `supplied` N of k by j alone. Everything but the three `get` and the fit of the candidates
   * is exact already; those are bounded from above. The bound adds integers and then takes the steps of the score itself, so that rounding cannot push it below the score.
   */
  private bound(j: number, k: number, received: number, supplied: number): void {
    const { directory, asking, first, second } = this.space;
    const { get, give, fit } = this.parts;
    const fullI = directory.fullCoverage[asking.company]!;
    const fullJ = directory.fullCoverage[first.pool.companies[j]!]!;
    const fullK = directory.fullCoverage[second.pool.companies[k]!]!;

    get[asking.side] = least(fullI, first.received[j]! + second.received[k]!) / fullI;
    get[first.side] = least(fullJ, first.supplied[j]! + received) / fullJ;
    get[second.side] = least(fullK, second.supplied[k]! + supplied) / fullK;
    give[asking.side] = (first.suppliedShare[j]! + second.suppliedShare[k]!) / 2;
    give[first.side] = (first.receivedShare[j]! + supplied / fullK) / 2;
    give[second.side] = (second.receivedShare[k]! + received / fullJ) / 2;
    fit[pairOfSides(asking.side, first.side)] = first.fit[j]!;
    fit[pairOfSides(asking.side, second.side)] = second.fit[k]!;
    fit[pairOfSides(first.side, second.side)] = 1;
  }

  private replaceBoundsOfGet(j: number, k: number, rho: number): void {
    const { directory, asking, first, second } = this.space;
    const { get } = this.parts;
    const { fullCoverage } = directory;
    const i = asking.company;
    const companyJ = first.pool.companies[j]!;
    const companyK = second.pool.companies[k]!;
    const rhoOfJ = first.rho[j]!;
    const rhoOfK = second.rho[k]!;
    get[asking.side] = coverageByTwo(directory, i, companyJ, companyK, rhoOfJ, rhoOfK) / fullCoverage[i]!;
    get[first.side] = coverageByTwo(directory, companyJ, i, companyK, rhoOfJ, rho) / fullCoverage[companyJ]!;
    get[second.side] = coverageByTwo(directory, companyK, i, companyJ, rhoOfK, rho) / fullCoverage[companyK]!;
  }

  private passesFilters(companyJ: number, companyK: number): boolean {
    const { directory, weights, filters } = this.space;
    if (!filters.coversNeeds(companyJ, companyK)) return false;
    if (filters.minimumIndex === 0) return true;
    const index = tripleIndex(tripleQuantities(directory, weights.fit, this.membersWith(companyJ, companyK)));
    return index !== null && index >= filters.minimumIndex;
  }

  private membersWith(companyJ: number, companyK: number): [number, number, number] {
    const { asking, first, second } = this.space;
    const members: [number, number, number] = [asking.company, asking.company, asking.company];
    members[first.side] = companyJ;
    members[second.side] = companyK;
    return members;
  }
}

/** Math.min would look up a global for every bound, which in the sandbox of a test runner costs more than the bound. */
function least(a: number, b: number): number {
  return a < b ? a : b;
}
