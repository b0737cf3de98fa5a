import type { Directory } from './directory.js';
import type { PackedLists } from './packed-lists.js';
import type { NeverPair } from './triple-filters.js';

/** Which pairs of companies may stand in a triple: none where one blocks the other or its country, or said *never*. */
export class Openness {
  private readonly closedPairs = new Set<number>();
  private readonly closedCountries = new Set<number>();
  /** By company: 1 when some pair of it may be closed. Most companies have no such pair and need no look-up. */
  private readonly isRestricted: Uint8Array;

  /** Time O(companies + blocks + nevers). */
  constructor(
    private readonly directory: Directory,
    nevers: readonly NeverPair[],
  ) {
    this.isRestricted = new Uint8Array(directory.ids.length);
    forEachItem(directory.blockedCompanies, (company, blocked) => this.close(company, blocked));
    for (const [from, to] of nevers) {
      const a = directory.indexOf.get(from);
      const b = directory.indexOf.get(to);
      if (a !== undefined && b !== undefined) this.close(a, b);
    }
    this.closeCountries();
  }

  isOpenPair(a: number, b: number): boolean {
    if (this.isRestricted[a] === 0 || this.isRestricted[b] === 0) return true;
    const { country } = this.directory;
    return !(
      this.closedPairs.has(this.pairKey(a, b)) ||
      this.closedCountries.has(this.countryKey(a, country[b]!)) ||
      this.closedCountries.has(this.countryKey(b, country[a]!))
    );
  }

  /** How many of `others` are open to `company`. */
  countOpen(company: number, others: Int32Array): number {
    if (this.isRestricted[company] === 0) return others.length;
    return others.reduce((count, other) => count + (this.isOpenPair(company, other) ? 1 : 0), 0);
  }

  private close(a: number, b: number): void {
    this.closedPairs.add(this.pairKey(a, b));
    this.isRestricted[a] = 1;
    this.isRestricted[b] = 1;
  }

  private closeCountries(): void {
    const blockedSomewhere = new Set<number>();
    forEachItem(this.directory.blockedCountries, (company, country) => {
      this.closedCountries.add(this.countryKey(company, country));
      this.isRestricted[company] = 1;
      blockedSomewhere.add(country);
    });
    if (blockedSomewhere.size === 0) return;
    this.directory.country.forEach((country, company) => {
      if (blockedSomewhere.has(country)) this.isRestricted[company] = 1;
    });
  }

  private pairKey(a: number, b: number): number {
    return Math.min(a, b) * this.directory.ids.length + Math.max(a, b);
  }

  private countryKey(company: number, country: number): number {
    return company * this.directory.taxonomy.countries.size + country;
  }
}

function forEachItem(lists: PackedLists, visit: (row: number, item: number) => void): void {
  for (let row = 0; row + 1 < lists.start.length; row += 1) {
    for (let at = lists.start[row]!; at < lists.start[row + 1]!; at += 1) visit(row, lists.item[at]!);
  }
}
