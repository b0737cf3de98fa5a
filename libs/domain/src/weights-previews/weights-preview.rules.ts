import { createHash } from 'node:crypto';
import type { WeightsComparison as FoundComparison } from '#matching';
import type { InputFault } from '../domain-error.js';
import { weightsFaults, type ProposedWeights } from '../forums/forum.rules.js';
import { rangeFaults } from '../forums/input-faults.js';
import type { WeightsComparison } from './weights-preview.entity.js';

export const previewRanges = {
  sampleSize: { min: 1, max: 200 },
  count: { min: 1, max: 100 },
  seed: { min: 0, max: 2_147_483_647 },
} as const;

export interface PreviewSettings extends ProposedWeights {
  sampleSize: number;
  /** How many triples of each list. */
  count: number;
  seed: number;
}

export function previewFaults({ sampleSize, count, seed, ...weights }: PreviewSettings): InputFault[] {
  return [
    ...weightsFaults(weights),
    ...rangeFaults('sampleSize', sampleSize, previewRanges.sampleSize),
    ...rangeFaults('count', count, previewRanges.count),
    ...rangeFaults('seed', seed, previewRanges.seed),
  ];
}

/**
 * At most `size` of the ids, the same for one seed whatever their order: those with the least hashes of seed and id. A company
 * that comes or goes changes the sample by one at most, so that previews with one seed can be compared.
 */
export function drawSample(ids: readonly string[], size: number, seed: number): string[] {
  const hashed = ids.map((id) => ({ id, hash: createHash('sha256').update(`${seed} ${id}`).digest('hex') }));
  return hashed
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);
}

/** A comparison as it is stored: each company by the version that was compared. */
export function storedComparison(
  { lists, exposure, gainers, losers }: FoundComparison,
  versionIds: ReadonlyMap<string, string>,
): WeightsComparison {
  const byVersion = <T extends { company: string }>({ company, ...rest }: T) => ({
    companyId: company,
    versionId: versionIds.get(company)!,
    ...rest,
  });
  return {
    lists: lists.map(byVersion),
    exposure,
    gainers: gainers.map(byVersion),
    losers: losers.map(byVersion),
  };
}
