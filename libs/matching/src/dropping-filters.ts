import { compileFilters } from './compiled-filters.js';
import type { Directory } from './directory.js';
import type { TripleFilters } from './triple-filters.js';
import { type Members, tripleIndex, tripleQuantities } from './triple-quantities.js';
import { defaultWeights } from './weights.js';

const filterNames = ['hostCountries', 'sectors', 'needsCovered', 'excludedCompanies', 'minimumIndex'] as const;

/**
 * Which filters of an asking member would each alone leave its triple out.
 *
 * @param askingSide 0 China, 1 developed, 2 developing
 * @throws InputFaults as `compileFilters` does
 */
export function filtersThatDrop(
  directory: Directory,
  members: Members,
  askingSide: number,
  filters: TripleFilters,
): (keyof TripleFilters)[] {
  const asking = members[askingSide]!;
  const [first, second] = members.filter((member) => member !== asking);
  // Fits have no part in the index, so any weights do.
  const index = tripleIndex(tripleQuantities(directory, defaultWeights.fit, members)) ?? 0;
  return filterNames.filter((name) => {
    const filter = compileFilters(directory, asking, { [name]: filters[name] });
    const passes =
      members.every((member) => filter.admits(member)) &&
      filter.coversNeeds(first!, second!) &&
      index >= filter.minimumIndex;
    return !passes;
  });
}
