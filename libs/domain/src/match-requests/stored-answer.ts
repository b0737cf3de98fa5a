import type { Absence as FoundAbsence, ExplainedRanking, TripleExplanation, TripleFilters } from '#matching';
import type { Absence } from './absence-request.entity.js';
import type { Diversity, MatchFilters, Triple, TripleReasons } from './match-request.entity.js';

/** By company id: the version that was scored. */
type VersionIds = ReadonlyMap<string, string>;

/** Filters as scoring takes them: an empty list is no filter. */
export function filtersForMatching(filters: MatchFilters): TripleFilters {
  const orAbsent = (values: string[]): string[] | undefined => (values.length > 0 ? values : undefined);
  return {
    hostCountries: orAbsent(filters.hostCountries),
    sectors: orAbsent(filters.sectors),
    needsCovered: orAbsent(filters.needsCovered),
    excludedCompanies: orAbsent(filters.excludedCompanyIds),
    minimumIndex: filters.minimumIndex ?? undefined,
  };
}

/** The rows of a ranking. */
export function triplesOf(
  matchRequestId: string,
  ranking: ExplainedRanking,
  versionIds: VersionIds,
): Partial<Triple>[] {
  return ranking.triples.map((triple) => ({
    matchRequestId,
    rank: triple.rank,
    chinaCompanyId: triple.china,
    developedCompanyId: triple.developed,
    developingCompanyId: triple.developing,
    chinaVersionId: versionIds.get(triple.china)!,
    developedVersionId: versionIds.get(triple.developed)!,
    developingVersionId: versionIds.get(triple.developing)!,
    ...reasonsOf({ ...triple, score: triple }),
    openNeeds: triple.openNeeds.map(({ company, capability, couldCover }) => ({
      companyId: company,
      capability,
      couldCover: couldCover.map((other) => ({
        companyId: other.company,
        versionId: versionIds.get(other.company)!,
        strength: other.strength,
      })),
    })),
  }));
}

/** How a limit on appearances was kept; null without one. */
export function diversityOf({ diversity }: ExplainedRanking): Diversity | null {
  return diversity && { rankedCount: diversity.ranked, isComplete: diversity.isComplete };
}

export function absenceOf(found: FoundAbsence): Absence {
  const { rank, possible, scoreToReach, droppedBy, changes } = found;
  return {
    ...reasonsOf(found),
    rank,
    possibleCount: possible,
    scoreToReach,
    droppedBy,
    changes: changes.map(({ company, ...change }) => ({ companyId: company, ...change })),
  };
}

function reasonsOf({ score: parts, lines, fitFactors }: TripleExplanation): TripleReasons {
  const { score, coverage, reciprocity, fit, index, shares } = parts;
  return {
    score,
    coverage,
    reciprocity,
    fit,
    index,
    shares: [shares.china, shares.developed, shares.developing],
    lines: lines.map((line) => ({
      companyId: line.company,
      capability: line.capability,
      priority: line.priority,
      byCompanyId: line.by,
      strength: line.strength,
    })),
    fitFactors: [fitFactors.chinaDeveloped, fitFactors.chinaDeveloping, fitFactors.developedDeveloping],
  };
}
