const lowerAt = 0;
const upperAt = 1;

/** The bounds of a search in memory that its threads share; they only ever come closer. */
export class SharedBounds {
  private readonly cells: Int32Array;

  constructor(readonly memory = new SharedArrayBuffer(8)) {
    this.cells = new Int32Array(memory);
  }

  /** No schedule is above this to begin with: 2³¹ − 1 stands for none. */
  open(): void {
    Atomics.store(this.cells, lowerAt, 0);
    Atomics.store(this.cells, upperAt, 0x7fffffff);
  }

  get lower(): number {
    return Atomics.load(this.cells, lowerAt);
  }

  get upper(): number {
    return Atomics.load(this.cells, upperAt);
  }

  raiseLower(breaks: number): void {
    for (let now = this.lower; now < breaks;) now = this.exchange(lowerAt, now, breaks);
  }

  lowerUpper(breaks: number): void {
    for (let now = this.upper; now > breaks;) now = this.exchange(upperAt, now, breaks);
  }

  /** Writes unless another thread was faster; gives what stands there now. */
  private exchange(cell: number, seen: number, value: number): number {
    const before = Atomics.compareExchange(this.cells, cell, seen, value);
    return before === seen ? value : before;
  }
}
