import type { Directory } from './directory.js';
import type { NeverPair } from './triple-filters.js';

/** Which pairs of companies may stand in a triple: none where one blocks the other or its country, or said *never*. */
export class Openness {
  private readonly closedPairs = new Set<number>();
  /** By company: 1 when it blocks somebody, is blocked by name or stands in a *never*. Most do not, and need no look-up. */
  private readonly hasClosed: Uint8Array;

  /** Time O(blocks + nevers), and a byte for each company. */
  constructor(
    private readonly directory: Directory,
    nevers: readonly NeverPair[],
  ) {
    const { ids, indexOf, blocks } = directory;
    this.hasClosed = new Uint8Array(ids.length);
    for (const [company, { companies, countries }] of blocks) {
      if (countries.size > 0) this.hasClosed[company] = 1;
      for (const id of companies) this.close(company, indexOf.get(id));
    }
    for (const [from, to] of nevers) this.close(indexOf.get(from), indexOf.get(to));
  }

  isOpenPair(a: number, b: number): boolean {
    const { hasClosed } = this;
    if (hasClosed[a] === 0 && hasClosed[b] === 0) return true;
    return !this.blocksCountryOf(a, b) && !this.blocksCountryOf(b, a) && !this.closedPairs.has(this.pairKey(a, b));
  }

  private blocksCountryOf(company: number, other: number): boolean {
    const { blocks, country } = this.directory;
    return blocks.get(company)?.countries.has(country[other]!) ?? false;
  }

  private close(a: number | undefined, b: number | undefined): void {
    if (a === undefined || b === undefined) return;
    this.closedPairs.add(this.pairKey(a, b));
    this.hasClosed[a] = 1;
    this.hasClosed[b] = 1;
  }

  private pairKey(a: number, b: number): number {
    const count = this.directory.ids.length;
    return a < b ? a * count + b : b * count + a;
  }
}
