import type { Directory } from './directory.js';
import type { NeverPair } from './triple-filters.js';

/** Which pairs of companies may stand in a triple: none where one blocks the other or its country, or said *never*. */
export class Openness {
  private readonly closedPairs = new Set<number>();
  /** By company: 1 when it stands in a closed pair. Most do not, and need no look-up. */
  private readonly isInClosedPair: Uint8Array;

  /** Time O(companies + blocks + nevers). */
  constructor(
    private readonly directory: Directory,
    nevers: readonly NeverPair[],
  ) {
    const { ids, indexOf, blockedCompanies } = directory;
    this.isInClosedPair = new Uint8Array(ids.length);
    for (let company = 0; company < ids.length; company += 1) {
      for (let at = blockedCompanies.start[company]!; at < blockedCompanies.end[company]!; at += 1) {
        this.close(company, blockedCompanies.item[at]!);
      }
    }
    for (const [from, to] of nevers) {
      const a = indexOf.get(from);
      const b = indexOf.get(to);
      if (a !== undefined && b !== undefined) this.close(a, b);
    }
  }

  isOpenPair(a: number, b: number): boolean {
    const { blocksCountry, country, taxonomy } = this.directory;
    const width = taxonomy.countryCount;
    if (blocksCountry[a * width + country[b]!] === 1 || blocksCountry[b * width + country[a]!] === 1) return false;
    if (this.isInClosedPair[a] === 0 || this.isInClosedPair[b] === 0) return true;
    return !this.closedPairs.has(this.pairKey(a, b));
  }

  private close(a: number, b: number): void {
    this.closedPairs.add(this.pairKey(a, b));
    this.isInClosedPair[a] = 1;
    this.isInClosedPair[b] = 1;
  }

  private pairKey(a: number, b: number): number {
    const count = this.directory.ids.length;
    return a < b ? a * count + b : b * count + a;
  }
}
