import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobsService } from '#jobs';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  readTableContents,
  testAudit,
  testServerKey,
  type TestDatabase,
} from '#testing';
import { hourlyMails } from '../mails/mail-budget.js';
import { MailLink } from '../mails/mail-link.entity.js';
import { MailLinks } from '../mails/mail-links.js';
import { Mail } from '../mails/mail.entity.js';
import { LinkInvalid, TooManyMails } from '../mails/mail.refusals.js';
import { MailsService } from '../mails/mails.service.js';
import { ServerKeys } from '../server-keys.js';
import { Account } from './account.entity.js';
import { EmailTaken, InvalidCredentials } from './account.refusals.js';
import { AttemptsService } from './attempts.service.js';
import { EmailAddressesService } from './email-addresses.service.js';
import { hashPassword } from './password.js';
import { PasswordsService } from './passwords.service.js';
import { PresentPasswordsService } from './present-passwords.service.js';
import { SecondFactorsService } from './second-factors.service.js';
import { SignInStepsService } from './sign-in-steps.service.js';
import type { SignedIn } from './sign-in.tokens.js';
import { SignInsService } from './sign-ins.service.js';

const now = new Date('2027-05-10T12:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const password = 'correct horse battery';
const arrival = { address: '203.0.113.9', userAgent: undefined };
const nextPassword = 'another horse battery';

describe('passwords and addresses', () => {
  let database: TestDatabase;
  let links: MailLinks;
  let passwords: PasswordsService;
  let addresses: EmailAddressesService;
  let signIns: SignInsService;
  let account: Account;

  beforeAll(async () => {
    database = await createTestDatabase();
    const keys = new ServerKeys(testServerKey);
    links = new MailLinks(keys);
    const audit = testAudit;
    const mails = new MailsService(database.dataSource, new JobsService(), links);
    const attempts = new AttemptsService(database.dataSource, keys);
    const presentPasswords = new PresentPasswordsService(database.dataSource, attempts);
    passwords = new PasswordsService(database.dataSource, audit, links, mails, presentPasswords);
    addresses = new EmailAddressesService(database.dataSource, audit, links, mails, presentPasswords);
    const secondFactors = new SecondFactorsService(database.dataSource, audit, attempts, presentPasswords, keys);
    const steps = new SignInStepsService(database.dataSource, audit, attempts, secondFactors, keys);
    signIns = new SignInsService(database.dataSource, audit, attempts, steps, keys);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    account = await insertAccount(database.dataSource, { passwordHash: await hashPassword(password), locale: 'zh' });
  });

  const requester = (networkAddress = randomUUID()) => ({ networkAddress, hourlyMails: 50 });

  /** The token of the account's latest link. */
  async function tokenOf(accountId: string): Promise<string> {
    const link = await database.dataSource.getRepository(MailLink).findOneOrFail({
      where: { accountId },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
    return links.tokenOf(link.id);
  }

  async function requestReset(at = now): Promise<string> {
    expect(await passwords.requestReset(account.email, requester(), at)).toBeNull();
    return tokenOf(account.id);
  }

  const signIn = (secret: string) => signIns.signIn(account.email, secret, arrival, now);

  it('writes the same rows for an address without an account as for one with', async () => {
    const written = async (email: string) => {
      const count = async () =>
        Object.fromEntries(
          await Promise.all(
            ['mail', 'mail_link', 'outbox_job', 'audit_entry', 'account'].map(async (table) => {
              const [row] = await database.dataSource.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`);
              return [table, row!.n] as const;
            }),
          ),
        );
      const before = await count();
      const answer = await passwords.requestReset(email, requester(), now);
      const after = await count();
      return { answer, rows: Object.entries(after).map(([table, n]) => [table, n - before[table]!]) };
    };

    const existing = await written(account.email);
    expect(existing).toEqual({
      answer: null,
      rows: [
        ['mail', 1],
        ['mail_link', 1],
        ['outbox_job', 1],
        ['audit_entry', 1],
        ['account', 0],
      ],
    });
    expect(await written('nobody@test.example')).toEqual(existing);
  });

  it('sets the password by the link, ends every sign-in and tells the person', async () => {
    await signIn(password);
    const { refreshToken } = (await signIn(password)) as { refreshToken: string };
    const token = await requestReset();

    expect(await passwords.reset(token, nextPassword, later(59))).toMatchObject({
      id: account.id,
      emailVerifiedAt: later(59),
    });
    expect(await signIn(password)).toBeInstanceOf(InvalidCredentials);
    expect(await signIn(nextPassword)).toMatchObject({ account: { id: account.id } });
    expect(await signIns.refresh(refreshToken, arrival, later(59))).toMatchObject({ code: 'SIGN_IN_ENDED' });
    const mails = await database.dataSource.getRepository(Mail).findBy({ recipient: account.email });
    expect(mails.map(({ kind, locale }) => `${kind} ${locale}`).sort()).toEqual([
      'password-changed zh',
      'password-reset zh',
    ]);
  });

  it('answers a used, expired, foreign or guessed link with the same refusal, and changes nothing', async () => {
    const used = await requestReset();
    await passwords.reset(used, nextPassword, now);
    const expired = await requestReset(later(1));
    await addresses.requestVerification(actorOf(account), later(2));
    const foreign = await tokenOf(account.id);
    const before = await readTableContents(database.ownerUrl);

    const tries = [used, foreign, 'A'.repeat(43), ''].map((token) => passwords.reset(token, password, later(3)));
    const refusals = await Promise.all([...tries, passwords.reset(expired, password, later(61))]);
    expect(refusals).toEqual(Array(5).fill(new LinkInvalid()));
    expect(await readTableContents(database.ownerUrl)).toEqual(before);
    // The ones that were refused were good for something else, or in time.
    expect(await passwords.reset(expired, password, later(60))).toMatchObject({ id: account.id });
    expect(await addresses.confirm(foreign, later(60))).toMatchObject({ id: account.id });
  });

  it('takes no link that went to an address which is no longer the account’s, however it changed', async () => {
    const token = await requestReset();
    const accounts = database.dataSource.getRepository(Account);
    await accounts.update({ id: account.id }, { email: `${randomUUID()}@new.example` });
    expect(await passwords.reset(token, nextPassword, later(1))).toEqual(new LinkInvalid());
    await accounts.update({ id: account.id }, { email: account.email });
    expect(await passwords.reset(token, nextPassword, later(1))).toBeInstanceOf(Account);
  });

  it('lets the first of two links end the other', async () => {
    const first = await requestReset(now);
    const second = await requestReset(later(1));
    expect(await passwords.reset(second, nextPassword, later(2))).toBeInstanceOf(Account);
    expect(await passwords.reset(first, password, later(2))).toEqual(new LinkInvalid());
  });

  it('sends no more than a few mails an hour to one address, with the same answer', async () => {
    const count = () => database.dataSource.getRepository(Mail).countBy({ recipient: account.email });
    const requests = Array.from({ length: hourlyMails.perEmail + 3 }, () =>
      passwords.requestReset(account.email, requester(), now),
    );
    expect(await Promise.all(requests)).toEqual(requests.map(() => null));
    expect(await count()).toBe(hourlyMails.perEmail);
    expect(await passwords.requestReset(account.email, requester(), later(60))).toBeNull();
    expect(await count()).toBe(hourlyMails.perEmail + 1);
  });

  it('hears no more requests of a network address than it may make, and says when it hears again', async () => {
    const from = { networkAddress: '203.0.113.7', hourlyMails: 2 };
    for (const minutes of [0, 20])
      expect(await passwords.requestReset(`${minutes}@test.example`, from, later(minutes))).toBeNull();
    expect(await passwords.requestReset(account.email, from, later(30))).toEqual(new TooManyMails(30 * 60));
    expect(await passwords.requestReset(account.email, from, later(60))).toBeNull();
  });

  it('changes the password for whoever knows the present one, and ends the other sign-ins', async () => {
    const { refreshToken } = (await signIn(password)) as SignedIn;
    const kept = (await signIn(password)) as SignedIn;
    const actor = { ...actorOf(account), signInId: kept.signInId };
    const change = (present: string, next: string) => passwords.change(actor, { present, next }, arrival.address, now);
    expect(await change('a guess', nextPassword)).toBeInstanceOf(InvalidCredentials);
    expect(await signIn(password)).toMatchObject({ account: { id: account.id } });

    expect(await change(password, nextPassword)).toMatchObject({ id: account.id });
    expect(await signIn(nextPassword)).toMatchObject({ account: { id: account.id } });
    expect(await signIns.refresh(refreshToken, arrival, now)).toMatchObject({ code: 'SIGN_IN_ENDED' });
    expect(await signIns.refresh(kept.refreshToken, arrival, now)).toMatchObject({ account: { id: account.id } });
  });

  it('hears no more guesses at the present password than at a sign-in', async () => {
    const guess = () =>
      passwords.change(actorOf(account), { present: 'a guess', next: nextPassword }, arrival.address, now);
    const answers = [];
    for (let i = 0; i < 12; i++) answers.push((await guess()).constructor.name);
    expect(answers[0]).toBe('InvalidCredentials');
    expect(answers.at(-1)).toBe('TooManyAttempts');
    expect(await signIn(password)).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('proves an address by the link that went to it', async () => {
    expect(await addresses.requestVerification(actorOf(account), now)).toBeNull();
    expect(await addresses.confirm(await tokenOf(account.id), later(1))).toMatchObject({ emailVerifiedAt: later(1) });
    expect(await addresses.confirm(await tokenOf(account.id), later(1))).toEqual(new LinkInvalid());
  });

  it('changes the address only when its link is used, tells the old one, and ends the links that went there', async () => {
    const oldReset = await requestReset();
    const newEmail = `${randomUUID()}@new.example`;
    const request = (secret: string) =>
      addresses.requestChange(actorOf(account), { newEmail, password: secret }, arrival.address, later(1));
    expect(await request('a guess')).toBeInstanceOf(InvalidCredentials);
    expect(await request(password)).toBeNull();
    expect((await signIn(password)) as object).toMatchObject({ account: { email: account.email } });

    expect(await addresses.confirm(await tokenOf(account.id), later(2))).toMatchObject({
      email: newEmail,
      emailVerifiedAt: later(2),
    });
    expect(await passwords.reset(oldReset, nextPassword, later(3))).toEqual(new LinkInvalid());
    const notices = await database.dataSource.getRepository(Mail).findBy({ kind: 'email-changed' });
    expect(notices.map(({ recipient }) => recipient)).toEqual([account.email]);
  });

  it('says that an address has an account only to whoever reads its mail', async () => {
    const other = await insertAccount(database.dataSource);
    const request = { newEmail: other.email, password };
    expect(await addresses.requestChange(actorOf(account), request, arrival.address, now)).toBeNull();
    expect(await addresses.confirm(await tokenOf(account.id), now)).toEqual(new EmailTaken());
    const kept = await database.dataSource.getRepository(Account).findOneByOrFail({ id: account.id });
    expect(kept.email).toBe(account.email);
  });

  it('bounds the links that one account asks for', async () => {
    for (let i = 0; i < hourlyMails.perAccount; i++)
      expect(await addresses.requestVerification(actorOf(account), now)).toBeNull();
    expect(await addresses.requestVerification(actorOf(account), later(15))).toEqual(new TooManyMails(45 * 60));
  });
});
