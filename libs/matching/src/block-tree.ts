/** Parts of a node of the tree. */
const fanOut = 4;

/** A tree needs no further level once a level has this few nodes. */
const mostRoots = 4;

/**
 * A row of columns cut into blocks, four neighbouring blocks into a larger one, and so on. All trees over the same columns
 * have the same shape: a node is a number from 0 to `nodeCount` − 1, the blocks first, the largest nodes last.
 */
export class BlockTree {
  readonly nodeCount: number;
  readonly blockCount: number;
  /** By level, blocks first: the first node of the level; one more entry ends the last. */
  readonly levelStart: readonly number[];

  constructor(
    readonly columnCount: number,
    readonly blockSize: number,
  ) {
    this.blockCount = Math.ceil(columnCount / blockSize);
    const levelStart = [0];
    let width = this.blockCount;
    let end = width;
    while (width > mostRoots) {
      levelStart.push(end);
      width = Math.ceil(width / fanOut);
      end += width;
    }
    this.levelStart = [...levelStart, end];
    this.nodeCount = end;
  }

  get topLevel(): number {
    return this.levelStart.length - 2;
  }

  /** The parts of a node above the blocks, as [first, end) of nodes of the level below. */
  firstPart(level: number, node: number): number {
    return this.levelStart[level - 1]! + (node - this.levelStart[level]!) * fanOut;
  }

  endOfParts(level: number, firstPart: number): number {
    const end = this.levelStart[level]!;
    return firstPart + fanOut < end ? firstPart + fanOut : end;
  }

  /** Fills the nodes above the blocks of the tree that begins at `from`, each with the largest of its parts. */
  fillUpwards(values: Uint8Array | Float64Array, from: number): void {
    for (let level = 1; level <= this.topLevel; level += 1) {
      for (let node = this.levelStart[level]!; node < this.levelStart[level + 1]!; node += 1) {
        const first = this.firstPart(level, node);
        const end = this.endOfParts(level, first);
        let largest = 0;
        for (let part = first; part < end; part += 1) {
          if (values[from + part]! > largest) largest = values[from + part]!;
        }
        values[from + node] = largest;
      }
    }
  }

  /** Raises a block, and the nodes above it, to at least `value`. */
  raise(values: Uint8Array, from: number, block: number, value: number): void {
    let at = block;
    for (let level = 0; level <= this.topLevel; level += 1) {
      const node = from + this.levelStart[level]! + at;
      if (values[node]! >= value) return;
      values[node] = value;
      at = Math.floor(at / fanOut);
    }
  }
}
