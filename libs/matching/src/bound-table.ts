import { BlockTree } from './block-tree.js';
import type { Directory } from './directory.js';
import { pairFit } from './fit.js';
import { PairSheet } from './pair-sheet.js';
import type { SidePool } from './side-pool.js';
import { type FitWeights, sameFitWeights } from './weights.js';

/** A bound is stored in 255 steps, rounded up. */
const steps = 255;

/** Far above the rounding of doubles, far below a step: what is rounded up stays above after a few more operations. */
const slack = 2 ** -40;

/**
 * Up to here fits are bounded too. They cost about 0.1 µs a pair and hold for one set of weights; with them a ranking at 500
 * companies per side bounds and computes less than half as many pairs.
 */
const mostColumnsWithFit = 640;

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

/** Companies that may be added before a table has to be made anew. */
function withRoom(count: number): number {
  return count + Math.max(16, count >> 5);
}

/**
 * What the companies of one side (rows) get from, give to and have in common with the other (columns), as upper bounds: for
 * each row, the best share within each block of neighbouring columns, and within blocks of blocks.
 *
 * A row that has not been filled yet bounds everything by 1. A change of a company fills its row, or raises its block in
 * every row; a block is never lowered otherwise, so that it stays a bound.
 *
 * Less than three bytes for each row and block (1 row × 32 columns in a directory of 20,000 a side). Coverages serve all
 * weights, filters and *nevers*; fits, in small tables alone, the weights that were last asked for.
 */
export class BoundTable {
  readonly tree: BlockTree;
  /** Row-major rows × nodes: steps of the largest p of the row by one column of the node. */
  readonly get: Uint8Array;
  /** Row-major rows × nodes: steps of the largest p of one column of the node by the row. */
  readonly give: Uint8Array;
  /** Row-major rows × nodes: steps of the largest fit of the row and one column of the node; null in large tables. */
  readonly fit: Uint8Array | null;
  /** How many rows are filled. */
  filledCount = 0;
  private readonly isFilled: Uint8Array;
  private readonly isFitFilled: Uint8Array;
  private fitWeights: FitWeights | null = null;
  private sheetOfColumns: PairSheet;

  constructor(
    private readonly directory: Directory,
    public rows: SidePool,
    public columns: SidePool,
    {
      blockSize = blockSizeFor(columns.companies.length),
      boundsFit = columns.companies.length <= mostColumnsWithFit,
    }: { blockSize?: number; boundsFit?: boolean },
  ) {
    this.tree = new BlockTree(withRoom(columns.companies.length), blockSize);
    const roomOfRows = withRoom(rows.companies.length);
    this.get = new Uint8Array(roomOfRows * this.tree.nodeCount).fill(steps);
    this.give = new Uint8Array(roomOfRows * this.tree.nodeCount).fill(steps);
    this.fit = boundsFit ? new Uint8Array(this.get.length).fill(steps) : null;
    this.isFilled = new Uint8Array(roomOfRows);
    this.isFitFilled = new Uint8Array(roomOfRows);
    this.sheetOfColumns = new PairSheet(directory, columns);
  }

  get byteLength(): number {
    return this.get.length + this.give.length + (this.fit?.length ?? 0);
  }

  get isComplete(): boolean {
    return this.filledCount === this.rows.companies.length;
  }

  /** Bounds fits by these weights from now on; when it was by others, each row is filled again when its turn comes. */
  weighFitBy(weights: FitWeights): void {
    if (this.fit === null || (this.fitWeights !== null && sameFitWeights(this.fitWeights, weights))) return;
    this.fitWeights = weights;
    this.fit.fill(steps);
    this.isFitFilled.fill(0);
  }

  /** Whether pools of these sizes have room. */
  hasRoomFor(rows: SidePool, columns: SidePool): boolean {
    return rows.companies.length <= this.isFilled.length && columns.companies.length <= this.tree.columnCount;
  }

  /**
   * Goes over to pools of which these positions have changed; the others have the companies that they had. Time O(rows +
   * columns + what they have in common with the company) for each change.
   */
  change(
    rows: SidePool,
    columns: SidePool,
    changedRows: ReadonlySet<number>,
    changedColumns: ReadonlySet<number>,
  ): void {
    // Rows that are gone are unknown again, should another company come there.
    for (let row = rows.companies.length; row < this.rows.companies.length; row += 1) this.forget(row);
    this.rows = rows;
    this.columns = columns;
    this.sheetOfColumns = new PairSheet(this.directory, columns);
    for (const row of changedRows) {
      this.fillCoverages(row);
      this.fillFit(row);
    }
    if (changedColumns.size === 0) return;

    const sheetOfRows = new PairSheet(this.directory, rows);
    for (const column of changedColumns) this.raiseColumn(column, sheetOfRows);
  }

  /** Fills what is not filled of a row; returns whether its coverages were not. */
  ensureRow(row: number): boolean {
    if (this.fit !== null && this.isFitFilled[row] === 0) this.fillFit(row);
    if (this.isFilled[row] === 1) return false;
    this.fillCoverages(row);
    return true;
  }

  /** The bounds of one row, as close as steps allow. Time O(columns + what they have in common with the row). */
  private fillCoverages(row: number): void {
    const { sheetOfColumns, tree } = this;
    const { unitShare } = this.columns;
    const { blockSize, blockCount } = tree;
    const columnCount = unitShare.length;
    const company = this.rows.companies[row]!;
    const { received, supplied } = sheetOfColumns.fill(company);
    const shareOfRow = this.rows.unitShare[row]!;
    const from = row * tree.nodeCount;
    for (let block = 0; block < blockCount; block += 1) {
      let get = 0;
      let give = 0;
      const end = least(columnCount, (block + 1) * blockSize);
      for (let column = block * blockSize; column < end; column += 1) {
        if (received[column]! > get) get = received[column]!;
        const given = supplied[column]! * unitShare[column]!;
        if (given > give) give = given;
      }
      this.get[from + block] = stepOf(get * shareOfRow);
      this.give[from + block] = stepOf(give);
    }
    tree.fillUpwards(this.get, from);
    tree.fillUpwards(this.give, from);
    if (this.isFilled[row] === 0) this.filledCount += 1;
    this.isFilled[row] = 1;
  }

  private fillFit(row: number): void {
    const { directory, fit, fitWeights, tree, rows, columns } = this;
    if (fit === null || fitWeights === null) return;
    const company = rows.companies[row]!;
    const from = row * tree.nodeCount;
    fit.fill(0, from, from + tree.nodeCount);
    for (let column = 0; column < columns.companies.length; column += 1) {
      const step = stepOf(pairFit(directory, fitWeights, company, columns.companies[column]!));
      const block = from + Math.floor(column / tree.blockSize);
      if (step > fit[block]!) fit[block] = step;
    }
    tree.fillUpwards(fit, from);
    this.isFitFilled[row] = 1;
  }

  private raiseColumn(column: number, sheetOfRows: PairSheet): void {
    const { tree } = this;
    const company = this.columns.companies[column]!;
    const { received, supplied } = sheetOfRows.fill(company);
    const shareOfColumn = this.columns.unitShare[column]!;
    const shareOfRow = this.rows.unitShare;
    const block = Math.floor(column / tree.blockSize);
    for (let row = 0; row < received.length; row += 1) {
      const from = row * tree.nodeCount;
      tree.raise(this.get, from, block, stepOf(supplied[row]! * shareOfRow[row]!));
      tree.raise(this.give, from, block, stepOf(received[row]! * shareOfColumn));
      if (this.fit === null || this.fitWeights === null) continue;
      const fit = pairFit(this.directory, this.fitWeights, company, this.rows.companies[row]!);
      tree.raise(this.fit, from, block, stepOf(fit));
    }
  }

  private forget(row: number): void {
    const { nodeCount } = this.tree;
    this.get.fill(steps, row * nodeCount, (row + 1) * nodeCount);
    this.give.fill(steps, row * nodeCount, (row + 1) * nodeCount);
    this.fit?.fill(steps, row * nodeCount, (row + 1) * nodeCount);
    if (this.isFilled[row] === 1) this.filledCount -= 1;
    this.isFilled[row] = 0;
    this.isFitFilled[row] = 0;
  }
}

/** The least step that bounds a share of 0 to 1, whatever has been rounded on the way to it. */
function stepOf(share: number): number {
  return least(steps, Math.ceil(share * (steps * (1 + slack))));
}

function least(a: number, b: number): number {
  return a < b ? a : b;
}
