import { BoundTable } from './bound-table.js';
import type { Directory } from './directory.js';
import type { ChangedPositions } from './live-directory.js';
import { type SidePool, sidePool } from './side-pool.js';
import { defaultWeights, type FitWeights } from './weights.js';

/** The two sides other than `side`, in the order of sides. */
export function otherSides(side: number): [number, number] {
  return side === 0 ? [1, 2] : side === 1 ? [0, 2] : [0, 1];
}

export interface IndexOptions {
  /** 0 China, 1 developed, 2 developing: only for questions of companies of this side, in a third of the time. */
  askingSide?: number;
  /** Companies of a block; without it small enough to bound well, large enough for memory. */
  blockSize?: number;
  /** Whether fits are bounded too; without it in small tables only. */
  boundsFit?: boolean;
}

/**
 * Bounds of all pairs of a directory, kept between questions: with them a ranking looks at a small part of its pairs.
 *
 * At first it knows nothing and bounds everything by 1. A question fills the rows that it comes to, `fillNext` the others in
 * advance; the answers are the same at any time. For 20,000 companies per side about 100 MB.
 */
export class PairIndex {
  /** By side: its companies, by position. */
  readonly pools: [SidePool, SidePool, SidePool];
  /** By the side that asks: the two other sides, the earlier one as rows; null where the index does without it. */
  private readonly tables: (BoundTable | null)[];
  /** Where `fillNext` goes on. */
  private nextTable = 0;
  private nextRow = 0;

  constructor(
    private readonly directory: Directory,
    private readonly options: IndexOptions = {},
  ) {
    this.pools = [sidePool(directory, 0), sidePool(directory, 1), sidePool(directory, 2)];
    this.tables = [0, 1, 2].map((side) => this.newTable(side));
  }

  /** Whether every row is filled. */
  get isComplete(): boolean {
    return this.tables.every((table) => table === null || table.isComplete);
  }

  /** Bytes of the tables. */
  get byteLength(): number {
    return this.tables.reduce((sum, table) => sum + (table === null ? 0 : table.byteLength), 0);
  }

  /** @throws RangeError when the index was made for questions of another side */
  tableFor(askingSide: number, weights: FitWeights = defaultWeights.fit): BoundTable {
    const table = this.tables[askingSide];
    if (!table)
      throw new RangeError(`This index is for questions of side ${this.options.askingSide}, not ${askingSide}`);
    table.weighFitBy(weights);
    return table;
  }

  /**
   * Fills up to `rowCount` rows; a few milliseconds for each thousand pairs of a hundred rows, 10 to 25 ns a pair.
   *
   * @returns how many rows are filled, of how many
   */
  fillNext(rowCount: number): { filled: number; rows: number } {
    let left = rowCount;
    for (; this.nextTable < 3 && left > 0; this.nextTable += 1, this.nextRow = 0) {
      const table = this.tables[this.nextTable];
      if (!table) continue;
      for (; this.nextRow < table.rows.companies.length && left > 0; this.nextRow += 1) {
        if (table.ensureRow(this.nextRow)) left -= 1;
      }
      if (this.nextRow < table.rows.companies.length) break;
    }
    const tables = this.tables.filter((table) => table !== null);
    return {
      filled: tables.reduce((sum, { filledCount }) => sum + filledCount, 0),
      rows: tables.reduce((sum, { rows }) => sum + rows.companies.length, 0),
    };
  }

  /** Follows a change of its directory: exact at once where something has risen, still a bound where it has fallen. */
  follow(changed: ChangedPositions): void {
    const isTouched = changed.map(
      (positions, side) =>
        positions.size > 0 || this.pools[side]!.companies.length !== this.directory.pools[side]!.length,
    );
    isTouched.forEach((is, side) => {
      if (is) this.pools[side] = sidePool(this.directory, side);
    });
    for (let side = 0; side < 3; side += 1) {
      const table = this.tables[side];
      const [rows, columns] = otherSides(side);
      if (!table || (!isTouched[rows] && !isTouched[columns])) continue;
      if (table.hasRoomFor(this.pools[rows]!, this.pools[columns]!)) {
        table.change(this.pools[rows]!, this.pools[columns]!, changed[rows]!, changed[columns]!);
      } else {
        this.tables[side] = this.newTable(side);
      }
    }
    this.nextTable = 0;
    this.nextRow = 0;
  }

  private newTable(side: number): BoundTable | null {
    const { askingSide, ...options } = this.options;
    if (askingSide !== undefined && askingSide !== side) return null;
    const [rows, columns] = otherSides(side);
    const table = new BoundTable(this.directory, this.pools[rows]!, this.pools[columns]!, options);
    table.weighFitBy(defaultWeights.fit);
    return table;
  }
}

/** A complete index. Time O(C·D + C·G + D·G) for C, D and G companies per side, 10 to 25 ns a pair. */
export function buildPairIndex(directory: Directory, options: IndexOptions = {}): PairIndex {
  const index = new PairIndex(directory, options);
  index.fillNext(Infinity);
  return index;
}
