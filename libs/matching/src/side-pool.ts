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
  /** By position: 1 / `fullCoverage`, the share of its needs that one unit of N is. */
  readonly unitShare: Float64Array;
}

/** Time and memory O(companies + their offers, needs and sectors). */
export function sidePool(directory: Directory, side: number): SidePool {
  const { offers, needs, sectors, fullCoverage, taxonomy } = directory;
  const companies = directory.pools[side]!;
  // Not by Float64Array.from, which takes a hundred times as long.
  const unitShare = new Float64Array(companies.length);
  for (let at = 0; at < companies.length; at += 1) unitShare[at] = 1 / fullCoverage[companies[at]!]!;
  return {
    companies,
    offering: invert(offers, companies, taxonomy.capabilityCount),
    needing: invert(needs, companies, taxonomy.capabilityCount),
    inSector: invert(sectors, companies, taxonomy.sectorCount),
    unitShare,
  };
}

/** The lists of companies, turned into lists of positions by item: counted first, so that no object is made per entry. */
function invert(lists: PackedLists, companies: Int32Array, itemCount: number): PositionLists {
  const { start: from, end: to, item, value } = lists;
  const start = new Int32Array(itemCount + 1);
  for (let position = 0; position < companies.length; position += 1) {
    const end = to[companies[position]!]!;
    for (let at = from[companies[position]!]!; at < end; at += 1) start[item[at]! + 1]! += 1;
  }
  for (let index = 0; index < itemCount; index += 1) start[index + 1]! += start[index]!;

  const next = start.slice(0, itemCount);
  const entry = new Int32Array(start[itemCount]!);
  for (let position = 0; position < companies.length; position += 1) {
    const end = to[companies[position]!]!;
    for (let at = from[companies[position]!]!; at < end; at += 1) {
      entry[next[item[at]!]!++] = (position << 8) | value[at]!;
    }
  }
  return { start, entry };
}
