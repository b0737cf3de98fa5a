import type { CandidatePool } from './candidate-pool.js';
import { sectorTwentieths } from './coverage.js';
import type { Directory } from './directory.js';
import type { PackedLists } from './packed-lists.js';
import { sectorWorth } from './reach.js';

/**
 * What one company and each candidate of a pool cover of each other's needs, by position in the pool.
 *
 * Inverted lists touch only the pairs that have a capability in common. One sheet is filled again and again, so that a
 * ranking makes no object per pair.
 */
export class PairSheet {
  /** N of the company by the candidate alone, 0 to `fullCoverage` of the company. */
  readonly received: Int32Array;
  /** N of the candidate by the company alone, 0 to `fullCoverage` of the candidate. */
  readonly supplied: Int32Array;
  private readonly receivedInSector: Int32Array;
  private readonly suppliedInSector: Int32Array;

  constructor(
    private readonly directory: Directory,
    private readonly pool: CandidatePool,
  ) {
    const size = pool.companies.length;
    this.received = new Int32Array(size);
    this.supplied = new Int32Array(size);
    this.receivedInSector = new Int32Array(size);
    this.suppliedInSector = new Int32Array(size);
  }

  /** Time O(candidates + offers and needs they share with the company). */
  fill(company: number): this {
    const { directory, pool, received, supplied, receivedInSector, suppliedInSector } = this;
    this.addProducts(directory.needs, company, pool.offering, received, receivedInSector);
    this.addProducts(directory.offers, company, pool.needing, supplied, suppliedInSector);
    for (let at = 0; at < received.length; at += 1) {
      if (receivedInSector[at] === 0 && suppliedInSector[at] === 0) continue;
      const rho = sectorTwentieths(directory, company, pool.companies[at]!);
      received[at]! += rho * receivedInSector[at]!;
      supplied[at]! += rho * suppliedInSector[at]!;
    }
    return this;
  }

  /** Σ need · offer: finished for sector-agnostic capabilities, still without ρ for the others. */
  private addProducts(
    own: PackedLists,
    company: number,
    others: PackedLists,
    agnostic: Int32Array,
    inSector: Int32Array,
  ): void {
    agnostic.fill(0);
    inSector.fill(0);
    for (let at = own.start[company]!; at < own.start[company + 1]!; at += 1) {
      const capability = own.item[at]!;
      const isAgnostic = this.directory.taxonomy.isAgnostic[capability] === 1;
      const sums = isAgnostic ? agnostic : inSector;
      const factor = own.value[at]! * (isAgnostic ? sectorWorth.shared : 1);
      const end = others.start[capability + 1]!;
      for (let other = others.start[capability]!; other < end; other += 1) {
        sums[others.item[other]!]! += factor * others.value[other]!;
      }
    }
  }
}
