import { findSector } from '../taxonomy/index.js';
import { sampleCompanies, type SampleCompany } from './sample-companies.js';
import { sampleForum, type SampleDay, type SubForumKey } from './sample-forum.js';

/** The unit of a company that sits in meetings. */
export interface SampleDelegation {
  readonly name: string;
  /** Roles of its people. */
  readonly people: readonly string[];
  /** BCP 47. */
  readonly languages: readonly string[];
  /** Sub-forums it takes part in; empty means all. */
  readonly subForums: readonly SubForumKey[];
  /** The days on which it is there; empty means all of the forum. */
  readonly days: readonly SampleDay[];
}

/** A company at the sample forum, approved. All of this is assumed. */
export interface SampleParticipation {
  readonly companyKey: string;
  /** Whether others may book a slot with it without asking first. */
  readonly hasStandingConsent: boolean;
  readonly delegations: readonly SampleDelegation[];
}

/** Companies that came with a second team, for the second day only. */
const withSecondTeam = new Set(['china-harbour-engineering', 'cnooc', 'totalenergies']);

/** Hosts that receive whoever comes. */
const withStandingConsent = new Set([
  'ethiopian-electric-power',
  'ghana-ports-and-harbours-authority',
  'nigerian-ports-authority',
]);

/**
 * Every company takes part, in the sub-forums of its sectors, with one delegation of one or two people; three bring a
 * second one. In order of company key.
 */
export function sampleParticipations(companies: readonly SampleCompany[] = sampleCompanies()): SampleParticipation[] {
  return companies.map((company) => {
    const languages = company.languages.map(({ tag }) => tag);
    const first: SampleDelegation = {
      name: company.nameEn,
      people: company.isLead ? ['Project director', 'Legal counsel'] : ['Project director'],
      languages,
      subForums: subForumsOf(company),
      days: [],
    };
    const second: SampleDelegation = {
      name: `${company.nameEn}, second team`,
      people: ['Business development manager'],
      languages,
      subForums: first.subForums,
      days: [2],
    };
    return {
      companyKey: company.key,
      hasStandingConsent: withStandingConsent.has(company.key),
      delegations: withSecondTeam.has(company.key) ? [first, second] : [first],
    };
  });
}

function subForumsOf(company: SampleCompany): SubForumKey[] {
  const groups = new Set(company.sectors.map((code) => findSector(code)?.group));
  return sampleForum.subForums
    .filter(({ sectorGroups }) => sectorGroups.some((group) => groups.has(group)))
    .map(({ key }) => key);
}
