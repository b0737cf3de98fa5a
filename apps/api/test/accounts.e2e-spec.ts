import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountsService, Mail, type Account, type MailState } from '#domain';
import { startTestApi, type TestApi } from './api-harness.js';
import { Mailbox } from './mailbox.js';

const REQUEST_RESET = `mutation ($email: String!) {
  requestPasswordReset(email: $email) { __typename ... on MailRequested { email } ... on Refusal { code message } }
}`;
const RESET = `mutation ($token: String!, $password: String!) {
  resetPassword(token: $token, password: $password) { __typename ... on Account { id emailVerifiedAt } ... on Refusal { code message } }
}`;
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { __typename ... on SignedIn { accessToken refreshToken } }
}`;
const REFRESH = 'mutation ($token: String!) { refreshSignIn(refreshToken: $token) { __typename } }';
const CHANGE_PASSWORD = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) { __typename ... on Refusal { code } }
}`;
const VERIFY = 'mutation { requestEmailVerification { __typename ... on MailRequested { email } } }';
const CHANGE_EMAIL = `mutation ($input: ChangeEmailInput!) {
  requestEmailChange(input: $input) { __typename ... on MailRequested { email } ... on Refusal { code } }
}`;
const CONFIRM = `mutation ($token: String!) {
  confirmEmail(token: $token) { __typename ... on Account { id email emailVerifiedAt } ... on Refusal { code message } }
}`;
const password = 'correct horse battery';
const nextPassword = 'another horse battery';

describe('an account', () => {
  let api: TestApi;
  let mailbox: Mailbox;
  let account: Account;

  beforeAll(async () => {
    api = await startTestApi();
    mailbox = await Mailbox.open(api.databaseUrl);
    account = (await api
      .get(AccountsService)
      .createSampleAdministrator({ email: 'li.wei@test.example', displayName: 'Li Wei', password })) as Account;
  });
  afterAll(async () => {
    await mailbox.close();
    await api.close();
  });

  const signIn = async (email: string, secret: string) =>
    (await api.ask(null, SIGN_IN, { email, password: secret })).signIn;

  it('gets a new password by mail, once, and all its sign-ins end', async () => {
    const { refreshToken } = await signIn(account.email, password);
    const { requestPasswordReset } = await api.ask(null, REQUEST_RESET, { email: ' Li.Wei@test.example' });
    expect(requestPasswordReset).toEqual({ __typename: 'MailRequested', email: ' Li.Wei@test.example' });

    const { token, subject } = await mailbox.next(account.email);
    expect(subject).toBe('Set a new password');
    const { resetPassword } = await api.ask(null, RESET, { token, password: nextPassword });
    expect(resetPassword).toMatchObject({ __typename: 'Account', id: account.id });
    expect(resetPassword.emailVerifiedAt).not.toBeNull();
    expect((await mailbox.next(account.email)).subject).toBe('Your password was changed');

    expect((await signIn(account.email, password)).__typename).toBe('InvalidCredentials');
    expect((await signIn(account.email, nextPassword)).__typename).toBe('SignedIn');
    expect((await api.ask(null, REFRESH, { token: refreshToken })).refreshSignIn.__typename).toBe('SignInEnded');

    const again = await api.ask(null, RESET, { token, password });
    const guessed = await api.ask(null, RESET, { token: 'A'.repeat(43), password });
    expect(again.resetPassword).toEqual({
      __typename: 'LinkInvalid',
      code: 'LINK_INVALID',
      message: 'This link is unknown, expired, withdrawn or used.',
    });
    expect(guessed).toEqual(again);
  });

  it('is not told apart from one that does not exist', async () => {
    const existing = await api.run(null, REQUEST_RESET, { email: account.email });
    const unknown = await api.run(null, REQUEST_RESET, { email: 'no.body@test.example' });
    expect(JSON.stringify(unknown).replaceAll('no.body@test.example', account.email)).toBe(JSON.stringify(existing));
    // The mail to the existing one has come; what was asked for the other one at the same time goes nowhere.
    await mailbox.next(account.email);
    const countOf = (state: string) => api.dataSource.getRepository(Mail).countBy({ state: state as MailState });
    while ((await countOf('waiting')) > 0) await sleep(50);
    expect(await countOf('withheld')).toBe(1);
    expect(await mailbox.waiting()).toEqual([]);
  });

  it('refuses what is no address, and a password that is too short, by naming the field', async () => {
    const faultOf = async (query: string, variables: Record<string, unknown>) =>
      (await api.run(null, query, variables)).errors?.[0]?.extensions;
    expect(await faultOf(REQUEST_RESET, { email: 'a@b, c@d' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      faults: [{ field: 'email' }],
    });
    expect(await faultOf(RESET, { token: 'A'.repeat(43), password: 'short' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      faults: [{ field: 'password' }],
    });
  });

  it('changes its password only with the present one', async () => {
    const change = async (presentPassword: string) =>
      (await api.ask(account, CHANGE_PASSWORD, { input: { presentPassword, newPassword: password } })).changePassword;
    expect(await change('a guess')).toEqual({ __typename: 'InvalidCredentials', code: 'INVALID_CREDENTIALS' });
    expect(await change(nextPassword)).toEqual({ __typename: 'Account' });
    await mailbox.next(account.email);
    expect((await signIn(account.email, password)).__typename).toBe('SignedIn');
    const input = { presentPassword: password, newPassword: nextPassword };
    expect(await api.codeOf(null, CHANGE_PASSWORD, { input })).toBe('UNAUTHENTICATED');
  });

  it('proves its address, and another one before that takes its place', async () => {
    expect((await api.ask(account, VERIFY)).requestEmailVerification.email).toBe(account.email);
    const first = await mailbox.next(account.email);
    expect((await api.ask(null, CONFIRM, { token: first.token })).confirmEmail).toMatchObject({ id: account.id });

    const newEmail = 'wei.li@test.example';
    const { requestEmailChange } = await api.ask(account, CHANGE_EMAIL, { input: { newEmail, password } });
    expect(requestEmailChange).toEqual({ __typename: 'MailRequested', email: newEmail });
    expect((await signIn(account.email, password)).__typename).toBe('SignedIn');
    const { token } = await mailbox.next(newEmail);
    // A link to prove an address sets no password.
    expect((await api.ask(null, RESET, { token, password: nextPassword })).resetPassword.__typename).toBe(
      'LinkInvalid',
    );
    expect((await api.ask(null, CONFIRM, { token })).confirmEmail).toMatchObject({ id: account.id, email: newEmail });
    expect((await mailbox.next(account.email)).subject).toBe('Your e-mail address was changed');
    expect((await signIn(newEmail, password)).__typename).toBe('SignedIn');
    expect((await api.ask(null, CONFIRM, { token })).confirmEmail.__typename).toBe('LinkInvalid');
  });
});
