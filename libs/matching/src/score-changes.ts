import { compileDirectory, type Directory } from './directory.js';
import { filtersThatDrop } from './dropping-filters.js';
import { coverageLines } from './explain-triple.js';
import { scoreMembers } from './score-triple.js';
import { sides } from './sides.js';
import { type ChangedProfile, type SingleChange, singleChanges } from './single-changes.js';
import { compareCodeUnits } from './triple-order.js';
import type { Members } from './triple-quantities.js';
import type { TripleFilters } from './triple-filters.js';
import { unpackCompany } from './unpack-company.js';
import type { Weights } from './weights.js';

/** What one thing, changed alone, would make of the score. */
export interface ScoreChange extends SingleChange {
  /** Id of the member that would change. */
  company: string;
  /** 0 to 100, with this change alone. */
  score: number;
  /** Whether that would reach the list as it stands, the filters included. */
  reachesList: boolean;
}

/** An open triple, and the list it should reach. */
export interface ChangesQuestion {
  directory: Directory;
  members: Members;
  weights: Weights;
  /** 0 China, 1 developed, 2 developing. */
  askingSide: number;
  filters: TripleFilters;
  /** Whether the triple would stand in the list with this score, 0 to 100, if the filters let it pass. */
  isScoreListed: (score: number) => boolean;
}

/** Changes that are told, at most. */
const most = 10;

/**
 * The changes of one member that raise the score most, best first; equal scores by company, kind and code. An offer is
 * assumed at 0.80 where that reaches the list, else at 1.00. Time O(n · needs of the three) for n changes; n is about the
 * needs and codes of all three, and each is scored exactly.
 */
export function scoreChanges(question: ChangesQuestion): ScoreChange[] {
  const { directory, members, weights } = question;
  const scoreNow = scoreMembers(directory, weights, members).score;
  return scoreEach(question, changesOfAll(directory, members))
    .filter(({ score }) => score > scoreNow)
    .filter(isLeastThatReaches)
    .sort(
      (a, b) =>
        b.score - a.score ||
        compareCodeUnits(a.company, b.company) ||
        compareCodeUnits(a.kind, b.kind) ||
        compareCodeUnits(a.code, b.code),
    )
    .slice(0, most);
}

interface ChangedMember extends ChangedProfile {
  /** Side of the member. */
  side: number;
}

function changesOfAll(directory: Directory, members: Members): ChangedMember[] {
  const countries = new Set(directory.taxonomy.countries.keys());
  const profiles = members.map((member) => unpackCompany(directory, member));
  const lacking = coverageLines(directory, members).filter(({ strength }) => strength < 1);
  return profiles.flatMap((profile, side) => {
    const partners = profiles.filter((other) => other !== profile);
    const needed = new Set(lacking.filter(({ company }) => company !== profile.id).map(({ capability }) => capability));
    return singleChanges(profile, partners, needed, countries).map((changed) => ({ ...changed, side }));
  });
}

/** One small directory holds the three and every changed profile: a change puts its own in the place of its member. */
function scoreEach(question: ChangesQuestion, changes: readonly ChangedMember[]): ScoreChange[] {
  const { directory, members, weights, askingSide, isScoreListed } = question;
  // Nobody is excluded by what a profile says, and the small directory has names of its own.
  const { excludedCompanies, ...filters } = question.filters;
  const isExcluded = filtersThatDrop(directory, members, askingSide, { excludedCompanies }).length > 0;

  const profiles = [...members.map((member) => unpackCompany(directory, member)), ...changes.map((c) => c.profile)];
  const small = compileDirectory(
    profiles.map((profile, at) => ({ ...profile, id: String(at) })),
    directory.taxonomy.source,
  );
  const indexOf = (at: number) => small.indexOf.get(String(at))!;
  return changes.map(({ change, side }, at) => {
    const [china, developed, developing] = sides.map((_, other) => indexOf(other === side ? sides.length + at : other));
    const changed: Members = [china!, developed!, developing!];
    const { score, reciprocity } = scoreMembers(small, weights, changed);
    const isListed = !isExcluded && reciprocity > 0 && isScoreListed(score);
    return {
      company: directory.ids[members[side]!]!,
      ...change,
      score,
      reachesList: isListed && filtersThatDrop(small, changed, askingSide, filters).length === 0,
    };
  });
}

/** Of two strengths of one offer, one is told: the weaker where it is enough, else the stronger. */
function isLeastThatReaches(change: ScoreChange, _: number, all: readonly ScoreChange[]): boolean {
  const strengths = all.filter(
    (other) => other.company === change.company && other.kind === change.kind && other.code === change.code,
  );
  return change === (strengths.find(({ reachesList }) => reachesList) ?? strengths.at(-1));
}
