import type { PreferenceValue } from '../meetings/preference.entity.js';
import { sampleCases } from './sample-cases.js';
import { sampleLeads } from './sample-companies.js';

/** What a company of the sample privately thinks of another. All of it is assumed. */
export interface SamplePreference {
  /** Key of a company. */
  readonly company: string;
  /** Key of another. */
  readonly other: string;
  readonly value: PreferenceValue;
}

const neverCount = 2;

/**
 * Five *must-meets*: the developing side’s lead of every fifth project, from the second on, of China’s lead. Two *nevers*,
 * between companies that have nothing to meet about: China’s leads of two projects that follow each other in one sector, which
 * compete there. The first project is left to whoever tries the sample.
 */
export function samplePreferences(): SamplePreference[] {
  const leads = sampleLeads();
  const mustMeets = leads
    .filter((_, index) => index % 5 === 1)
    .map(({ china, developing }): SamplePreference => ({ company: developing, other: china, value: 'must_meet' }));

  const sectorOf = new Map(sampleCases.map(({ id, sector }) => [id, sector]));
  const nevers = leads.slice(1).flatMap(({ caseId, china }, index, others): SamplePreference[] => {
    const next = others.slice(index + 1).find((one) => sectorOf.get(one.caseId) === sectorOf.get(caseId));
    return next && next.china !== china ? [{ company: china, other: next.china, value: 'never' }] : [];
  });
  return [...mustMeets, ...nevers.slice(0, neverCount)];
}
