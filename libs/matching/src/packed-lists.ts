/** One item of a list: a dense index with a value of 0 to 255. */
export interface PackedItem {
  item: number;
  value: number;
}

/**
 * Many short lists in one array. List `row` is at `[start[row], end[row])` of `item` and `value`.
 *
 * An object per list would cost more memory than its contents and a jump per read.
 */
export interface PackedLists {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly item: Int32Array;
  readonly value: Uint8Array;
}

/** Packed lists that can be replaced one by one. A list that has grown moves to the end; what it leaves is closed up in time. */
export class ReplaceableLists implements PackedLists {
  start = new Int32Array(0);
  end = new Int32Array(0);
  item = new Int32Array(0);
  value = new Uint8Array(0);
  /** Up to where `item` has been written. */
  private used = 0;
  /** Items of all lists together. */
  private total = 0;

  /** Makes room for rows 0 to `count` − 1; new ones are empty. */
  reserveRows(count: number): void {
    this.start = resized(this.start, count);
    this.end = resized(this.end, count);
  }

  /** Time O(list), now and then O(all lists). */
  replace(row: number, list: readonly PackedItem[]): void {
    this.total -= this.end[row]! - this.start[row]!;
    if (list.length > this.end[row]! - this.start[row]!) {
      this.end[row] = this.start[row]!;
      if (this.used + list.length > this.item.length) this.closeUp(this.total + list.length);
      this.start[row] = this.used;
      this.used += list.length;
    }
    let at = this.start[row]!;
    for (const { item, value } of list) {
      this.item[at] = item;
      this.value[at] = value;
      at += 1;
    }
    this.end[row] = at;
    this.total += list.length;
  }

  /** Moves all lists together into arrays that have room for more than `needed` items. */
  private closeUp(needed: number): void {
    const item = new Int32Array(Math.ceil(needed * 1.5));
    const value = new Uint8Array(item.length);
    let at = 0;
    for (let row = 0; row < this.start.length; row += 1) {
      const [start, end] = [this.start[row]!, this.end[row]!];
      item.set(this.item.subarray(start, end), at);
      value.set(this.value.subarray(start, end), at);
      this.start[row] = at;
      at += end - start;
      this.end[row] = at;
    }
    this.item = item;
    this.value = value;
    this.used = at;
  }
}

/** The same numbers in an array of another length, 0 where there were none. */
export function resized<T extends Int8Array | Uint8Array | Int32Array>(array: T, length: number): T {
  const longer = new (array.constructor as new (length: number) => T)(length);
  longer.set(array.subarray(0, length));
  return longer;
}
