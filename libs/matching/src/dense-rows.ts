import { type PackedItem, resized } from './packed-lists.js';

/** A row-major table of numbers from 0 to 255 whose rows are replaced one by one. */
export class DenseRows {
  values = new Uint8Array(0);

  constructor(private readonly width: number) {}

  reserveRows(count: number): void {
    this.values = resized(this.values, count * this.width);
  }

  replace(row: number, values: Uint8Array): void {
    this.values.set(values, row * this.width);
  }

  /** The items of a list in their columns, 0 in all others. */
  replaceByList(row: number, list: readonly PackedItem[]): void {
    this.values.fill(0, row * this.width, (row + 1) * this.width);
    for (const { item, value } of list) this.values[row * this.width + item] = value;
  }
}
