/** One item of a list: a dense index with a value of 0 to 255. */
export interface PackedItem {
  item: number;
  value: number;
}

/**
 * Many short lists end to end. List `row` is at `[start[row], start[row + 1])` of `item` and `value`.
 *
 * An object per list would cost more memory than its contents and a jump per read.
 */
export interface PackedLists {
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly value: Uint8Array;
}

export function packLists(rows: readonly (readonly PackedItem[])[]): PackedLists {
  const start = new Int32Array(rows.length + 1);
  rows.forEach((row, index) => (start[index + 1] = start[index]! + row.length));
  const total = start[rows.length]!;
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
  return { start, item, value };
}
