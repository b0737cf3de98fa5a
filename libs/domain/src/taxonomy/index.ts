export type { Label, Provenance } from './label.js';
export {
  countries,
  countrySources,
  findCountry,
  sideOfCountry,
  type Country,
  type DocumentEvidence,
  type IncomeGroup,
} from './countries.js';
export { anyMarket, findRegion, isMarketCode, regions, regionSource, type Region } from './regions.js';
export {
  findSector,
  isAdjacent,
  sectorGroups,
  sectors,
  sectorSource,
  type Sector,
  type SectorGroup,
} from './sectors.js';
export {
  capabilities,
  capabilityGroups,
  capabilitySource,
  findCapability,
  type Capability,
  type CapabilityGroup,
} from './capabilities.js';
export {
  cooperationModes,
  cooperationModeSource,
  findMode,
  type CooperationMode,
  type CooperationModeCode,
} from './cooperation-modes.js';
export {
  importMapSource,
  nameRefinements,
  sectorByEconomicSector,
  sectorByIndustry,
  sectorByIndustryGroup,
  type NameRefinement,
} from './import-maps.js';
export { sectorOfListedCompany, type ListedCompanyIndustry } from './listed-company-sector.js';
export { matchingTaxonomy } from './taxonomy-for-matching.js';
