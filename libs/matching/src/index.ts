export { sides, type ByPair, type BySide, type Side } from './sides.js';
export type { Blocks, CompanyProfile, CompanySize, Need, Offer, SpokenLanguage } from './company-profile.js';
export type { CapabilityEntry, CountryEntry, MatchingTaxonomy, RegionEntry, SectorEntry } from './matching-taxonomy.js';
export { checkWeights, defaultWeights, type FitWeights, type ScoreWeights, type Weights } from './weights.js';
export { InputFaults } from './input-faults.js';
export { whatIsMissing, type MissingPart } from './missing-parts.js';
export { checkProfile, compileDirectory, type Directory } from './directory.js';
export { scoreTriple, type TripleQuestion } from './score-triple.js';
export { explainTriple, type CoverageLine, type TripleExplanation } from './explain-triple.js';
export type { FitFactors } from './fit.js';
export { type OpenNeed } from './cover-open-needs.js';
export type { Diversity } from './rank-diversely.js';
export {
  rankAndExplain,
  type ExplainedRanking,
  type ExplainedRankingQuestion,
  type ExplainedTriple,
} from './rank-and-explain.js';
export { buildPairIndex, type IndexOptions, PairIndex } from './pair-index.js';
export type { DirectoryChange } from './live-directory.js';
export { WarmDirectory } from './warm-directory.js';
export { rankTriples, type RankingQuestion } from './rank-triples.js';
export { rankOfTriple, type RankOfTriple, type RankOfTripleQuestion } from './rank-of-triple.js';
export { type CompanyRanking, type EveryCompanyQuestion, rankEveryCompany } from './rank-every-company.js';
export { type ForumQuestion, rankForum } from './rank-forum.js';
export { mergeRankings } from './merge-rankings.js';
export { type Absence, type AbsenceQuestion, explainAbsence } from './explain-absence.js';
export type { ScoreChange } from './score-changes.js';
export {
  type CompanyExposure,
  compareWeights,
  type ListComparison,
  type WeightsComparison,
  type WeightsComparisonQuestion,
} from './compare-weights.js';
export type { Exposure } from './exposure.js';
export { rankThirdPartners, type ThirdPartnerQuestion } from './rank-third-partners.js';
export type {
  PairScore,
  RankedTriple,
  RankingCounts,
  TripleMembers,
  TripleRanking,
  TripleScore,
} from './triple-score.js';
export type { NeverPair, TripleFilters } from './triple-filters.js';
