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

/** Companies that may be added before a table has to be made anew. */
function withRoom(count: number): number {
  return count + Math.max(16, count >> 5);
}

/**
 * What the companies of one side (rows) get from and give to the other (columns), as upper bounds: for each row, the best
 * share within each block of neighbouring columns, and within blocks of blocks.
 *
 * A row that has not been filled yet bounds everything by 1. A change of a company fills its row, or raises its block in
 * every row; a block is never lowered otherwise, so that it stays a bound.
 *
 * Less than three bytes for each row and block (1 row × 32 columns in a directory of 20,000 a side). It holds nothing but
 * coverages, so that it serves all weights, filters and *nevers*.
 */
export class CoverageTable {
  readonly tree: BlockTree;
  /** Row-major rows × nodes: steps of the largest p of the row by one column of the node. */
  readonly get: Uint8Array;
  /** Row-major rows × nodes: steps of the largest p of one column of the node by the row. */
  readonly give: Uint8Array;
  /** How many rows are filled. */
  filledCount = 0;
  private readonly isFilled: Uint8Array;
  private sheetOfColumns: PairSheet;
  private stepsOfColumn: Float64Array;

  constructor(
    private readonly directory: Directory,
    public rows: SidePool,
    public columns: SidePool,
    blockSize = blockSizeFor(columns.companies.length),
  ) {
    this.tree = new BlockTree(withRoom(columns.companies.length), blockSize);
    const roomOfRows = withRoom(rows.companies.length);
    this.get = new Uint8Array(roomOfRows * this.tree.nodeCount).fill(steps);
    this.give = new Uint8Array(roomOfRows * this.tree.nodeCount).fill(steps);
    this.isFilled = new Uint8Array(roomOfRows);
    this.sheetOfColumns = new PairSheet(directory, columns);
    this.stepsOfColumn = stepsPerUnit(directory, columns);
  }

  get isComplete(): boolean {
    return this.filledCount === this.rows.companies.length;
  }

  /** Whether pools of these sizes fit. */
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
    this.stepsOfColumn = stepsPerUnit(this.directory, columns);
    for (const row of changedRows) this.fillRow(row);
    if (changedColumns.size === 0) return;

    const sheetOfRows = new PairSheet(this.directory, rows);
    const stepsOfRow = stepsPerUnit(this.directory, rows);
    for (const column of changedColumns) this.raiseColumn(column, sheetOfRows, stepsOfRow);
  }

  /** Fills a row that is not filled; returns whether it was not. */
  ensureRow(row: number): boolean {
    if (this.isFilled[row] === 1) return false;
    this.fillRow(row);
    return true;
  }

  /** The bounds of one row, as close as steps allow. Time O(columns + what they have in common with the row). */
  private fillRow(row: number): void {
    const { sheetOfColumns, stepsOfColumn, tree } = this;
    const { blockSize, blockCount } = tree;
    const columnCount = stepsOfColumn.length;
    const company = this.rows.companies[row]!;
    const { received, supplied } = sheetOfColumns.fill(company);
    const stepsOfRow = stepsOf(this.directory, company);
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
    if (this.isFilled[row] === 0) this.filledCount += 1;
    this.isFilled[row] = 1;
  }

  private raiseColumn(column: number, sheetOfRows: PairSheet, stepsOfRow: Float64Array): void {
    const { tree } = this;
    const company = this.columns.companies[column]!;
    const { received, supplied } = sheetOfRows.fill(company);
    const stepsOfCompany = stepsOf(this.directory, company);
    const block = Math.floor(column / tree.blockSize);
    for (let row = 0; row < received.length; row += 1) {
      const from = row * tree.nodeCount;
      tree.raise(this.get, from, block, stepOf(supplied[row]! * stepsOfRow[row]!));
      tree.raise(this.give, from, block, stepOf(received[row]! * stepsOfCompany));
    }
  }

  private forget(row: number): void {
    const { nodeCount } = this.tree;
    this.get.fill(steps, row * nodeCount, (row + 1) * nodeCount);
    this.give.fill(steps, row * nodeCount, (row + 1) * nodeCount);
    if (this.isFilled[row] === 1) this.filledCount -= 1;
    this.isFilled[row] = 0;
  }
}

function stepsPerUnit(directory: Directory, { companies }: SidePool): Float64Array {
  return Float64Array.from(companies, (company) => stepsOf(directory, company));
}

/** Steps of a share of a company's needs for each unit of N. A company of a pool needs something. */
function stepsOf({ fullCoverage }: Directory, company: number): number {
  return (steps / fullCoverage[company]!) * (1 + slack);
}

function stepOf(value: number): number {
  return least(steps, Math.ceil(value));
}

function least(a: number, b: number): number {
  return a < b ? a : b;
}
