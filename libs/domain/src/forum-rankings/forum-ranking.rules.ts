import { mergeRankings, sides, type CompanyRanking, type Side } from '#matching';
import type { InputFault } from '../domain-error.js';
import type { ForumState } from '../forums/forum.entity.js';
import { wantedCountRange } from '../match-requests/match-request.rules.js';
import { SidesWithoutCompany } from './forum-ranking.refusals.js';
import type { ForumRankingState, ForumTriple } from './forum-ranking.entity.js';

/** States of a forum in which it can be ranked. */
export const rankingStates = ['matching', 'scheduling', 'published', 'running'] as const satisfies ForumState[];

export const unfinishedStates = ['queued', 'running'] as const satisfies ForumRankingState[];

export const isUnfinished = (state: ForumRankingState): boolean => unfinishedStates.some((one) => one === state);

/** So few that a lost shard is soon redone and progress is seen, so many that the jobs around them cost little. */
export const companiesPerShard = 50;

/** Every fault of what was asked for, by field. */
export function countFaults(count: number): InputFault[] {
  const { min, max } = wantedCountRange;
  const isAllowed = Number.isInteger(count) && count >= min && count <= max;
  return isAllowed ? [] : [{ field: 'count', allowed: `a whole number from ${min} to ${max}` }];
}

export function refuseMissingSides(companies: readonly { side: Side }[]): SidesWithoutCompany | null {
  const present = new Set(companies.map(({ side }) => side));
  const missing = sides.filter((side) => !present.has(side));
  return missing.length > 0 ? new SidesWithoutCompany(missing) : null;
}

/** The companies in order of id, in shards of equal size but for the last. */
export function planShards(companyIds: readonly string[], perShard = companiesPerShard): string[][] {
  const ordered = [...companyIds].sort();
  const shards: string[][] = [];
  for (let from = 0; from < ordered.length; from += perShard) shards.push(ordered.slice(from, from + perShard));
  return shards;
}

/** The list of a company as it is kept. */
export function toForumTriples({ ranking }: CompanyRanking, versionIds: ReadonlyMap<string, string>): ForumTriple[] {
  return ranking.triples.map((triple) => {
    const { rank, china, developed, developing, score, coverage, reciprocity, fit, index, shares } = triple;
    const versionOf = (companyId: string): string => versionIds.get(companyId)!;
    return {
      rank,
      china,
      developed,
      developing,
      versionIds: { china: versionOf(china), developed: versionOf(developed), developing: versionOf(developing) },
      score,
      coverage,
      reciprocity,
      fit,
      index,
      shares,
    };
  });
}

/** The `k` best triples of a forum out of the lists of its Chinese companies, ranked anew. */
export function bestOfForum(lists: readonly (readonly ForumTriple[])[], k: number): ForumTriple[] {
  return mergeRankings(lists, k).map((triple, index) => ({ ...triple, rank: index + 1 }));
}
