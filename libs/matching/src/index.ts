export { sides, type ByPair, type BySide, type Side } from './sides.js';
export type { Blocks, CompanyProfile, CompanySize, Need, Offer, SpokenLanguage } from './company-profile.js';
export type {
  CapabilityEntry,
  CountryEntry,
  MatchingTaxonomy,
  RegionEntry,
  SectorEntry,
} from './matching-taxonomy.js';
export { defaultWeights, type FitWeights, type ScoreWeights, type Weights } from './weights.js';
export type {
  PairScore,
  RankedTriple,
  RankingCounts,
  TripleMembers,
  TripleRanking,
  TripleScore,
} from './triple-score.js';
export type { NeverPair, TripleFilters } from './triple-filters.js';
