import type { Directory } from './directory.js';
import type { PackedLists } from './packed-lists.js';
import { sectorWorth } from './reach.js';
import type { PositionLists, SidePool } from './side-pool.js';

/**
 * What one company and each company of a pool cover of each other's needs, by position in the pool.
 *
 * Inverted lists touch only the pairs that have a capability in common, and only the pairs whose sectors meet. One sheet
 * is filled again and again, so that a ranking makes no object per pair.
 */
export class PairSheet {
  /** N of the company by the other alone, 0 to `fullCoverage` of the company. */
  readonly received: Int32Array;
  /** N of the other by the company alone, 0 to `fullCoverage` of the other. */
  readonly supplied: Int32Array;
  /** ρ of the company and the other, in twentieths. */
  readonly rho: Uint8Array;
  /** Σ need · offer over the capabilities in common to which ρ applies. */
  private readonly bySector: Int32Array;

  constructor(
    private readonly directory: Directory,
    private readonly pool: SidePool,
  ) {
    const size = pool.companies.length;
    this.received = new Int32Array(size);
    this.supplied = new Int32Array(size);
    this.rho = new Uint8Array(size);
    this.bySector = new Int32Array(size);
  }

  /** Time O(pool + what it has in common with the company), see rank-triples.bench.ts. */
  fill(company: number): this {
    const { directory, pool, received, supplied } = this;
    this.fillRho(company);
    this.fillProducts(directory.needs, company, pool.offering, received);
    this.fillProducts(directory.offers, company, pool.needing, supplied);
    return this;
  }

  private fillRho(company: number): void {
    const { sectors, taxonomy } = this.directory;
    this.rho.fill(sectorWorth.foreign);
    for (let at = sectors.start[company]!; at < sectors.end[company]!; at += 1) {
      for (const neighbour of taxonomy.adjacentSectors[sectors.item[at]!]!) {
        this.raiseRho(neighbour, sectorWorth.adjacent);
      }
    }
    for (let at = sectors.start[company]!; at < sectors.end[company]!; at += 1) {
      this.raiseRho(sectors.item[at]!, sectorWorth.shared);
    }
  }

  private raiseRho(sector: number, worth: number): void {
    const { rho } = this;
    const { start, entry } = this.pool.inSector;
    const end = start[sector + 1]!;
    for (let at = start[sector]!; at < end; at += 1) rho[entry[at]! >> 8] = worth;
  }

  /** Σ need · offer · ρ over the capabilities in common; ρ, once for all those that it applies to. */
  private fillProducts(own: PackedLists, company: number, others: PositionLists, sums: Int32Array): void {
    const { rho, bySector } = this;
    const { isAgnostic } = this.directory.taxonomy;
    sums.fill(0);
    bySector.fill(0);
    for (let at = own.start[company]!; at < own.end[company]!; at += 1) {
      const capability = own.item[at]!;
      if (isAgnostic[capability] === 1) addProducts(others, capability, own.value[at]! * sectorWorth.shared, sums);
      else addProducts(others, capability, own.value[at]!, bySector);
    }
    for (let position = 0; position < sums.length; position += 1) {
      sums[position]! += bySector[position]! * rho[position]!;
    }
  }
}

function addProducts({ start, entry }: PositionLists, capability: number, factor: number, sums: Int32Array): void {
  const end = start[capability + 1]!;
  for (let at = start[capability]!; at < end; at += 1) {
    const both = entry[at]!;
    sums[both >> 8]! += factor * (both & 255);
  }
}
