import type { CompanySize, Need, Offer, Side, SpokenLanguage } from '#matching';
import { findCountry, type CooperationModeCode } from '../taxonomy/index.js';
import { sampleCases, type SampleCase, type SampleCaseMember } from './sample-cases.js';

/** A company of the published cases, with a profile: facts of the cases, and what had to be assumed. */
export interface SampleCompany {
  /** From its name: lower-case letters and digits, with hyphens between words. */
  readonly key: string;
  readonly nameEn: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly side: Side;
  readonly kind: 'firm' | 'public_body' | 'bank';
  /** Whether it led its side in one of the cases. */
  readonly isLead: boolean;
  readonly sectors: readonly string[];
  /** What it brought to its cases, each at 0.80: shown by a named project. */
  readonly offers: readonly Offer[];
  /** Assumed. */
  readonly needs: readonly Need[];
  readonly markets: readonly string[];
  readonly modes: readonly CooperationModeCode[];
  /** Assumed. */
  readonly languages: readonly SpokenLanguage[];
  /** Assumed. */
  readonly size: CompanySize;
  /** By BCP 47 tag: its published contributions, in English. */
  readonly texts: { readonly en: string };
  /** Ids of its cases. */
  readonly caseIds: readonly string[];
  /** Addresses of the pages its contributions come from. */
  readonly sources: readonly string[];
}

/** The three companies that led the sides of one case. */
export interface SampleLeads {
  readonly caseId: string;
  /** Keys of companies. */
  readonly china: string;
  readonly developed: string;
  readonly developing: string;
}

const needsPerOtherSide = 8;
const assumedPriority = 0.6;
const shownByProject = 0.8;
const assumedSize: CompanySize = 2;

/** Governments, authorities, agencies and public utilities. */
const publicBodies = new Set([
  'ADWEA / EWEC',
  'DEWA',
  'Enemalta',
  'Ethiopian Electric Power',
  'Ghana Ports and Harbours Authority',
  'Government of Montenegro',
  'Government of the DRC',
  'Kenya Power',
  'Lagos State Government',
  'MASEN',
  'Maputo Sul',
  'Nigerian Ports Authority',
  'Private Power and Infrastructure Board',
  'Promtel',
  'Republic of Guinea',
  'Republic of the Congo (Grands Travaux)',
]);

/** Those whose business is to lend, or to hold accounts. */
const banks = new Set([
  'Bank of China / ICBC',
  'China Development Bank',
  'China Exim Bank',
  'Export-Import Bank of China',
  'International Finance Corporation',
  'Silk Road Fund',
  'Telenor Microfinance Bank',
]);

/**
 * The companies of the cases with their profiles, in order of key; names that differ are different companies.
 *
 * Offers, sector, mode and market are those of the case, their union for a company of several. What is not published is
 * assumed, alike for everybody: a side needs, at 0.60, the eight capabilities that the members of each of the other two
 * sides offer most often; a company speaks its country’s main languages at 1.00 and English at 0.80 at least; its size
 * is 2, under 250 people.
 *
 * @throws Error when a member’s country is not in the taxonomy
 */
export function sampleCompanies(cases: readonly SampleCase[] = sampleCases): SampleCompany[] {
  const needs = assumedNeeds(cases);
  const memberships = new Map<string, { member: SampleCaseMember; from: SampleCase }[]>();
  for (const from of cases) {
    for (const member of from.members) {
      const known = memberships.get(member.name);
      if (known) known.push({ member, from });
      else memberships.set(member.name, [{ member, from }]);
    }
  }

  const companies = [...memberships].map(([nameEn, ofCompany]): SampleCompany => {
    const { country, side } = ofCompany[0]!.member;
    return {
      key: companyKey(nameEn),
      nameEn,
      country,
      side,
      kind: publicBodies.has(nameEn) ? 'public_body' : banks.has(nameEn) ? 'bank' : 'firm',
      isLead: ofCompany.some(({ member }) => member.isLead),
      sectors: distinct(ofCompany.map(({ from }) => from.sector)),
      offers: distinct(ofCompany.flatMap(({ member }) => member.offers)).map((capability) => ({
        capability,
        strength: shownByProject,
      })),
      needs: needs[side],
      markets: distinct(ofCompany.map(({ from }) => from.host)),
      modes: distinct(ofCompany.map(({ from }) => from.mode)),
      languages: assumedLanguages(country),
      size: assumedSize,
      texts: { en: ofCompany.map(({ member, from }) => `${from.name}: ${member.contribution}.`).join('\n') },
      caseIds: ofCompany.map(({ from }) => from.id),
      sources: distinct(ofCompany.flatMap(({ from }) => from.sources)),
    };
  });
  return companies.sort((one, other) => (one.key < other.key ? -1 : 1));
}

/**
 * The leads of each case, in the order of the cases: published triples.
 *
 * @throws Error when a case has no lead of some side
 */
export function sampleLeads(cases: readonly SampleCase[] = sampleCases): SampleLeads[] {
  return cases.map(({ id, members }) => {
    const leadOf = (side: Side): string => {
      const lead = members.find((member) => member.isLead && member.side === side);
      if (!lead) throw new Error(`Case ${id} has no lead of the side ${side}.`);
      return companyKey(lead.name);
    };
    return { caseId: id, china: leadOf('CHINA'), developed: leadOf('DEVELOPED'), developing: leadOf('DEVELOPING') };
  });
}

/** For each side, what the other two offer most often: at most eight capabilities of each, in order of code. */
function assumedNeeds(cases: readonly SampleCase[]): Record<Side, Need[]> {
  const members = cases.flatMap((each) => each.members);
  const offered = (side: Side): string[] => {
    const times = new Map<string, number>();
    for (const member of members) {
      if (member.side !== side) continue;
      for (const capability of member.offers) times.set(capability, (times.get(capability) ?? 0) + 1);
    }
    const mostOften = [...times].sort(([code, count], [otherCode, otherCount]) => {
      return otherCount - count || (code < otherCode ? -1 : 1);
    });
    return mostOften.slice(0, needsPerOtherSide).map(([code]) => code);
  };
  const needs = (one: Side, other: Side): Need[] =>
    distinct([...offered(one), ...offered(other)])
      .sort()
      .map((capability) => ({ capability, priority: assumedPriority }));

  return {
    CHINA: needs('DEVELOPED', 'DEVELOPING'),
    DEVELOPED: needs('CHINA', 'DEVELOPING'),
    DEVELOPING: needs('CHINA', 'DEVELOPED'),
  };
}

function assumedLanguages(country: string): SpokenLanguage[] {
  const found = findCountry(country);
  if (!found) throw new Error(`The taxonomy has no country or region "${country}".`);
  const main = found.languages.map((tag) => ({ tag, level: 1 }));
  return found.languages.includes('en') ? main : [...main, { tag: 'en', level: 0.8 }];
}

function companyKey(name: string): string {
  // NFKD parts a letter from its accent, so that é becomes e.
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
