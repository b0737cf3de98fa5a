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

export function packLists(rows: readonly (readonly PackedItem[])[]): PackedLists {
  const bounds = new Int32Array(rows.length + 1);
  rows.forEach((row, index) => (bounds[index + 1] = bounds[index]! + row.length));
  const total = bounds[rows.length]!;
  const item = new Int32Array(total);
  const value = new Uint8Array(total);
  let at = 0;
  for (const row of rows) {
    for (const entry of row) {
      item[at] = entry.item;
      value[at] = entry.value;
      at += 1;
    }
  }
  return { start: bounds.subarray(0, rows.length), end: bounds.subarray(1), item, value };
}
