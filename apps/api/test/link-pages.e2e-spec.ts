import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpAdapterHost } from '@nestjs/core';
import type { IncomingMessage, Server } from 'node:http';
import { generateSync } from 'otplib';
import {
  Account,
  AccountsService,
  CompanyMembership,
  linkPages,
  MailLink,
  SignIn,
  SignUp,
  type Company,
  type Forum,
} from '#domain';
import { insertAccount, insertCompany, insertForum, joinCompany } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';
import { BrowserPage, findChromium } from './chromium.js';
import { formOf, LinkPageVisitor, shown, textOf } from './link-page-visitor.js';
import { Mailbox, type ReceivedMail } from './mailbox.js';

const REQUEST_VERIFICATION = 'mutation { requestEmailVerification { __typename } }';
const REQUEST_RESET = 'mutation ($email: String!) { requestPasswordReset(email: $email) { __typename } }';
const INVITE = `mutation ($input: InviteInput!, $key: String!) {
  invite(input: $input, idempotencyKey: $key) { __typename }
}`;
const APPLY = 'mutation ($input: ApplyForAccountInput!) { applyForAccount(input: $input) { __typename } }';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { __typename }
}`;
const ENROL = `mutation ($password: String!) {
  enrolSecondFactor(password: $password) { ... on EnrolledSecondFactor { secret } }
}`;
const CONFIRM_FACTOR =
  'mutation ($code: String!) { confirmSecondFactor(code: $code) { ... on RecoveryCodes { codes } } }';

const chromium = findChromium();
const password = 'correct horse battery';
const nextPassword = 'another horse battery';

describe('the pages that links in mails open', () => {
  let api: TestApi;
  let mailbox: Mailbox;
  let page: BrowserPage;
  let visitor: LinkPageVisitor;
  let company: Company;
  let forum: Forum;
  let owner: Account;
  let member: Account;
  const logLines: string[] = [];
  /** What reached the api of each request but its body. */
  const requestHeads: string[] = [];
  /** Of all links that were opened. */
  const tokens: string[] = [];

  beforeAll(async () => {
    api = await startTestApi({ log: { write: (line) => void logLines.push(line) } });
    const server = api.get(HttpAdapterHost).httpAdapter.getHttpServer() as Server;
    server.on('request', ({ method, url, headers }: IncomingMessage) => {
      requestHeads.push(`${method} ${url} ${JSON.stringify(headers)}`);
    });
    mailbox = await Mailbox.open(api.databaseUrl, api.url);
    const { dataSource } = api;
    company = await insertCompany(dataSource, { nameEn: 'Dongfang Electric' });
    forum = await insertForum(dataSource, { nameEn: 'Nairobi 2027', state: 'registration' });
    owner = await insertAccount(dataSource);
    await joinCompany(dataSource, owner, company);
    member = (await api
      .get(AccountsService)
      .createSampleAdministrator({ email: 'li.wei@test.example', displayName: 'Li Wei', password })) as Account;
    if (!chromium) return;
    page = await BrowserPage.open(chromium, 'about:blank');
    visitor = new LinkPageVisitor(page);
  });
  afterAll(async () => {
    await page?.close();
    await mailbox.close();
    await api.close();
  });

  /** A test that needs a browser; without one it says so. */
  const inBrowser = (name: string, test: () => Promise<void>): void =>
    it(name, async () => {
      if (chromium) return test();
      process.stderr.write(`There is no Chromium on the PATH: a page "${name}" was not tried.\n`);
    });

  async function open(mail: ReceivedMail): Promise<void> {
    tokens.push(mail.token!);
    await visitor.open(mail);
  }

  const linkOf = (purpose: MailLink['purpose']) =>
    api.dataSource.getRepository(MailLink).findOneOrFail({ where: { purpose }, order: { createdAt: 'DESC' } });
  const accountOf = (email: string) => api.dataSource.getRepository(Account).findOneByOrFail({ email });
  const inviteMember = (email: string) =>
    api.ask(owner, INVITE, { input: { email, role: 'MEMBER', companyId: company.id }, key: `invite-${email}` });
  const askForVerification = async (): Promise<ReceivedMail> => {
    await api.ask(member, REQUEST_VERIFICATION);
    return mailbox.next(member.email);
  };

  inBrowser('confirm an address at the push of a button and not before, once', async () => {
    const mail = await askForVerification();
    await open(mail);
    // Whatever the page sends by itself has come to the api before this.
    await page.evaluate(`fetch('/health/ready').then(() => undefined)`);
    expect(await page.evaluate('location.href')).toBe(`${api.url}/account/confirm-email`);
    expect([(await linkOf('email-verification')).usedAt, (await accountOf(member.email)).emailVerifiedAt]).toEqual([
      null,
      null,
    ]);

    await visitor.click('button');
    await page.until(shown('[data-step="done"]'));
    expect(await visitor.read('main')).toContain(`You can now sign in with ${member.email}`);
    expect(await page.evaluate(`document.activeElement.innerText`)).toBe('Your address is confirmed');
    expect((await accountOf(member.email)).emailVerifiedAt).not.toBeNull();

    await open(mail);
    await visitor.click('button');
    await page.until(shown('[data-step="refused"]'));
    expect(await visitor.read('[data-step="refused"]')).toMatch(
      /opens nothing any more\s+This link is unknown, expired, withdrawn or used\.\s+If you have used it already, all is well/,
    );
    expect(await page.evaluate(shown('button'))).toBe(false);
    expect(page.complaints).toEqual([]);
  });

  inBrowser('tell an expired link from one that was cut, and read another one opened in the same tab', async () => {
    const mail = await askForVerification();
    const link = await linkOf('email-verification');
    await api.dataSource.getRepository(MailLink).update({ id: link.id }, { expiresAt: link.createdAt });
    await open({ ...mail, link: mail.link!.slice(0, -1) });
    expect(await visitor.read('[data-step="incomplete"]')).toContain('43 characters');
    expect(await page.evaluate(shown('button'))).toBe(false);

    await page.ask('Page.navigate', { url: mail.link! });
    await page.until(shown('button'));
    await visitor.click('button');
    await page.until(shown('[data-step="refused"]'));
    expect(await visitor.read('[data-message]')).toBe('This link is unknown, expired, withdrawn or used.');
    expect((await linkOf('email-verification')).usedAt).toBeNull();
  });

  inBrowser('set a new password, in Chinese where the browser asks for it', async () => {
    await visitor.acceptLanguage('zh-CN,zh;q=0.9');
    await api.ask(null, REQUEST_RESET, { email: member.email });
    const mail = await mailbox.next(member.email);
    await open(mail);
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh');
    expect(await visitor.read('h1')).toBe('设置新密码');

    await visitor.fill('#new-password', 'short');
    await visitor.fill('#new-password-again', 'shore');
    await visitor.click('button');
    expect([await visitor.read('#new-password-fault'), await visitor.read('#new-password-again-fault')]).toEqual([
      '密码须为 12 至 200 个字符。',
      '两次输入的密码不一致。',
    ]);
    expect(await page.evaluate(`document.activeElement.id + document.activeElement.ariaInvalid`)).toBe(
      'new-passwordtrue',
    );
    await visitor.fill('#new-password', nextPassword);
    await visitor.fill('#new-password-again', nextPassword);
    await visitor.click('button');
    await page.until(shown('[data-step="done"]'));
    expect(await visitor.read('[data-step="done"]')).toContain(`现在您可以使用新密码和以下邮箱登录： ${member.email}`);
    const signIn = async (secret: string) =>
      (await api.ask(null, SIGN_IN, { email: member.email, password: secret })).signIn.__typename as string;
    expect([await signIn(password), await signIn(nextPassword)]).toEqual(['InvalidCredentials', 'SignedIn']);
    expect((await mailbox.next(member.email)).subject).toBe('Your password was changed');

    await open(mail);
    await visitor.fill('#new-password', password);
    await visitor.fill('#new-password-again', password);
    await visitor.click('button');
    await page.until(shown('[data-step="refused"]'));
    expect(await visitor.read('[data-message]')).toBe('该链接不存在、已过期、已撤回或已被使用。');
    // The other language, without losing the link.
    await visitor.click('[data-language]');
    await page.until(`document.documentElement.lang === 'en' && ${shown('button')}`);
    expect(await page.evaluate('location.href')).toBe(`${api.url}/account/reset-password?lang=en`);
    await visitor.fill('#new-password', password);
    await visitor.fill('#new-password-again', password);
    await visitor.click('button');
    await page.until(shown('[data-step="refused"]'));
    expect(await visitor.read('[data-message]')).toBe('This link is unknown, expired, withdrawn or used.');
    await visitor.acceptLanguage('en');
  });

  inBrowser('make an account for whoever is invited, by keyboard alone and on a phone', async () => {
    const email = 'amina@test.example';
    await inviteMember(email);
    await page.ask('Emulation.setTimezoneOverride', { timezoneId: 'Africa/Nairobi' });
    await page.ask('Emulation.setDeviceMetricsOverride', {
      width: 320,
      height: 640,
      deviceScaleFactor: 2,
      mobile: true,
    });
    await open(await mailbox.next(email));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);

    // Past the language and the first way, which is open.
    await page.press('Tab', 'Tab', 'Tab');
    await page.type('Amina Diallo');
    await page.press('Tab');
    await page.type(password);
    await page.press('Tab');
    await page.type(password);
    await page.press('Tab', 'Tab', 'Tab', 'Enter');
    await page.until(shown('[data-step="done"]'));
    expect(await visitor.read('[data-step="done"]')).toContain(email);
    await page.ask('Emulation.clearDeviceMetricsOverride');
    const { id, ...account } = await accountOf(email);
    expect(account).toMatchObject({ displayName: 'Amina Diallo', locale: 'en', timeZone: 'Africa/Nairobi' });
    const membership = { accountId: id, companyId: company.id };
    expect(await api.dataSource.getRepository(CompanyMembership).findOneBy(membership)).toMatchObject({
      role: 'member',
    });
  });

  inBrowser('lead whoever is invited and has an account to it, and end the sign-in that joining takes', async () => {
    const { secret } = (await api.ask(member, ENROL, { password: nextPassword })).enrolSecondFactor as {
      secret: string;
    };
    const [recoveryCode] = (await api.ask(member, CONFIRM_FACTOR, { code: generateSync({ secret }) }))
      .confirmSecondFactor.codes as string[];
    await api.dataSource.getRepository(SignIn).delete({ accountId: member.id });
    await inviteMember(member.email);
    await open(await mailbox.next(member.email));
    const [make, join] = [formOf('acceptInvitation'), formOf('joinByInvitation')];
    await visitor.fill('#display-name', 'Li Wei');
    await visitor.fill('#new-password', password);
    await visitor.fill('#new-password-again', password);
    await visitor.click(`${make} button`);
    await page.until(shown(`${join} [data-trouble]`));
    expect(await visitor.read(`${join} [data-trouble]`)).toBe('There is an account with this e-mail already.');
    expect(await page.evaluate(shown(make + ' button'))).toBe(false);

    await visitor.fill('#email', member.email);
    await visitor.fill('#own-password', password);
    await visitor.click(`${join} button`);
    await page.until(`${textOf(`${join} [data-trouble]`)} === 'E-mail or password is wrong.'`);
    await visitor.fill('#own-password', nextPassword);
    await visitor.click(`${join} button`);
    await page.until(shown('#code'));
    await visitor.fill('#code', '1-2-3');
    await visitor.click(`${join} button`);
    await page.until(`${textOf('#code-fault')} === 'The code is wrong, too old or used.'`);
    await visitor.fill('#code', recoveryCode!);
    await visitor.click(`${join} button`);
    await page.until(shown('[data-step="done"]'));
    const membership = { accountId: member.id, companyId: company.id };
    expect(await api.dataSource.getRepository(CompanyMembership).countBy(membership)).toBe(1);
    const signIns = await api.dataSource.getRepository(SignIn).findBy({ accountId: member.id });
    expect(signIns.map(({ endedAt }) => endedAt !== null)).toEqual([true]);
    expect(page.complaints).toEqual([]);
  });

  inBrowser('confirm an application', async () => {
    const input = { forumId: forum.id, email: 'kofi@test.example', displayName: 'Kofi', companyText: 'Ports' };
    await api.ask(null, APPLY, { input });
    await open(await mailbox.next(input.email));
    await visitor.click('button');
    await page.until(shown('[data-step="done"]'));
    expect(await visitor.read('[data-step="done"]')).toContain('The organizers have your application');
    expect(await api.dataSource.getRepository(SignUp).findOneByOrFail({ email: input.email })).toMatchObject({
      state: 'pending',
    });
  });

  inBrowser('run no script that somebody else puts into them, and say so when the api is out of reach', async () => {
    await open(await askForVerification());
    expect(page.complaints).toEqual([]);
    expect(await page.intrude()).toEqual({ hasRun: false, wasSent: false });
    expect(page.complaints.join('\n')).toMatch(/script-src[^]*connect-src/);

    await page.ask('Network.enable');
    await page.ask('Network.emulateNetworkConditions', {
      ...{ offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
    });
    await visitor.click('button');
    await page.until(shown('[data-trouble]'));
    expect(await visitor.read('[data-trouble]')).toContain('Your link stays good');
    await page.ask('Network.disable');
    await visitor.click('button');
    await page.until(shown('[data-step="done"]'));
  });

  inBrowser('have let no token come to the api but in the body of an operation', async () => {
    expect(tokens.length).toBeGreaterThan(5);
    const [heads, log] = [requestHeads.join('\n'), logLines.join('')];
    for (const path of Object.values(linkPages)) expect(heads).toContain(`GET /${path} `);
    expect(heads).toContain('POST /graphql ');
    expect(log.length).toBeGreaterThan(0);
    expect(tokens.filter((token) => heads.includes(token) || log.includes(token))).toEqual([]);
  });
});
