import { sampleCases, type SampleCase, type SampleCaseMember } from './sample-cases.js';
import { sampleCompanies, sampleLeads } from './sample-companies.js';
import type { SubForumKey } from './sample-forum.js';
import { sampleParticipations } from './sample-participations.js';

/** A meeting that one company of the sample proposes to one or two others, and what they say. All of it is assumed. */
export interface SampleMeetingRequest {
  /** Key of a company. */
  readonly proposer: string;
  /** Keys of one or two companies. */
  readonly others: readonly string[];
  /** The one that all of them take part in; null when there is none. */
  readonly subForum: SubForumKey | null;
  readonly message: string;
  /** What the others say; null when they have not answered yet. */
  readonly answer: 'accepted' | 'declined' | null;
}

/** Whoever tries the sample proposes this project’s meeting, and finds nothing between its companies. */
const leftOpen = 'gibe3';

/** Among the two-party requests, counted from 0; no number is both. */
const isUnanswered = (index: number): boolean => index % 7 === 6;
const isDeclined = (index: number): boolean => index % 14 === 9;

/**
 * 23 requests of three: the leads of each published project but Gibe III, proposed by China’s, and agreed.
 *
 * 28 of two: each member that does not lead its side proposes to the lead of the developing side of the same project, or, when
 * it is of that side itself, to China’s lead; two companies of two projects propose once. In the order of the cases, the 7th,
 * 14th, … are not answered, the 10th and the 24th declined, all others agreed.
 */
export function sampleMeetingRequests(): SampleMeetingRequest[] {
  const cases = sampleCases.filter(({ id }) => id !== leftOpen);
  const leads = new Map(sampleLeads().map((of) => [of.caseId, of]));
  const ofThree = cases.map((from) => {
    const { china, developed, developing } = leads.get(from.id)!;
    return { proposer: china, others: [developed, developing], message: from.name, answer: 'accepted' as const };
  });

  const keys = new Map(sampleCompanies().map(({ nameEn, key }) => [nameEn, key]));
  const partnerOf = ({ side }: SampleCaseMember, { id }: SampleCase): string =>
    side === 'DEVELOPING' ? leads.get(id)!.china : leads.get(id)!.developing;
  const pairs = cases.flatMap((from) =>
    from.members
      .filter(({ isLead }) => !isLead)
      .map((member) => ({ from, proposer: keys.get(member.name)!, other: partnerOf(member, from) })),
  );
  const isFirst = ({ proposer, other }: (typeof pairs)[number], index: number): boolean =>
    pairs.findIndex((pair) => pair.proposer === proposer && pair.other === other) === index;
  const ofTwo = pairs.filter(isFirst).map(({ from, proposer, other }, index) => ({
    proposer,
    others: [other],
    message: from.name,
    answer: answerOf(index),
  }));

  const subForums = new Map(sampleParticipations().map((one) => [one.companyKey, one.delegations[0]!.subForums]));
  return [...ofThree, ...ofTwo].map((request) => {
    const [first, ...rest] = [request.proposer, ...request.others].map((key) => subForums.get(key)!);
    return { ...request, subForum: first!.find((one) => rest.every((chosen) => chosen.includes(one))) ?? null };
  });
}

function answerOf(index: number): SampleMeetingRequest['answer'] {
  if (isUnanswered(index)) return null;
  return isDeclined(index) ? 'declined' : 'accepted';
}
