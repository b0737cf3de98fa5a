/**
 * What searches guided by cores have proven, in order, each core a list of numbers of assumptions of which not all can hold.
 * Searches that relax the same cores in the same order number their assumptions alike, whatever their clauses are, so
 * that each goes on from what any of them has proven.
 */
export interface CoreLog {
  readonly count: number;
  read(index: number): readonly number[];
  /** Adds a core that was proven after the first `known` ones, unless another was faster; false when there is no room left. */
  append(known: number, core: readonly number[]): boolean;
}

/** The log of a search that works alone. */
export class OwnCores implements CoreLog {
  private readonly cores: (readonly number[])[] = [];

  get count(): number {
    return this.cores.length;
  }

  read(index: number): readonly number[] {
    return this.cores[index]!;
  }

  append(known: number, core: readonly number[]): boolean {
    if (known === this.count) this.cores.push(core);
    return true;
  }
}
