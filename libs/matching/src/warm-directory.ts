import { compileTaxonomy } from './compiled-taxonomy.js';
import type { CompanyProfile } from './company-profile.js';
import { type Directory, directoryFaults } from './directory.js';
import { requireFaultless } from './input-faults.js';
import { type DirectoryChange, LiveDirectory } from './live-directory.js';
import type { MatchingTaxonomy } from './matching-taxonomy.js';
import { PairIndex } from './pair-index.js';

/** A directory that follows its companies, with an index that follows it. */
export class WarmDirectory {
  readonly index: PairIndex;
  private readonly live: LiveDirectory;

  /** Packs the profiles, in 10 to 20 µs each; the index begins empty. @throws InputFaults as `compileDirectory` does */
  constructor(profiles: readonly CompanyProfile[], taxonomy: MatchingTaxonomy) {
    this.live = new LiveDirectory(compileTaxonomy(taxonomy));
    this.putChecked({ put: profiles, remove: [] });
    this.index = new PairIndex(this.live);
  }

  get directory(): Directory {
    return this.live;
  }

  /**
   * Answers from now on as a directory of the companies that there are then. Time O(companies + what changes), about 5 ms at
   * 20,000 companies per side and 2 ms for each profile.
   *
   * @throws InputFaults as `compileDirectory` does; nothing has changed then
   */
  change(change: DirectoryChange): void {
    this.index.follow(this.putChecked(change));
  }

  private putChecked(change: DirectoryChange) {
    requireFaultless(directoryFaults(change.put, this.live.taxonomy));
    return this.live.change(change);
  }
}
