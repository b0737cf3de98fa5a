import type { Directory } from './directory.js';
import { show } from './hundredths.js';
import { InputFaults } from './input-faults.js';
import type { PackedLists } from './packed-lists.js';

/**
 * The index and the side (0 China, 1 developed, 2 developing) of a company that stands in a pool.
 *
 * @throws InputFaults when the id is unknown, or saying what the profile lacks
 */
export function matchableCompany(directory: Directory, id: string): { company: number; side: number } {
  const company = directory.indexOf.get(id);
  if (company === undefined) throw new InputFaults([`company: ${show(id)} is not in the directory`]);

  const { side, offers, needs } = directory;
  const isEmpty = ({ start, end }: PackedLists) => start[company] === end[company];
  const missing = [
    ...(side[company] === -1 ? ['side'] : []),
    ...(isEmpty(offers) ? ['offers'] : []),
    ...(isEmpty(needs) ? ['needs'] : []),
  ];
  if (missing.length > 0) {
    throw new InputFaults([`company: ${show(id)} cannot be matched, its profile lacks ${missing.join(', ')}`]);
  }
  return { company, side: side[company]! };
}
