import { describe, expect, it } from '@jest/globals';
import {
  sampleCompanies,
  sampleLeads,
  sampleMeetingRequests,
  sampleParticipations,
  samplePreferences,
  type SampleMeetingRequest,
} from './index.js';

const requests = sampleMeetingRequests();
const preferences = samplePreferences();
const partiesOf = ({ proposer, others }: SampleMeetingRequest): string[] => [proposer, ...others];
const [gibe3, ...otherLeads] = sampleLeads();

describe('the meeting requests of the sample', () => {
  it('are agreed ones of the leads of each project but Gibe III, and of two, most of them agreed', () => {
    const [ofThree, ofTwo] = [3, 2].map((count) => requests.filter((one) => partiesOf(one).length === count));
    const count = (answer: SampleMeetingRequest['answer']) => ofTwo!.filter((one) => one.answer === answer).length;

    expect(ofThree!.map(partiesOf)).toEqual(
      otherLeads.map(({ china, developed, developing }) => [china, developed, developing]),
    );
    expect(ofThree!.every(({ answer }) => answer === 'accepted')).toBe(true);
    expect([count('accepted'), count(null), count('declined')]).toEqual([22, 4, 2]);
  });

  it('leave the companies of Gibe III to whoever tries the sample', () => {
    expect(gibe3!.caseId).toBe('gibe3');
    const theirs = [gibe3!.china, gibe3!.developed, gibe3!.developing];

    expect(requests.filter((one) => partiesOf(one).some((key) => theirs.includes(key)))).toEqual([]);
    expect(preferences.filter(({ company, other }) => theirs.includes(company) || theirs.includes(other))).toEqual([]);
  });

  it('are each of other companies, all of one project', () => {
    const casesOf = new Map(sampleCompanies().map(({ key, caseIds }) => [key, caseIds]));
    const sets = requests.map((one) => partiesOf(one).sort().join(' '));

    expect(new Set(sets).size).toBe(requests.length);
    for (const one of requests) {
      const [first, ...rest] = partiesOf(one).map((key) => casesOf.get(key)!);
      expect(first!.some((caseId) => rest.every((caseIds) => caseIds.includes(caseId)))).toBe(true);
    }
  });

  it('are held in a sub-forum in which all their parties take part', () => {
    const chosen = new Map(sampleParticipations().map((one) => [one.companyKey, one.delegations[0]!.subForums]));
    for (const one of requests) {
      for (const key of partiesOf(one)) expect(chosen.get(key)).toContain(one.subForum);
    }
    const inEnergy = requests.filter(({ subForum }) => subForum === 'energy').length;
    expect([inEnergy, requests.length - inEnergy]).toEqual([33, 18]);
  });
});

describe('the preferences of the sample', () => {
  it('are must-meets of companies that meet', () => {
    const mustMeets = preferences.filter(({ value }) => value === 'must_meet');

    expect(mustMeets).toHaveLength(5);
    for (const { company, other } of mustMeets) {
      const shared = requests.filter((one) => [company, other].every((key) => partiesOf(one).includes(key)));
      expect(shared.some(({ answer }) => answer === 'accepted')).toBe(true);
    }
  });

  it('are nevers of competitors that do not meet', () => {
    const nevers = preferences.filter(({ value }) => value === 'never');

    expect(nevers).toEqual([
      { company: 'china-three-gorges-south-asia-investment', other: 'sinohydro', value: 'never' },
      { company: 'china-machinery-engineering-corporation', other: 'shanghai-electric-power', value: 'never' },
    ]);
    for (const { company, other } of nevers) {
      expect(requests.filter((one) => [company, other].every((key) => partiesOf(one).includes(key)))).toEqual([]);
    }
  });
});
