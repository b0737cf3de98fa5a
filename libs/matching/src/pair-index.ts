import { CoverageTable } from './coverage-table.js';
import type { Directory } from './directory.js';
import { type SidePool, sidePool } from './side-pool.js';

/**
 * Bounds of all pairs of a directory, kept warm between questions: with them a ranking looks at a small part of its pairs.
 *
 * For 20,000 companies per side about 100 MB.
 */
export interface PairIndex {
  /** By side: its companies, by position. */
  readonly pools: readonly [SidePool, SidePool, SidePool];
  /** By the side that asks: the two other sides, the earlier one as rows; null where the index was built without it. */
  readonly tables: readonly (CoverageTable | null)[];
}

/** The two sides other than `side`, in the order of sides. */
export function otherSides(side: number): [number, number] {
  return side === 0 ? [1, 2] : side === 1 ? [0, 2] : [0, 1];
}

export interface BuildOptions {
  /** 0 China, 1 developed, 2 developing: only for questions of companies of this side, in a third of the time. */
  askingSide?: number;
  /** Companies of a block; without it small enough to bound well, large enough for memory. */
  blockSize?: number;
  /** Told rows done of all rows. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Bounds all pairs of companies of different sides. Time O(C·D + C·G + D·G) for C, D and G companies per side, 15 to 30 ns a pair.
 */
export function buildPairIndex(directory: Directory, options: BuildOptions = {}): PairIndex {
  const { onProgress } = options;
  const index = emptyPairIndex(directory, options);
  const tables = index.tables.filter((table) => table !== null);
  const total = tables.reduce((sum, { rows }) => sum + rows.companies.length, 0);
  let done = 0;
  for (const table of tables) {
    for (let row = 0; row < table.rows.companies.length; row += 1) {
      table.fillRow(row);
      done += 1;
      onProgress?.(done, total);
    }
  }
  return index;
}

function emptyPairIndex(directory: Directory, { askingSide, blockSize }: BuildOptions): PairIndex {
  const pool = (side: 0 | 1 | 2) => sidePool(directory, directory.pools[side]);
  const pools = [pool(0), pool(1), pool(2)] as const;
  const table = (side: number) => {
    if (askingSide !== undefined && askingSide !== side) return null;
    const [rows, columns] = otherSides(side);
    return new CoverageTable(directory, pools[rows]!, pools[columns]!, blockSize);
  };
  return { pools, tables: [table(0), table(1), table(2)] };
}
