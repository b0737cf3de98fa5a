import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, insertAccount, testServerKey, type TestDatabase, testAudit } from '#testing';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { NotFound } from '../domain-error.js';
import { ServerKeys } from '../server-keys.js';
import type { Account } from './account.entity.js';
import { InvalidCredentials, SignInEnded, TooManyAttempts } from './account.refusals.js';
import type { Actor } from './actor.js';
import { AttemptCount } from './attempt-count.entity.js';
import { passwordPolicy } from './attempt.rules.js';
import { AttemptsService } from './attempts.service.js';
import { OpenSignInsService } from './open-sign-ins.service.js';
import { hashPassword } from './password.js';
import { PresentPasswordsService } from './present-passwords.service.js';
import { SecondFactorsService } from './second-factors.service.js';
import { SignInStepsService } from './sign-in-steps.service.js';
import { SignIn } from './sign-in.entity.js';
import type { SignedIn } from './sign-in.tokens.js';
import { SignInsService } from './sign-ins.service.js';

const password = 'correct horse battery';
const start = new Date('2027-05-01T00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
const home = { address: '203.0.113.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko Firefox/130.0' };
const away = { address: '198.51.100.9' };

describe('sign-ins', () => {
  let database: TestDatabase;
  let signIns: SignInsService;
  /** Another api process, which shares nothing with the first but the database and the keys. */
  let elsewhere: SignInsService;
  let attempts: AttemptsService;
  let open: OpenSignInsService;
  let passwordHash: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    const keys = new ServerKeys(testServerKey);
    const audit = testAudit;
    attempts = new AttemptsService(dataSource, keys);
    const makeSignIns = (counting: AttemptsService): SignInsService => {
      const secondFactors = new SecondFactorsService(
        dataSource,
        audit,
        counting,
        new PresentPasswordsService(dataSource, counting),
        keys,
      );
      const steps = new SignInStepsService(dataSource, audit, counting, secondFactors, keys);
      return new SignInsService(dataSource, audit, counting, steps, keys);
    };
    signIns = makeSignIns(attempts);
    elsewhere = makeSignIns(new AttemptsService(dataSource, keys));
    open = new OpenSignInsService(dataSource, audit);
    passwordHash = await hashPassword(password);
  });
  afterAll(() => database.close());

  const makeAccount = (): Promise<Account> => insertAccount(database.dataSource, { passwordHash });
  const signIn = async (account: Account, now = start, arrival = home): Promise<SignedIn> => {
    const signedIn = await signIns.signIn(account.email, password, arrival, now);
    if (!('refreshToken' in signedIn)) throw new Error(signedIn.code);
    return signedIn;
  };
  const actorOf = async ({ account, signInId }: SignedIn): Promise<Actor> =>
    (await signIns.findActor(account.id, signInId))!;
  const actionsOn = async (account: Account): Promise<string[]> => {
    const entries = await database.dataSource
      .getRepository(AuditEntry)
      .find({ where: { subjectId: account.id }, order: { id: 'ASC' } });
    return entries.map(({ action }) => action);
  };

  describe('guessing', () => {
    const fail = (email: string, arrival: { address: string }, now: Date, at = signIns) =>
      at.signIn(email, 'wrong password', arrival, now);

    it('is slowed down in all processes together, and elsewhere the right password is heard', async () => {
      const account = await makeAccount();
      for (let n = 0; n < 5; n++) {
        expect(await fail(account.email, away, start, n % 2 ? signIns : elsewhere)).toEqual(new InvalidCredentials());
      }
      expect(await fail(account.email, away, start)).toEqual(new TooManyAttempts(1));
      expect(await elsewhere.signIn(account.email, password, away, start)).toEqual(new TooManyAttempts(1));
      expect(await elsewhere.signIn(account.email, password, home, start)).toMatchObject({
        account: { id: account.id },
      });
      expect(await elsewhere.signIn(account.email, password, away, after(1))).toMatchObject({
        account: { id: account.id },
      });
    });

    it('does not get more guesses by making them all at once', async () => {
      const account = await makeAccount();
      const answers = await Promise.all(Array.from({ length: 20 }, () => fail(account.email, away, start)));
      expect(answers.filter((answer) => answer instanceof InvalidCredentials)).toHaveLength(5);
    });

    it('reads the same for an e-mail that no account has', async () => {
      const account = await makeAccount();
      for (let n = 0; n < 7; n++) {
        const known = await fail(account.email, away, after(n / 10));
        expect(await fail('nobody@test.example', away, after(n / 10))).toEqual(known);
      }
    });

    it('reads the same for an account that no password opens', async () => {
      const account = await insertAccount(database.dataSource, { passwordHash: 'none' });
      expect(await fail(account.email, away, start)).toEqual(new InvalidCredentials());
      expect(await fail(account.email, away, start)).toEqual(await fail('nowhere@test.example', away, start));
    });

    it('from everywhere keeps nobody out who signs in from where it worked before', async () => {
      const account = await makeAccount();
      await signIn(account);
      for (let n = 0; n < 60; n++) {
        const subject = `password of ${account.email}`;
        await attempts.take(passwordPolicy, subject, `192.0.2.${n}`, after(n * 60));
      }
      const now = after(59 * 60 + 1);
      expect(await signIns.signIn(account.email, password, away, now)).toBeInstanceOf(TooManyAttempts);
      expect(await signIns.signIn(account.email, password, home, now)).toMatchObject({ account: { id: account.id } });
    });

    it('leaves counts that name nobody, and that are swept', async () => {
      const counts = database.dataSource.getRepository(AttemptCount);
      await counts.createQueryBuilder().delete().execute();
      const account = await makeAccount();
      await signIn(account);
      await fail('nobody@test.example', away, start);
      expect(await counts.count()).toBe(4);
      expect(JSON.stringify(await counts.find())).not.toMatch(/nobody|198\.51|203\.0|test\.example/);

      const day = 86_400;
      expect(await attempts.sweep(after(day - 1))).toBe(0);
      expect(await attempts.sweep(after(day + 1))).toBe(3);
      expect(await attempts.sweep(after(91 * day))).toBe(1);

      await signIn(account);
      for (let n = 0; n < 10; n++) await fail(`nobody-${n}@test.example`, away, after(n));
      await attempts.sweep(after(20), 5);
      expect(await counts.count()).toBe(5);
      expect(await counts.createQueryBuilder().where('succeeded_at is not null').getCount()).toBe(1);
    });
  });

  describe('refreshing', () => {
    it('is one use for two at the same moment, and ends the sign-in of both', async () => {
      const { refreshToken } = await signIn(await makeAccount());
      const answers = await Promise.all([1, 2].map(() => signIns.refresh(refreshToken, home, after(1))));
      expect(answers.filter((answer) => answer instanceof SignInEnded)).toHaveLength(1);
      const winner = answers.find((answer) => !(answer instanceof SignInEnded)) as SignedIn;
      expect(await signIns.refresh(winner.refreshToken, home, after(2))).toEqual(new SignInEnded());
    });

    it('may be asked for again with its key when the answer got lost, also in another process and at once', async () => {
      const { refreshToken, account } = await signIn(await makeAccount());
      const [first, again] = await Promise.all([
        signIns.refresh(refreshToken, home, after(1), 'drawn-by-the-client'),
        elsewhere.refresh(refreshToken, home, after(1), 'drawn-by-the-client'),
      ]);
      expect(again).toEqual(first);
      expect(await signIns.refresh(refreshToken, home, after(50), 'drawn-by-the-client')).toEqual(first);
      const next = (await signIns.refresh((first as SignedIn).refreshToken, home, after(60))) as SignedIn;
      expect(next.refreshToken).not.toBe((first as SignedIn).refreshToken);
      expect(await actionsOn(account)).toEqual(['account.signed-in']);
    });

    it('is reuse with another key, after a minute, or once the next token was used', async () => {
      for (const reuse of [
        (token: string) => signIns.refresh(token, away, after(2), 'of-somebody-else'),
        (token: string) => signIns.refresh(token, away, after(62), 'drawn-by-the-client'),
        async (token: string, next: string) => {
          await signIns.refresh(next, home, after(3));
          return signIns.refresh(token, home, after(4), 'drawn-by-the-client');
        },
      ]) {
        const { refreshToken, account } = await signIn(await makeAccount());
        const next = (await signIns.refresh(refreshToken, home, after(1), 'drawn-by-the-client')) as SignedIn;
        expect(await reuse(refreshToken, next.refreshToken)).toEqual(new SignInEnded());
        expect(await signIns.refresh(next.refreshToken, home, after(70))).toEqual(new SignInEnded());
        expect(await signIns.findActor(account.id, next.signInId)).toBeNull();
        expect(await actionsOn(account)).toEqual(['account.signed-in', 'account.refresh-token-reused']);
      }
    });
  });

  describe('in a list', () => {
    it('say device, network and times, last used first, and only to their owner', async () => {
      const account = await makeAccount();
      const first = await signIn(account);
      const second = await signIn(account, after(60), { address: '2001:db8:5:6::1', userAgent: 'curl/8' });
      await signIns.refresh(first.refreshToken, { address: '203.0.114.1' }, after(120));
      const stranger = await actorOf(await signIn(await makeAccount()));

      expect(await open.list(await actorOf(first), after(200))).toMatchObject([
        { id: first.signInId, device: 'Firefox on Linux', network: '203.0.114.0/24', lastUsedAt: after(120) },
        { id: second.signInId, device: 'curl', network: '2001:db8:5::/48', lastUsedAt: after(60) },
      ]);
      expect((await open.list(stranger, after(200))).map(({ id }) => id)).toEqual([stranger.signInId]);
      await expect(open.end(stranger, first.signInId, after(201))).rejects.toThrow(NotFound);
      expect(await signIns.findActor(account.id, first.signInId)).not.toBeNull();
    });

    it('are ended one by one, or all but one; their tokens and where they were used from are gone', async () => {
      const account = await makeAccount();
      const [mine, lost, other] = [await signIn(account), await signIn(account), await signIn(account)];
      const actor = await actorOf(mine);

      expect(await open.end(actor, lost.signInId, after(1))).toMatchObject({ endedAt: after(1), network: null });
      expect(await signIns.findActor(account.id, lost.signInId)).toBeNull();
      expect(await signIns.refresh(lost.refreshToken, home, after(2))).toEqual(new SignInEnded());
      await expect(open.end(actor, lost.signInId, after(2))).rejects.toThrow(NotFound);

      expect(await open.endOthers(actor, after(3))).toBe(1);
      expect(await signIns.findActor(account.id, other.signInId)).toBeNull();
      expect((await open.list(actor, after(4))).map(({ id }) => id)).toEqual([mine.signInId]);
      expect(await signIns.refresh(mine.refreshToken, home, after(5))).toMatchObject({ signInId: mine.signInId });
      expect(await actionsOn(account)).toEqual([
        ...Array<string>(3).fill('account.signed-in'),
        'account.sign-ins-ended',
        'account.sign-ins-ended',
      ]);
    });

    it('say no more where they were used from once they have expired', async () => {
      const { signInId } = await signIn(await makeAccount());
      const networkOf = async () =>
        (await database.dataSource.getRepository(SignIn).findOneByOrFail({ id: signInId })).network;
      await open.sweep(after(30 * 86_400));
      expect(await networkOf()).toBe('203.0.113.0/24');
      await open.sweep(after(30 * 86_400 + 1));
      expect(await networkOf()).toBeNull();
    });

    it('are swept a month after their end', async () => {
      const account = await makeAccount();
      const ended = await signIn(account);
      await signIns.signOut(ended.refreshToken, after(1));
      const kept = database.dataSource.getRepository(SignIn);
      await open.sweep(after(29 * 86_400));
      expect(await kept.countBy({ accountId: account.id })).toBe(1);
      await open.sweep(after(31 * 86_400));
      expect(await kept.countBy({ accountId: account.id })).toBe(0);
    });
  });
});
