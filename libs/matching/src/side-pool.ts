import type { Directory } from './directory.js';
import type { PackedLists } from './packed-lists.js';

/** The companies of one side by position, with who among them offers and needs each capability and who is in each sector. */
export interface SidePool {
  /** Company indices; a position in this array names a company in everything below. */
  readonly companies: Int32Array;
  /** By capability. Item: position of a company that offers it, value: strength in hundredths. */
  readonly offering: PackedLists;
  /** By capability. Item: position of a company that needs it, value: priority in hundredths. */
  readonly needing: PackedLists;
  /** By sector. Item: position of a company of that sector. */
  readonly inSector: PackedLists;
}

/** Time and memory O(companies + their offers, needs and sectors). */
export function sidePool(directory: Directory, companies: Int32Array): SidePool {
  const { offers, needs, sectors, taxonomy } = directory;
  return {
    companies,
    offering: invert(offers, companies, taxonomy.capabilityCount),
    needing: invert(needs, companies, taxonomy.capabilityCount),
    inSector: invert(sectors, companies, taxonomy.sectorCount),
  };
}

/** The lists of companies, turned into lists of positions by item: counted first, so that no object is made per entry. */
function invert(lists: PackedLists, companies: Int32Array, itemCount: number): PackedLists {
  const start = new Int32Array(itemCount + 1);
  for (const company of companies) {
    for (let at = lists.start[company]!; at < lists.end[company]!; at += 1) start[lists.item[at]! + 1]! += 1;
  }
  for (let item = 0; item < itemCount; item += 1) start[item + 1]! += start[item]!;

  const end = start.slice(0, itemCount);
  const item = new Int32Array(start[itemCount]!);
  const value = new Uint8Array(start[itemCount]!);
  for (let position = 0; position < companies.length; position += 1) {
    const company = companies[position]!;
    for (let at = lists.start[company]!; at < lists.end[company]!; at += 1) {
      const to = end[lists.item[at]!]!++;
      item[to] = position;
      value[to] = lists.value[at]!;
    }
  }
  return { start: start.subarray(0, itemCount), end, item, value };
}
