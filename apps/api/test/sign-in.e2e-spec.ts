import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { AccountsService, type Account } from '#domain';
import { startTestApi, type GraphqlAnswer, type TestApi } from './api-harness.js';

const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) {
    __typename
    ... on SignedIn { accessToken refreshToken account { id email } }
    ... on Refusal { code message }
  }
}`;
const REFRESH = `mutation ($token: String!) {
  refreshSignIn(refreshToken: $token) { __typename ... on SignedIn { accessToken refreshToken } ... on Refusal { code } }
}`;
const password = 'correct horse battery';

describe('signing in', () => {
  let api: TestApi;
  let account: Account;

  beforeAll(async () => {
    api = await startTestApi();
    account = (await api
      .get(AccountsService)
      .createSampleAdministrator({ email: 'Admin@Test.example', displayName: 'Administrator', password })) as Account;
  });
  afterAll(() => api.close());

  type Asker = (query: string) => Promise<GraphqlAnswer>;

  /** An operation with a token as it was given. */
  const askWith = async (token: string, query: string): Promise<GraphqlAnswer> => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as GraphqlAnswer;
  };

  it('answers with tokens that say who I am, whatever the case of the e-mail', async () => {
    const { signIn } = await api.ask(null, SIGN_IN, { email: 'ADMIN@test.example', password });
    expect(signIn).toMatchObject({ __typename: 'SignedIn', account: { id: account.id, email: 'admin@test.example' } });

    expect(await askWith(signIn.accessToken, '{ me { id } }')).toEqual({ data: { me: { id: account.id } } });
  });

  it('refuses a wrong password and an unknown e-mail with the same words', async () => {
    const wrong = await api.ask(null, SIGN_IN, { email: 'admin@test.example', password: 'wrong' });
    const unknown = await api.ask(null, SIGN_IN, { email: 'nobody@test.example', password });
    expect(wrong.signIn).toEqual({
      __typename: 'InvalidCredentials',
      code: 'INVALID_CREDENTIALS',
      message: 'E-mail or password is wrong.',
    });
    expect(unknown).toEqual(wrong);
  });

  it('hears nothing for a while after five wrong passwords, not even the right one', async () => {
    const email = 'guessed@test.example';
    await api.get(AccountsService).createSampleAdministrator({ email, displayName: 'Guessed', password });
    // At once: their hashing takes longer than the first wait.
    const guesses = Array.from({ length: 20 }, (_, guess) =>
      api.ask(null, SIGN_IN, { email, password: `guess ${guess}` }),
    );
    const types = (await Promise.all(guesses)).map(({ signIn }) => signIn.__typename as string);
    expect(types).toContain('TooManyAttempts');
    expect(types.filter((type) => type === 'InvalidCredentials').length).toBeGreaterThanOrEqual(5);
  });

  it('rotates the refresh token, and ends the whole sign-in when a spent one comes back', async () => {
    const { signIn } = await api.ask(null, SIGN_IN, { email: 'admin@test.example', password });
    const second = (await api.ask(null, REFRESH, { token: signIn.refreshToken })).refreshSignIn;
    expect(second.__typename).toBe('SignedIn');
    expect(second.refreshToken).not.toBe(signIn.refreshToken);

    const reused = (await api.ask(null, REFRESH, { token: signIn.refreshToken })).refreshSignIn;
    expect(reused).toEqual({ __typename: 'SignInEnded', code: 'SIGN_IN_ENDED' });
    const afterReuse = (await api.ask(null, REFRESH, { token: second.refreshToken })).refreshSignIn;
    expect(afterReuse).toEqual({ __typename: 'SignInEnded', code: 'SIGN_IN_ENDED' });
  });

  it('gives one new token to two uses at the same moment', async () => {
    const { signIn } = await api.ask(null, SIGN_IN, { email: 'admin@test.example', password });
    const answers = await Promise.all([1, 2].map(() => api.ask(null, REFRESH, { token: signIn.refreshToken })));
    const types = answers.map(({ refreshSignIn }) => refreshSignIn.__typename as string).sort();
    expect(types).toEqual(['SignInEnded', 'SignedIn']);
  });

  it('gives the same tokens again to a client that asks again with its key', async () => {
    const AGAIN = REFRESH.replace('$token: String!', '$token: String!, $key: String').replace(
      'refreshToken: $token',
      'refreshToken: $token, idempotencyKey: $key',
    );
    const { signIn } = await api.ask(null, SIGN_IN, { email: 'admin@test.example', password });
    const variables = { token: signIn.refreshToken, key: 'drawn-by-the-client' };
    const first = (await api.ask(null, AGAIN, variables)).refreshSignIn;
    const again = (await api.ask(null, AGAIN, variables)).refreshSignIn;
    expect(again).toMatchObject({ __typename: 'SignedIn', refreshToken: first.refreshToken });
  });

  it('asks for a code besides the password once a second factor is on', async () => {
    const email = 'careful@test.example';
    const owner = { email, displayName: 'Careful', password };
    const careful = (await api.get(AccountsService).createSampleAdministrator(owner)) as Account;
    const ENROL = `mutation { enrolSecondFactor(password: "${password}") { ... on EnrolledSecondFactor { secret otpauthUri } } }`;
    const { secret } = (await api.ask(careful, ENROL)).enrolSecondFactor as { secret: string };
    const CONFIRM = `mutation ($code: String!) { confirmSecondFactor(code: $code) { __typename ... on RecoveryCodes { codes } } }`;
    const code = generateSync({ secret });
    const [recoveryCode] = (await api.ask(careful, CONFIRM, { code })).confirmSecondFactor.codes as string[];

    const NEEDED = SIGN_IN.replace(
      '... on Refusal',
      '... on SecondFactorNeeded { challenge expiresAt } ... on Refusal',
    );
    const { signIn } = await api.ask(null, NEEDED, { email, password });
    expect(signIn).toMatchObject({ __typename: 'SecondFactorNeeded', code: 'SECOND_FACTOR_NEEDED' });
    expect(signIn).not.toHaveProperty('accessToken');
    const COMPLETE = `mutation ($challenge: String!, $code: String!) {
      completeSignIn(input: { challenge: $challenge, code: $code }) {
        __typename ... on SignedIn { accessToken } ... on Refusal { code message }
      }
    }`;
    const complete = async (given: string) =>
      (await api.ask(null, COMPLETE, { challenge: signIn.challenge, code: given })).completeSignIn;
    expect(await complete(code)).toMatchObject({ code: 'WRONG_CODE', message: 'The code is wrong, too old or used.' });
    const { accessToken } = await complete(recoveryCode!);
    expect((await askWith(accessToken, '{ mySecondFactor { state recoveryCodesLeft } }')).data).toEqual({
      mySecondFactor: { state: 'ON', recoveryCodesLeft: 9 },
    });
  });

  it('lists where I am signed in, and ends one, whose access token is refused at once', async () => {
    const tokens = await Promise.all(
      [1, 2].map(
        async () =>
          (await api.ask(null, SIGN_IN, { email: 'admin@test.example', password })).signIn.accessToken as string,
      ),
    );
    const [mine, other] = tokens.map((token) => (query: string) => askWith(token, query)) as [Asker, Asker];
    const LIST = '{ mySignIns { id isCurrent network lastUsedAt } }';
    const otherId = (await other(LIST)).data!.mySignIns.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent).id;
    const listed = (await mine(LIST)).data!.mySignIns;
    expect(listed).toContainEqual(expect.objectContaining({ id: otherId, isCurrent: false, network: '127.0.0.0/24' }));
    expect(listed[0].isCurrent || listed[1].isCurrent).toBe(true);

    expect((await mine(`mutation { endSignIn(id: "${otherId}") { endedAt network } }`)).data).toEqual({
      endSignIn: { endedAt: expect.any(String), network: null },
    });
    expect((await other(LIST)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await mine('mutation { endOtherSignIns }')).data!.endOtherSignIns).toBeGreaterThan(0);
    expect((await mine(LIST)).data!.mySignIns).toEqual([expect.objectContaining({ isCurrent: true })]);
  });

  it('ends a sign-in on request', async () => {
    const { signIn } = await api.ask(null, SIGN_IN, { email: 'admin@test.example', password });
    await api.ask(null, 'mutation ($token: String!) { signOut(refreshToken: $token) }', { token: signIn.refreshToken });
    const { refreshSignIn } = await api.ask(null, REFRESH, { token: signIn.refreshToken });
    expect(refreshSignIn.code).toBe('SIGN_IN_ENDED');
  });

  it('tells nobody who they are, and a forged token neither', async () => {
    expect(await api.codeOf(null, '{ me { id } }')).toBe('UNAUTHENTICATED');
    expect(await askWith('eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', '{ me { id } }')).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('makes the first administrator with the link of an empty installation, once', async () => {
    const empty = await startTestApi();
    try {
      const CREATE = `mutation ($token: String!, $email: String!) {
        createFirstAdministrator(setupToken: $token, input: { email: $email, displayName: "First", password: "${password}" }) {
          __typename ... on Account { email isAdministrator } ... on Refusal { code }
        }
      }`;
      const token = await empty.get(AccountsService).drawSetupLink(new Date());
      const first = await empty.ask(null, CREATE, { token, email: 'first@test.example' });
      expect(first.createFirstAdministrator).toEqual({
        __typename: 'Account',
        email: 'first@test.example',
        isAdministrator: true,
      });
      const second = await empty.ask(null, CREATE, { token, email: 'second@test.example' });
      expect(second.createFirstAdministrator).toEqual({ __typename: 'SetupLinkInvalid', code: 'SETUP_LINK_INVALID' });
    } finally {
      await empty.close();
    }
  });

  it('names the field and what is allowed when an input is malformed, and writes nothing', async () => {
    const before = await api.dataSource.query('select count(*) from account');
    const { errors } = await api.run(
      account,
      'mutation { createAccount(input: { email: "not an address", displayName: "X", password: "short" }) { __typename } }',
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      faults: [{ field: 'email' }, { field: 'password', allowed: 'must be longer than or equal to 12 characters' }],
    });
    expect(await api.dataSource.query('select count(*) from account')).toEqual(before);
  });
});
