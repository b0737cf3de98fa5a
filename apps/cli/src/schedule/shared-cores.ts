import type { CoreLog } from '#scheduling/b2b';

const countAt = 0;
const claimedAt = 1;
const firstAt = 2;

/** Cells for millions of assumptions in cores; an operating system gives memory for those alone that are written. */
const cellCount = 4_000_000;

/** Cores in memory that the threads of a search share: the length and the members of each, one after the other. */
export class SharedCores implements CoreLog {
  private readonly cells: Int32Array;
  /** Where each core starts that this thread has come by. */
  private readonly starts = [firstAt];

  constructor(readonly memory = new SharedArrayBuffer(4 * cellCount)) {
    this.cells = new Int32Array(memory);
  }

  get count(): number {
    return Atomics.load(this.cells, countAt);
  }

  read(index: number): readonly number[] {
    const start = this.startOf(index);
    return [...this.cells.subarray(start + 1, start + 1 + this.cells[start]!)];
  }

  append(known: number, core: readonly number[]): boolean {
    // Whoever claims the place writes; the others see its core once the count says so.
    if (Atomics.compareExchange(this.cells, claimedAt, known, known + 1) !== known) return true;
    const start = this.startOf(known);
    if (start + 1 + core.length > this.cells.length) return false;
    this.cells[start] = core.length;
    this.cells.set(core, start + 1);
    Atomics.store(this.cells, countAt, known + 1);
    return true;
  }

  private startOf(index: number): number {
    for (let next = this.starts.length; next <= index; next++) {
      const start = this.starts[next - 1]!;
      this.starts.push(start + 1 + this.cells[start]!);
    }
    return this.starts[index]!;
  }
}
