import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Account, Company, Forum } from '#domain';
import { insertAccount, insertCompany, insertForum, joinCompany, joinForum } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';
import { Mailbox } from './mailbox.js';

const INVITE = `mutation ($input: InviteInput!, $key: String!) {
  invite(input: $input, idempotencyKey: $key) { __typename ... on Invitation { id email role state } ... on Refusal { code } }
}`;
const INVITATIONS = `query ($companyId: UUID, $forumId: UUID) {
  invitations(companyId: $companyId, forumId: $forumId) { nodes { id email role state } }
}`;
const PEOPLE = 'query ($id: UUID!) { companyMembers(id: $id) { role account { id } } }';
const WITHDRAW = `mutation ($id: UUID!) {
  withdrawInvitation(id: $id) { __typename ... on Invitation { state } ... on Refusal { code } }
}`;
const ACCEPT = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) { __typename ... on Account { id email } ... on Refusal { code message } }
}`;
const JOIN =
  'mutation ($token: String!) { joinByInvitation(token: $token) { __typename ... on Refusal { code message } } }';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { __typename }
}`;
const APPLY = `mutation ($input: ApplyForAccountInput!) {
  applyForAccount(input: $input) { __typename ... on MailRequested { email } ... on Refusal { code } }
}`;
const VERIFY = `mutation ($token: String!) {
  verifySignUp(token: $token) { __typename ... on SignUp { id state version } ... on Refusal { code message } }
}`;
const SIGN_UPS = `query ($forumId: UUID!) { signUps(forumId: $forumId) { nodes { id email companyText state version } } }`;
const APPROVE = `mutation ($id: UUID!, $version: Int!) {
  approveSignUp(id: $id, expectedVersion: $version) { __typename ... on SignUp { state } ... on Refusal { code } }
}`;
const DECLINE = `mutation ($id: UUID!, $version: Int!, $reason: String!) {
  declineSignUp(id: $id, expectedVersion: $version, reason: $reason) { __typename ... on SignUp { state reason } }
}`;
const password = 'correct horse battery';

describe('signing up', () => {
  let api: TestApi;
  let mailbox: Mailbox;
  let company: Company;
  let forum: Forum;
  let owner: Account;
  let organizer: Account;
  let stranger: Account;

  beforeAll(async () => {
    api = await startTestApi();
    mailbox = await Mailbox.open(api.databaseUrl);
    const { dataSource } = api;
    company = await insertCompany(dataSource, { nameEn: 'Dongfang Electric' });
    forum = await insertForum(dataSource, { nameEn: 'Nairobi 2027', state: 'registration' });
    owner = await insertAccount(dataSource);
    organizer = await insertAccount(dataSource);
    stranger = await insertAccount(dataSource);
    await joinCompany(dataSource, owner, company);
    await joinForum(dataSource, organizer, forum);
    await joinCompany(dataSource, stranger, await insertCompany(dataSource));
  });
  afterAll(async () => {
    await mailbox.close();
    await api.close();
  });

  const invite = async (email: string, key: string) =>
    (await api.ask(owner, INVITE, { input: { email, role: 'MEMBER', companyId: company.id }, key })).invite;
  const accept = async (token: string | null) =>
    (await api.ask(null, ACCEPT, { input: { token, displayName: 'Li Wei', password } })).acceptInvitation;

  it('goes by an invitation to a company, once', async () => {
    expect(await invite('li.wei@test.example', 'invite-li-wei')).toMatchObject({ role: 'MEMBER', state: 'OPEN' });
    const { token, subject } = await mailbox.next('li.wei@test.example');
    expect(subject).toBe('You are invited to Dongfang Electric');

    expect(await accept(token)).toMatchObject({ __typename: 'Account', email: 'li.wei@test.example' });
    const { signIn } = await api.ask(null, SIGN_IN, { email: 'li.wei@test.example', password });
    expect(signIn.__typename).toBe('SignedIn');
    const used = await accept(token);
    expect(used.code).toBe('LINK_INVALID');
    expect(await accept('A'.repeat(43))).toEqual(used);
    const { invitations } = await api.ask(owner, INVITATIONS, { companyId: company.id });
    expect(invitations.nodes).toMatchObject([{ email: 'li.wei@test.example', state: 'ACCEPTED' }]);
  });

  it('is taken back before it is used, by whoever may invite there alone', async () => {
    const { id } = await invite('recalled@test.example', 'invite-recalled');
    const { token } = await mailbox.next('recalled@test.example');

    expect(await api.codeOf(stranger, WITHDRAW, { id })).toBe('NOT_FOUND');
    expect(await api.codeOf(stranger, WITHDRAW, { id: company.id })).toBe('NOT_FOUND');
    expect(await api.codeOf(stranger, INVITATIONS, { companyId: company.id })).toBe('FORBIDDEN');

    expect((await api.ask(owner, WITHDRAW, { id })).withdrawInvitation).toEqual({
      __typename: 'Invitation',
      state: 'WITHDRAWN',
    });
    expect((await accept(token)).code).toBe('LINK_INVALID');
  });

  it('adds a role to the account that has the invited address, and to nobody else’s', async () => {
    const input = { email: stranger.email, role: 'ASSISTANT', forumId: forum.id };
    await api.ask(organizer, INVITE, { input, key: 'invite-stranger' });
    const { token } = await mailbox.next(stranger.email);
    expect((await accept(token)).code).toBe('EMAIL_TAKEN');
    expect((await api.ask(owner, JOIN, { token })).joinByInvitation.code).toBe('LINK_INVALID');
    expect((await api.ask(stranger, JOIN, { token })).joinByInvitation.__typename).toBe('Account');
    const { signUps } = await api.ask(stranger, SIGN_UPS, { forumId: forum.id });
    expect(signUps.nodes).toEqual([]);
  });

  it('tells whoever invites nothing of whether the address has an account, and draws nobody in', async () => {
    const known = await insertAccount(api.dataSource);
    const answersTo = async (email: string) => {
      const { id, ...answer } = await invite(email, `invite ${email}`);
      const { invitations } = await api.ask(owner, INVITATIONS, { companyId: company.id });
      const listed = invitations.nodes.find((one: { id: string }) => one.id === id);
      return JSON.parse(JSON.stringify({ answer, listed }).replaceAll(email, 'the address').replaceAll(id, 'its id'));
    };
    const unknown = await answersTo('nobody@test.example');
    expect(unknown).toMatchObject({ answer: { __typename: 'Invitation' }, listed: { state: 'OPEN' } });
    expect(await answersTo(known.email)).toEqual(unknown);

    const people = async () => (await api.ask(owner, PEOPLE, { id: company.id })).companyMembers;
    const isListed = expect.arrayContaining([{ role: 'MEMBER', account: { id: known.id } }]);
    expect(await people()).not.toEqual(isListed);
    const { token } = await mailbox.next(known.email);
    expect((await api.ask(known, JOIN, { token })).joinByInvitation.__typename).toBe('Account');
    expect(await people()).toEqual(isListed);
  });

  it('goes by an application that proves its address and that an organizer approves', async () => {
    const email = 'amina@test.example';
    const input = { forumId: forum.id, email, displayName: 'Amina Diallo', companyText: 'Solar pumps' };
    expect((await api.ask(null, APPLY, { input })).applyForAccount).toEqual({ __typename: 'MailRequested', email });
    expect((await api.ask(organizer, SIGN_UPS, { forumId: forum.id })).signUps.nodes).toEqual([]);

    const verification = await mailbox.next(email);
    expect(verification.body).not.toContain('Amina');
    const { verifySignUp } = await api.ask(null, VERIFY, { token: verification.token });
    expect(verifySignUp).toMatchObject({ __typename: 'SignUp', state: 'PENDING' });
    expect((await accept(verification.token)).code).toBe('LINK_INVALID');
    const { id, version } = (await api.ask(organizer, SIGN_UPS, { forumId: forum.id })).signUps.nodes[0];
    expect(await api.codeOf(owner, APPROVE, { id, version })).toBe('FORBIDDEN');

    expect((await api.ask(organizer, APPROVE, { id, version })).approveSignUp).toMatchObject({ state: 'APPROVED' });
    const approval = await mailbox.next(email);
    expect(approval.subject).toBe('Your application to Nairobi 2027 is approved');
    expect(await accept(approval.token)).toMatchObject({ __typename: 'Account', email });
  });

  it('ends with a reason when an organizer declines', async () => {
    const email = 'declined@test.example';
    const input = { forumId: forum.id, email, displayName: 'Somebody', companyText: 'Something', locale: 'zh' };
    await api.ask(null, APPLY, { input });
    const { token } = await mailbox.next(email);
    const { id, version } = (await api.ask(null, VERIFY, { token })).verifySignUp;
    const reason = 'Not the theme of this forum';
    const { declineSignUp } = await api.ask(organizer, DECLINE, { id, version, reason });
    expect(declineSignUp).toEqual({ __typename: 'SignUp', state: 'DECLINED', reason });
    await mailbox.next(email);
  });
});
