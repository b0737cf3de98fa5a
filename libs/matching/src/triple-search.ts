import type { Candidates } from './candidates.js';
import type { CompiledFilters } from './compiled-filters.js';
import { coverageByTwo } from './coverage.js';
import type { Directory } from './directory.js';
import { pairFit } from './fit.js';
import type { Openness } from './openness.js';
import { PairSheet } from './pair-sheet.js';
import type { TopTriples } from './top-triples.js';
import { emptyParts, isReciprocal, pairOfSides, scoreOf } from './triple-parts.js';
import { tripleIndex, tripleQuantities } from './triple-quantities.js';
import type { RankingCounts } from './triple-score.js';
import type { Weights } from './weights.js';

/** What a search walks: the asking company and the candidates of the two other sides, all open to it. */
export interface SearchSpace {
  directory: Directory;
  weights: Weights;
  asking: { company: number; side: number };
  first: Candidates;
  second: Candidates;
  openness: Openness;
  filters: CompiledFilters;
}

/** The bounded walk over all pairs of candidates that `rankTriples` describes; keeps the best in `best`. */
export class TripleSearch {
  private readonly counts: RankingCounts = { possible: 0, bounded: 0, scored: 0 };
  /** Bounds at first, then the exact parts of the triple at hand. */
  private readonly parts = emptyParts();
  private readonly sheet: PairSheet;

  constructor(
    private readonly space: SearchSpace,
    private readonly best: TopTriples,
  ) {
    this.sheet = new PairSheet(space.directory, space.second);
  }

  run(onProgress?: (done: number, total: number) => void): RankingCounts {
    const { first, second, openness } = this.space;
    for (let j = 0; j < first.companies.length; j += 1) {
      const company = first.companies[j]!;
      this.sheet.fill(company);
      for (let k = 0; k < second.companies.length; k += 1) {
        if (!openness.isOpenPair(company, second.companies[k]!)) continue;
        this.counts.possible += 1;
        this.consider(j, k);
      }
      onProgress?.(j + 1, first.companies.length);
    }
    return this.counts;
  }

  /** The candidates at positions j of the first and k of the second side, who are open to each other. */
  private consider(j: number, k: number): void {
    const { directory, weights, first, second } = this.space;
    const { parts, best, counts } = this;

    counts.bounded += 1;
    this.bound(j, k);
    if (!isReciprocal(parts) || scoreOf(parts, weights.score) < best.leastScore) return;

    // The fit of the candidates costs more than the bound, and is worked out only where it can matter.
    const companyJ = first.companies[j]!;
    const companyK = second.companies[k]!;
    parts.fit[pairOfSides(first.side, second.side)] = pairFit(directory, weights.fit, companyJ, companyK);
    if (scoreOf(parts, weights.score) < best.leastScore) return;

    counts.scored += 1;
    this.replaceBoundsOfGet(companyJ, companyK);
    const score = scoreOf(parts, weights.score);
    if (score >= best.leastScore && this.passesFilters(companyJ, companyK)) {
      best.offer(score, this.membersWith(companyJ, companyK));
    }
  }

  /** Everything but the three `get` and the fit of the candidates is exact already; those are bounded from above. */
  private bound(j: number, k: number): void {
    const { directory, asking, first, second } = this.space;
    const { received, supplied } = this.sheet;
    const { get, give, fit } = this.parts;
    const fullI = directory.fullCoverage[asking.company]!;
    const fullJ = directory.fullCoverage[first.companies[j]!]!;
    const fullK = directory.fullCoverage[second.companies[k]!]!;

    get[asking.side] = least(fullI, first.received[j]! + second.received[k]!) / fullI;
    get[first.side] = least(fullJ, first.supplied[j]! + received[k]!) / fullJ;
    get[second.side] = least(fullK, second.supplied[k]! + supplied[k]!) / fullK;
    give[asking.side] = (first.suppliedShare[j]! + second.suppliedShare[k]!) / 2;
    give[first.side] = (first.receivedShare[j]! + supplied[k]! / fullK) / 2;
    give[second.side] = (second.receivedShare[k]! + received[k]! / fullJ) / 2;
    fit[pairOfSides(asking.side, first.side)] = first.fit[j]!;
    fit[pairOfSides(asking.side, second.side)] = second.fit[k]!;
    fit[pairOfSides(first.side, second.side)] = 1;
  }

  private replaceBoundsOfGet(companyJ: number, companyK: number): void {
    const { directory, asking, first, second } = this.space;
    const { get } = this.parts;
    const company = asking.company;
    const full = directory.fullCoverage;
    get[asking.side] = coverageByTwo(directory, company, companyJ, companyK) / full[company]!;
    get[first.side] = coverageByTwo(directory, companyJ, company, companyK) / full[companyJ]!;
    get[second.side] = coverageByTwo(directory, companyK, company, companyJ) / full[companyK]!;
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
