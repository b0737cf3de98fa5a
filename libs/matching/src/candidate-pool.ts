import type { Directory } from './directory.js';
import { type PackedItem, packLists, type PackedLists } from './packed-lists.js';

/** The companies of one side that a ranking chooses from, with who among them offers and needs each capability. */
export interface CandidatePool {
  /** Company indices, ascending; a position in this array names a candidate below. */
  readonly companies: Int32Array;
  /** By capability. Item: position of a candidate that offers it, value: strength in hundredths. */
  readonly offering: PackedLists;
  /** By capability. Item: position of a candidate that needs it, value: priority in hundredths. */
  readonly needing: PackedLists;
}

/** Time and memory O(companies + their offers and needs). */
export function candidatePool(directory: Directory, companies: Int32Array): CandidatePool {
  return {
    companies,
    offering: byCapability(directory, directory.offers, companies),
    needing: byCapability(directory, directory.needs, companies),
  };
}

function byCapability({ taxonomy }: Directory, lists: PackedLists, companies: Int32Array): PackedLists {
  const rows: PackedItem[][] = Array.from({ length: taxonomy.capabilityCount }, () => []);
  companies.forEach((company, position) => {
    for (let at = lists.start[company]!; at < lists.start[company + 1]!; at += 1) {
      rows[lists.item[at]!]!.push({ item: position, value: lists.value[at]! });
    }
  });
  return packLists(rows);
}
