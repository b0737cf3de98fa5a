import type { DataSource } from 'typeorm';
import type { Account, Company, Forum, Participation, Profile } from '#domain';
import { insertAccount, insertCompany, insertDelegation, joinCompany } from '#testing';

const fields = `id state message isOnline version proposerCompanyId parties { companyId answer reason company { id } }`;
const answer = `__typename ... on MeetingRequest { ${fields} } ... on Refusal { code message }`;
const READ = `query ($id: UUID!) { meetingRequest(id: $id) { ${fields} } }`;
const LIST = `query ($forumId: UUID!, $companyId: UUID, $states: [MeetingRequestState!], $first: Int! = 20, $after: String) {
  meetingRequests(forumId: $forumId, companyId: $companyId, states: $states, first: $first, after: $after) {
    nodes { id state } pageInfo { hasNextPage endCursor }
  }
}`;
const PREFERENCES = `query ($forumId: UUID!, $companyId: UUID!, $after: String) {
  preferences(forumId: $forumId, companyId: $companyId, after: $after) { nodes { otherCompanyId value } }
}`;
const SET = `mutation ($input: SetPreferenceInput!) {
  setPreference(input: $input) { __typename ... on Preference { otherCompanyId value } ... on Refusal { code message } }
}`;
const mutation = (name: string, input: string): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${answer} } }`;
const PROPOSE = `mutation ($input: ProposeMeetingInput!) {
  proposeMeeting(input: $input) { ${answer} ... on AlreadyRequested { meetingRequestId } }
}`;
const ACCEPT = mutation('acceptMeetingRequest', 'ActOnMeetingRequestInput');
const DECLINE = mutation('declineMeetingRequest', 'GoFromMeetingRequestInput');
const CHANGE = mutation('changeMeetingRequest', 'ChangeMeetingRequestInput');
const WITHDRAW = mutation('withdrawMeetingRequest', 'ActOnMeetingRequestInput');
const LEAVE = mutation('leaveMeetingRequest', 'GoFromMeetingRequestInput');
const SUBSTITUTE = mutation('chooseSubstitute', 'ChooseSubstituteInput');
const AS_TWO = mutation('continueAsTwo', 'ActOnMeetingRequestInput');

export const operations = {
  READ,
  LIST,
  PREFERENCES,
  SET,
  PROPOSE,
  ACCEPT,
  DECLINE,
  CHANGE,
  WITHDRAW,
  LEAVE,
  SUBSTITUTE,
  AS_TWO,
};

/** A company of each side, of which any two have something for each other. */
export const china: Partial<Profile> = { country: 'CN', side: 'CHINA' };
export const developed: Partial<Profile> = {
  country: 'DE',
  side: 'DEVELOPED',
  offers: [{ capability: 'Q01', strength: 0.8 }],
  needs: [{ capability: 'P01', priority: 1 }],
};
export const developing: Partial<Profile> = {
  country: 'KE',
  side: 'DEVELOPING',
  offers: [{ capability: 'L02', strength: 0.8 }],
  needs: [{ capability: 'E01', priority: 1 }],
};

export interface Member {
  account: Account;
  company: Company;
}

/** What an act on a request as it was last read has to name. */
export const on = ({ id, version }: { id: string; version: number }): object => ({
  meetingRequestId: id,
  expectedVersion: version,
});

/** A company with one person and one delegation at the forum, approved unless said otherwise. */
export async function insertMember(
  dataSource: DataSource,
  forum: Forum,
  profile: Partial<Profile>,
  participation: Partial<Participation> = {},
): Promise<Member> {
  const account = await insertAccount(dataSource);
  const company = await insertCompany(dataSource, profile);
  await joinCompany(dataSource, account, company);
  await insertDelegation(dataSource, forum, company, { participation });
  return { account, company };
}
