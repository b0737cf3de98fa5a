import type { BlockTree } from './block-tree.js';
import { type BoundTable, shareOfStep } from './bound-table.js';
import type { TripleSearch } from './triple-search.js';

/** Rows are taken in the order of their bounds, in this many classes from 100 down to 0. */
const boundClasses = 1000;

/** The bounds here are summed in another order than the score; a bound is raised by far more than rounding can take away. */
const aboveRounding = 1 + 2 ** -40;

/**
 * Considers only the pairs of candidates that the bounds of an index leave: rows in the order of their best bound, in a
 * row the blocks of blocks, the blocks and the pairs, each left out when its bound is strictly below the k-th best score
 * so far.
 *
 * Every bound is the score with each part replaced by the largest it can be within the block: coverages from the table,
 * the asking company's own from its candidates, the fit of the pair by that of the table or, in large ones, by 1. A row that the
 * index has not filled is filled when its turn comes. The idea of bounding the blocks of a list by
 * their maxima: Ding and Suel, "Faster top-k document retrieval using block-max indexes", SIGIR 2011.
 *
 * Time O(rows + columns) for the first bounds, and what they leave; memory O(rows + columns).
 *
 * @param onProgress told rows done of all rows; rows that cannot reach the list are done at once
 */
export function walkPairs(
  search: TripleSearch,
  table: BoundTable,
  onProgress?: (done: number, total: number) => void,
): void {
  const walk = new PairWalk(search, table);
  const order = walk.rowsByBound();
  let taken = 0;
  while (taken < order.length && walk.canReach(order[taken]!)) {
    walk.takeRow(order[taken]!);
    taken += 1;
    onProgress?.(taken, order.length);
  }
  if (taken < order.length) onProgress?.(order.length, order.length);
}

class PairWalk {
  /** By node: the most that the asking company gets from, gives to and fits with a candidate of the node. */
  private readonly received: Float64Array;
  private readonly supplied: Float64Array;
  private readonly fit: Float64Array;
  private readonly tree: BlockTree;
  private readonly rowBound: Float64Array;
  private readonly weightOfGet: number;
  private readonly weightOfReciprocity: number;
  private readonly weightOfFit: number;

  constructor(
    private readonly search: TripleSearch,
    private readonly table: BoundTable,
  ) {
    const { first, second, weights } = search.space;
    this.tree = table.tree;
    this.received = maximaOf(second.receivedShare, table.tree);
    this.supplied = maximaOf(second.suppliedShare, table.tree);
    this.fit = maximaOf(second.fit, table.tree);
    this.weightOfGet = (100 * weights.score.coverage * aboveRounding) / 3;
    this.weightOfReciprocity = 100 * weights.score.reciprocity * 6 * aboveRounding;
    this.weightOfFit = (100 * weights.score.fit * aboveRounding) / 3;
    this.rowBound = Float64Array.from(first.isCandidate, (is, row) => (is === 1 ? this.boundRow(row) : 0));
  }

  /** The rows that can score at all, best bound first (rows of one class in no order). */
  rowsByBound(): Int32Array {
    const { rowBound } = this;
    const start = new Int32Array(boundClasses + 2);
    let count = 0;
    for (let row = 0; row < rowBound.length; row += 1) {
      if (rowBound[row] === 0) continue;
      start[classOf(rowBound[row]!) + 1]! += 1;
      count += 1;
    }
    for (let at = 0; at <= boundClasses; at += 1) start[at + 1]! += start[at]!;
    const order = new Int32Array(count);
    for (let row = 0; row < rowBound.length; row += 1) {
      if (rowBound[row] !== 0) order[start[classOf(rowBound[row]!)]!++] = row;
    }
    return order;
  }

  /** Whether this row, or a later one of its class, can reach the list. */
  canReach(row: number): boolean {
    return this.rowBound[row]! + 100 / boundClasses >= this.search.triples.leastScore;
  }

  takeRow(row: number): void {
    const { levelStart, topLevel } = this.tree;
    if (this.rowBound[row]! < this.search.triples.leastScore) return;
    this.table.ensureRow(row);
    for (let node = levelStart[topLevel]!; node < levelStart[topLevel + 1]!; node += 1) this.take(row, topLevel, node);
  }

  private boundRow(row: number): number {
    const { levelStart, topLevel } = this.tree;
    let bound = 0;
    for (let node = levelStart[topLevel]!; node < levelStart[topLevel + 1]!; node += 1) {
      const ofNode = this.boundNode(row, node);
      if (ofNode > bound) bound = ofNode;
    }
    return bound;
  }

  private take(row: number, level: number, node: number): void {
    const bound = this.boundNode(row, node);
    if (bound === 0 || bound < this.search.triples.leastScore) return;
    if (level === 0) {
      this.takeBlock(row, node);
      return;
    }
    const { tree } = this;
    const first = tree.firstPart(level, node);
    const end = tree.endOfParts(level, first);
    for (let part = first; part < end; part += 1) this.take(row, level - 1, part);
  }

  private takeBlock(row: number, block: number): void {
    const { search, table, tree } = this;
    const { second } = search.space;
    const { isCandidate, receivedShare, suppliedShare, fit } = second;
    const at = row * tree.nodeCount + block;
    const get = shareOfStep[table.get[at]!]!;
    const give = shareOfStep[table.give[at]!]!;
    const fitOfPair = table.fit === null ? 1 : shareOfStep[table.fit[at]!]!;
    const end = least(isCandidate.length, (block + 1) * tree.blockSize);
    for (let column = block * tree.blockSize; column < end; column += 1) {
      if (isCandidate[column] === 0) continue;
      search.counts.bounded += 1;
      const bound = this.bound(row, get, give, fitOfPair, receivedShare[column]!, suppliedShare[column]!, fit[column]!);
      if (bound === 0 || bound < search.triples.leastScore) continue;
      search.consider(row, column);
    }
  }

  private boundNode(row: number, node: number): number {
    const { table, tree } = this;
    const at = row * tree.nodeCount + node;
    const get = shareOfStep[table.get[at]!]!;
    const give = shareOfStep[table.give[at]!]!;
    const fitOfPair = table.fit === null ? 1 : shareOfStep[table.fit[at]!]!;
    return this.bound(row, get, give, fitOfPair, this.received[node]!, this.supplied[node]!, this.fit[node]!);
  }

  /**
   * The most that the row can score with a partner of which it gets at most `get`, to which it gives at most `give` and with
   * which it has at most `fitOfPair` in common; of which the asking company gets at most `received`, to which it gives at most
   * `supplied`, which it fits at most so. 0 where somebody would get or give nothing.
   */
  private bound(
    row: number,
    get: number,
    give: number,
    fitOfPair: number,
    received: number,
    supplied: number,
    fit: number,
  ): number {
    const { first } = this.search.space;
    const receivedByRow = first.receivedShare[row]!;
    const suppliedToRow = first.suppliedShare[row]!;
    const getI = least(1, receivedByRow + received);
    const getJ = least(1, suppliedToRow + get);
    const getK = least(1, supplied + give);
    // Each `give` is twice what it should be; the 2 above it takes that back.
    const giveI = suppliedToRow + supplied;
    const giveJ = receivedByRow + give;
    const giveK = received + get;
    const inverses = 1 / getI + 1 / getJ + 1 / getK + 2 / giveI + 2 / giveJ + 2 / giveK;
    if (inverses === Infinity) return 0;
    return (
      this.weightOfGet * (getI + getJ + getK) +
      this.weightOfReciprocity / inverses +
      this.weightOfFit * (first.fit[row]! + fit + fitOfPair)
    );
  }
}

/** From 0 for a bound of 100 (or a rounding above it) to `boundClasses` for one of 0. */
function classOf(bound: number): number {
  const fromTop = Math.floor((100 - bound) * (boundClasses / 100));
  return fromTop < 0 ? 0 : fromTop;
}

function maximaOf(values: Float64Array, tree: BlockTree): Float64Array {
  const maxima = new Float64Array(tree.nodeCount);
  for (let at = 0; at < values.length; at += 1) {
    const block = Math.floor(at / tree.blockSize);
    if (values[at]! > maxima[block]!) maxima[block] = values[at]!;
  }
  tree.fillUpwards(maxima, 0);
  return maxima;
}

function least(a: number, b: number): number {
  return a < b ? a : b;
}
