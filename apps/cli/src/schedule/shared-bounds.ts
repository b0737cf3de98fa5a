const lowerAt = 0;
const upperAt = 1;
const unknown = 0x7fffffff;

/** The bounds of a search in memory that its threads share; they only ever come closer. */
export class SharedBounds {
  private readonly cells: Int32Array;

  constructor(readonly memory = new SharedArrayBuffer(8)) {
    this.cells = new Int32Array(memory);
  }

  /** As it is before anything is known. */
  open(): void {
    Atomics.store(this.cells, lowerAt, 0);
    Atomics.store(this.cells, upperAt, unknown);
  }

  get lower(): number {
    return Atomics.load(this.cells, lowerAt);
  }

  /** Infinity while no schedule is known. */
  get upper(): number {
    const breaks = Atomics.load(this.cells, upperAt);
    return breaks === unknown ? Infinity : breaks;
  }

  raiseLower(breaks: number): void {
    for (let now = this.lower; now < breaks;) now = this.exchange(lowerAt, now, breaks);
  }

  lowerUpper(breaks: number): void {
    for (let now = Atomics.load(this.cells, upperAt); now > breaks;) now = this.exchange(upperAt, now, breaks);
  }

  /** Writes unless another thread was faster; gives what stands there now. */
  private exchange(cell: number, seen: number, value: number): number {
    const before = Atomics.compareExchange(this.cells, cell, seen, value);
    return before === seen ? value : before;
  }
}
