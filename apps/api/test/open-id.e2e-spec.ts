import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccountsService, MailLink, MailLinks, SignIn, type Account } from '#domain';
import { startTestApi, type TestApi } from './api-harness.js';
import { declined, startIssuer, type Issuer } from './open-id-issuer.js';

const START = `mutation { startOpenIdSignIn { ... on OpenIdAttempt { authorizationUrl attempt } ... on Refusal { code } } }`;
const FINISH = `mutation ($attempt: String!, $answer: String!) {
  finishOpenIdSignIn(input: { attempt: $attempt, answer: $answer }) {
    __typename ... on SignedIn { accessToken refreshToken account { id } } ... on Refusal { code message }
  }
}`;
const LINK = `mutation ($attempt: String!, $answer: String!, $password: String!) {
  linkIdentity(input: { attempt: $attempt, answer: $answer, password: $password }) {
    __typename ... on ExternalIdentity { id issuer lastUsedAt } ... on Refusal { code }
  }
}`;
const INVITE = `mutation ($email: String!, $key: String!) {
  invite(input: { email: $email, role: NONE }, idempotencyKey: $key) { ... on Invitation { id } }
}`;
const ACCEPT = `mutation ($token: String!, $attempt: String!, $answer: String!) {
  acceptInvitationByIdentity(
    input: { token: $token, displayName: "Li Wei", openId: { attempt: $attempt, answer: $answer } }
  ) { __typename ... on Account { id email } ... on Refusal { code } }
}`;
const ERASE = `mutation ($password: String) {
  eraseMyAccount(password: $password) {
    __typename ... on ErasedAccount { accountId } ... on FreshSignInNeeded { message withinMinutes }
  }
}`;
const password = 'correct horse battery';
const client = { id: 'trefoil', secret: 'a secret of the client', redirectUrl: 'http://localhost:9/open-id/answer' };

describe('signing in at another issuer', () => {
  let issuer: Issuer;
  let api: TestApi;
  let account: Account;

  beforeAll(async () => {
    issuer = await startIssuer(client);
    api = await startTestApi({
      openId: { issuer: issuer.url, clientId: client.id, clientSecret: client.secret, redirectUrl: client.redirectUrl },
    });
    account = await makeAccount('owner@test.example');
  });
  afterAll(async () => {
    await api.close();
    await issuer.close();
  });

  const makeAccount = async (email: string): Promise<Account> =>
    (await api.get(AccountsService).createSampleAdministrator({ email, displayName: 'Owner', password })) as Account;

  /** What a client holds once a person has been at the issuer. */
  const visit = async (subject: string): Promise<{ attempt: string; answer: string }> => {
    const { authorizationUrl, attempt } = (await api.ask(null, START)).startOpenIdSignIn as Record<string, string>;
    return { attempt: attempt!, answer: await issuer.signIn(authorizationUrl!, subject) };
  };
  const finish = async (visited: { attempt: string; answer: string }) =>
    (await api.ask(null, FINISH, visited)).finishOpenIdSignIn;
  const link = async (as: Account, subject: string, given = password) =>
    (await api.ask(as, LINK, { ...(await visit(subject)), password: given })).linkIdentity;

  it('asks with code, PKCE, state and nonce, and is sent back to the configured place alone', async () => {
    expect(await api.ask(null, '{ openIdIssuer }')).toEqual({ openIdIssuer: issuer.url });
    const { authorizationUrl, attempt } = (await api.ask(null, START)).startOpenIdSignIn;
    const asked = Object.fromEntries(new URL(authorizationUrl as string).searchParams);
    expect(asked).toEqual({
      client_id: client.id,
      redirect_uri: client.redirectUrl,
      response_type: 'code',
      scope: 'openid',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(Buffer.from(attempt as string, 'base64url').toString('latin1')).not.toContain(asked['state']);
  });

  it('links nothing by an e-mail, though the issuer calls it verified', async () => {
    expect(await finish(await visit(account.email))).toMatchObject({ __typename: 'IdentityNotLinked' });
    expect((await api.ask(account, '{ myIdentities { id } }')).myIdentities).toEqual([]);
  });

  it('gives the tokens of the account whose owner linked the identity, and to nobody else', async () => {
    expect(await link(account, 'person-1', 'wrong password')).toMatchObject({ __typename: 'InvalidCredentials' });
    expect(await finish(await visit('person-1'))).toMatchObject({ __typename: 'IdentityNotLinked' });
    expect(await link(account, 'person-1')).toMatchObject({ __typename: 'ExternalIdentity', issuer: issuer.url });

    const signedIn = await finish(await visit('person-1'));
    expect(signedIn).toMatchObject({ __typename: 'SignedIn', account: { id: account.id } });
    const me = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${signedIn.accessToken}` },
      body: JSON.stringify({ query: '{ me { id } mySignIns { isCurrent } }' }),
    });
    expect(await me.json()).toMatchObject({ data: { me: { id: account.id } } });

    const stranger = await makeAccount('stranger@test.example');
    expect(await link(stranger, 'person-1')).toEqual({ __typename: 'IdentityTaken', code: 'IDENTITY_TAKEN' });
    expect(await finish(await visit('person-2'))).toMatchObject({ __typename: 'IdentityNotLinked' });
  });

  it('takes an answer once, with the attempt it belongs to', async () => {
    await link(account, 'person-3');
    const [mine, other] = [await visit('person-3'), await visit('person-3')];
    const refused = { __typename: 'OpenIdRefused', code: 'OPEN_ID_REFUSED', message: expect.any(String) };
    expect(await finish({ attempt: other.attempt, answer: mine.answer })).toEqual(refused);
    expect(await finish({ attempt: 'forged', answer: mine.answer })).toEqual(refused);
    expect(await finish({ ...mine, answer: mine.answer.replace(/state=[^&]*/, 'state=another') })).toEqual(refused);
    expect(await finish({ ...mine, answer: mine.answer.replace(/&?iss=[^&]*/, '') })).toEqual(refused);
    expect(await finish(other)).toMatchObject({ __typename: 'SignedIn' });
    expect(await finish(other)).toEqual(refused);
  });

  it('refuses who declines there', async () => {
    expect(await finish(await visit(declined))).toMatchObject({ __typename: 'OpenIdRefused' });
  });

  it('ends with the link', async () => {
    const { id } = await link(account, 'person-4');
    const UNLINK = `mutation ($id: UUID!) { unlinkIdentity(id: $id) }`;
    const stranger = await makeAccount('another@test.example');
    await api.ask(stranger, UNLINK, { id });
    expect(await finish(await visit('person-4'))).toMatchObject({ __typename: 'SignedIn' });
    expect(await api.ask(account, UNLINK, { id })).toEqual({ unlinkIdentity: true });
    expect(await finish(await visit('person-4'))).toMatchObject({ __typename: 'IdentityNotLinked' });
  });

  describe('of a person who signs in there alone', () => {
    /** Invites an address, and gives what its mail holds. */
    const invite = async (email: string): Promise<string> => {
      const { invite } = await api.ask(account, INVITE, { email, key: randomUUID() });
      const link = await api.dataSource.getRepository(MailLink).findOneByOrFail({ subjectId: invite.id });
      return api.get(MailLinks).tokenOf(link.id);
    };
    const accept = async (token: string, subject: string) =>
      (await api.ask(null, ACCEPT, { token, ...(await visit(subject)) })).acceptInvitationByIdentity;
    const signIn = async (subject: string): Promise<string> => (await finish(await visit(subject))).accessToken;
    const runWith = async (accessToken: string, query: string, variables = {}) => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
    };
    const beginLongAgo = async (accountId: string): Promise<void> => {
      const createdAt = new Date(Date.now() - 11 * 60_000);
      await api.dataSource.getRepository(SignIn).update({ accountId }, { createdAt });
    };

    it('makes an account without a password by an invitation, once, for an identity that nobody has', async () => {
      const token = await invite('li.wei@test.example');
      await link(account, 'person-5');
      expect(await accept(token, 'person-5')).toEqual({ __typename: 'IdentityTaken', code: 'IDENTITY_TAKEN' });
      expect(await accept('A'.repeat(43), 'li-wei')).toEqual({ __typename: 'LinkInvalid', code: 'LINK_INVALID' });
      expect(await finish(await visit('li-wei'))).toMatchObject({ __typename: 'IdentityNotLinked' });

      const made = await accept(token, 'li-wei');
      expect(made).toEqual({ __typename: 'Account', id: expect.any(String), email: 'li.wei@test.example' });
      expect(await finish(await visit('li-wei'))).toMatchObject({ __typename: 'SignedIn', account: { id: made.id } });
      expect((await accept(token, 'li-wei-again')).__typename).toBe('LinkInvalid');
      const late = await invite('late@test.example');
      await makeAccount('late@test.example');
      expect((await accept(late, 'person-6')).__typename).toBe('EmailTaken');
      const SIGN_IN = `mutation ($password: String!) {
        signIn(input: { email: "li.wei@test.example", password: $password }) { __typename }
      }`;
      for (const given of ['', 'none', 'null'])
        expect((await api.ask(null, SIGN_IN, { password: given })).signIn.__typename).toBe('InvalidCredentials');
    });

    it('takes a sign-in of the last ten minutes in place of the password, and an older one not', async () => {
      const { id } = await accept(await invite('wang.fang@test.example'), 'wang-fang');
      const old = await signIn('wang-fang');
      await beginLongAgo(id);
      const fresh = await signIn('wang-fang');
      const needed = {
        __typename: 'FreshSignInNeeded',
        message: 'This account has no password. Sign in again, and ask within 10 minutes.',
        withinMinutes: 10,
      };
      // The old one is still signed in, and another one that is fresh does not help it.
      expect((await runWith(old, '{ me { id } }')).data).toEqual({ me: { id } });
      for (const variables of [{}, { password }, { password: '' }])
        expect((await runWith(old, ERASE, variables)).data).toEqual({ eraseMyAccount: needed });

      const ENROL = 'mutation { enrolSecondFactor { __typename } }';
      expect((await runWith(old, ENROL)).data).toEqual({ enrolSecondFactor: { __typename: needed.__typename } });
      expect((await runWith(fresh, ENROL)).data).toEqual({
        enrolSecondFactor: { __typename: 'EnrolledSecondFactor' },
      });
      expect((await runWith(fresh, ERASE)).data).toEqual({
        eraseMyAccount: { __typename: 'ErasedAccount', accountId: id },
      });
      expect(await finish(await visit('wang-fang'))).toMatchObject({ __typename: 'IdentityNotLinked' });
    });

    it('asks whoever has a password for it, however fresh the sign-in', async () => {
      await makeAccount('both@test.example').then((both) => link(both, 'person-7'));
      const fresh = await signIn('person-7');
      const typeOf = async (variables: object) =>
        (await runWith(fresh, ERASE, variables)).data['eraseMyAccount'] as { __typename: string };
      expect(await typeOf({})).toEqual({ __typename: 'InvalidCredentials' });
      expect(await typeOf({ password: 'wrong password' })).toEqual({ __typename: 'InvalidCredentials' });
      expect(await typeOf({ password })).toMatchObject({ __typename: 'ErasedAccount' });
    });
  });

  it('shows what to send on where no page of a client does', async () => {
    const response = await fetch(`${api.url}/open-id/answer?code=abc&state=x%3Cy`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toMatchObject({ answer: 'code=abc&state=x%3Cy' });
  });
});
