import type { Directory } from './directory.js';
import type { PackedLists } from './packed-lists.js';

/** Positions in a pool by item, each with a value, as `position << 8 | value`: one read for both. */
export interface PositionLists {
  /** List `item` is at `[start[item], start[item + 1])` of `entry`. */
  readonly start: Int32Array;
  readonly entry: Int32Array;
}

/** The companies of one side by position, with who among them offers and needs each capability and who is in each sector. */
export interface SidePool {
  /** Company indices; a position in this array names a company in everything below. At most 2^23. */
  readonly companies: Int32Array;
  /** By capability: who offers it, value: strength in hundredths. */
  readonly offering: PositionLists;
  /** By capability: who needs it, value: priority in hundredths. */
  readonly needing: PositionLists;
  /** By sector: who is in it. */
  readonly inSector: PositionLists;
}

/** Time and memory O(companies + their offers, needs and sectors). */
export function sidePool(directory: Directory, side: number): SidePool {
  const { offers, needs, sectors, taxonomy } = directory;
  const companies = directory.pools[side]!;
  return {
    companies,
    offering: invert(offers, companies, taxonomy.capabilityCount),
    needing: invert(needs, companies, taxonomy.capabilityCount),
    inSector: invert(sectors, companies, taxonomy.sectorCount),
  };
}

/** The lists of companies, turned into lists of positions by item: counted first, so that no object is made per entry. */
function invert(lists: PackedLists, companies: Int32Array, itemCount: number): PositionLists {
  const start = new Int32Array(itemCount + 1);
  for (const company of companies) {
    for (let at = lists.start[company]!; at < lists.end[company]!; at += 1) start[lists.item[at]! + 1]! += 1;
  }
  for (let item = 0; item < itemCount; item += 1) start[item + 1]! += start[item]!;

  const next = start.slice(0, itemCount);
  const entry = new Int32Array(start[itemCount]!);
  for (let position = 0; position < companies.length; position += 1) {
    const company = companies[position]!;
    for (let at = lists.start[company]!; at < lists.end[company]!; at += 1) {
      entry[next[lists.item[at]!]!++] = (position << 8) | lists.value[at]!;
    }
  }
  return { start, entry };
}
