import { BlockTree } from './block-tree.js';
import type { Directory } from './directory.js';
import { PairSheet } from './pair-sheet.js';
import type { SidePool } from './side-pool.js';

/** A bound is stored in 255 steps, rounded up. */
const steps = 255;

/** Far above the rounding of doubles, far below a step: what is rounded up stays above after a few more operations. */
const slack = 2 ** -40;

/** By stored step, the share that it bounds: 0 exactly where nothing is covered, else at least the share. */
export const shareOfStep = Float64Array.from({ length: steps + 1 }, (_, step) =>
  step === 0 ? 0 : step / steps + slack,
);

/**
 * Small blocks bound better; they cost time to build and memory, with the square of the directory. Measured by
 * rank-triples.bench.ts.
 */
function blockSizeFor(columnCount: number): number {
  if (columnCount <= 2000) return 4;
  return columnCount <= 8000 ? 8 : 32;
}

/**
 * What the companies of one side (rows) get from and give to the other (columns), as upper bounds: for each row, the best
 * share within each block of neighbouring columns, and within blocks of blocks.
 *
 * Less than three bytes for each row and block (1 row × 32 columns in a directory of 20,000 a side). It holds nothing but coverages, so that it serves all weights, filters and
 * *nevers*.
 */
export class CoverageTable {
  readonly tree: BlockTree;
  /** Row-major rows × nodes: steps of the largest p of the row by one column of the node. */
  readonly get: Uint8Array;
  /** Row-major rows × nodes: steps of the largest p of one column of the node by the row. */
  readonly give: Uint8Array;
  private readonly sheet: PairSheet;
  private readonly stepsOfColumn: Float64Array;

  constructor(
    private readonly directory: Directory,
    readonly rows: SidePool,
    readonly columns: SidePool,
    blockSize = blockSizeFor(columns.companies.length),
  ) {
    const { fullCoverage } = directory;
    this.tree = new BlockTree(columns.companies.length, blockSize);
    this.get = new Uint8Array(rows.companies.length * this.tree.nodeCount);
    this.give = new Uint8Array(rows.companies.length * this.tree.nodeCount);
    this.sheet = new PairSheet(directory, columns);
    this.stepsOfColumn = Float64Array.from(columns.companies, (company) => stepsPerUnit(fullCoverage[company]!));
  }

  /** The bounds of one row, as close as steps allow. Time O(columns + what they have in common with the row). */
  fillRow(row: number): void {
    const { sheet, stepsOfColumn, tree } = this;
    const { blockSize, blockCount, columnCount } = tree;
    const company = this.rows.companies[row]!;
    const { received, supplied } = sheet.fill(company);
    const stepsOfRow = stepsPerUnit(this.directory.fullCoverage[company]!);
    const from = row * tree.nodeCount;
    for (let block = 0; block < blockCount; block += 1) {
      let get = 0;
      let give = 0;
      const end = least(columnCount, (block + 1) * blockSize);
      for (let column = block * blockSize; column < end; column += 1) {
        if (received[column]! > get) get = received[column]!;
        const given = supplied[column]! * stepsOfColumn[column]!;
        if (given > give) give = given;
      }
      this.get[from + block] = stepOf(get * stepsOfRow);
      this.give[from + block] = stepOf(give);
    }
    tree.fillUpwards(this.get, from);
    tree.fillUpwards(this.give, from);
  }
}

/** Steps of a share for each unit of N; 0 for a company without needs, which nobody can cover. */
function stepsPerUnit(fullCoverage: number): number {
  return fullCoverage === 0 ? 0 : (steps / fullCoverage) * (1 + slack);
}

function stepOf(value: number): number {
  return least(steps, Math.ceil(value));
}

function least(a: number, b: number): number {
  return a < b ? a : b;
}
