import { sectorTwentieths, fullSupply, supply } from './coverage.js';
import type { Directory } from './directory.js';
import { fitFactors, type FitFactors } from './fit.js';
import { openMembers, scoreMembers, type TripleQuestion } from './score-triple.js';
import type { ByPair } from './sides.js';
import type { Members } from './triple-quantities.js';
import type { TripleScore } from './triple-score.js';
import { defaultWeights } from './weights.js';

/** One need of a member, and who covers it. */
export interface CoverageLine {
  /** Id of the member with the need. */
  company: string;
  capability: string;
  /** 0.01 to 1.00. */
  priority: number;
  /** Id of the partner who supplies more, of equals the one earlier in the order of sides; null for an open need. */
  by: string | null;
  /** The effective supply, strength · ρ, 0 to 1; 0 for an open need. */
  strength: number;
}

export interface TripleExplanation {
  score: TripleScore;
  /** Every need of the three: by member (Chinese, developed, developing), then priority falling, then code. */
  lines: CoverageLine[];
  /** The six parts of the fit of each pair, before the weights. */
  fitFactors: ByPair<FitFactors>;
}

/**
 * Why three companies fit: who covers which need, what stays open, what each pair has in common.
 *
 * Null when the triple is not open, whatever the reason (see `scoreTriple`).
 *
 * @throws InputFaults when the weights have faults
 */
export function explainTriple(question: TripleQuestion): TripleExplanation | null {
  const { directory, weights = defaultWeights } = question;
  const members = openMembers(question);
  if (members === null) return null;
  const [china, developed, developing] = members;
  return {
    score: scoreMembers(directory, weights, members),
    lines: coverageLines(directory, members),
    fitFactors: {
      chinaDeveloped: fitFactors(directory, china, developed),
      chinaDeveloping: fitFactors(directory, china, developing),
      developedDeveloping: fitFactors(directory, developed, developing),
    },
  };
}

/** The lines of an open triple. */
export function coverageLines(directory: Directory, members: Members): CoverageLine[] {
  return members.flatMap((member) => linesOf(directory, member, members));
}

function linesOf(directory: Directory, member: number, members: Members): CoverageLine[] {
  const { ids, needs, taxonomy } = directory;
  const partners = members
    .filter((partner) => partner !== member)
    .map((partner) => ({ partner, rho: sectorTwentieths(directory, member, partner) }));

  const lines: CoverageLine[] = [];
  for (let at = needs.start[member]!; at < needs.end[member]!; at += 1) {
    const capability = needs.item[at]!;
    let by: string | null = null;
    let most = 0;
    for (const { partner, rho } of partners) {
      const supplied = supply(directory, partner, capability, rho);
      // Strictly more: of equals the earlier side stays named.
      if (supplied > most) {
        most = supplied;
        by = ids[partner]!;
      }
    }
    lines.push({
      company: ids[member]!,
      capability: taxonomy.source.capabilities[capability]!.code,
      priority: needs.value[at]! / 100,
      by,
      strength: most / fullSupply,
    });
  }
  return lines.sort((a, b) => b.priority - a.priority || (a.capability < b.capability ? -1 : 1));
}
