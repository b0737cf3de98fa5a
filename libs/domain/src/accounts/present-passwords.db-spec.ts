import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, insertAccount, testAudit, testServerKey, type TestDatabase } from '#testing';
import { ServerKeys } from '../server-keys.js';
import type { Account } from './account.entity.js';
import { FreshSignInNeeded, InvalidCredentials } from './account.refusals.js';
import type { Actor } from './actor.js';
import { AttemptsService } from './attempts.service.js';
import { hashPassword } from './password.js';
import { PresentPasswordsService } from './present-passwords.service.js';
import { SecondFactorsService } from './second-factors.service.js';
import { SignInStepsService } from './sign-in-steps.service.js';
import { endSignIns, type SignedIn } from './sign-in.tokens.js';
import { SignInsService } from './sign-ins.service.js';

const start = new Date('2027-05-10T12:00Z');
const later = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const home = { address: '203.0.113.7' };
const needed = new FreshSignInNeeded(10);

describe('the owner of an account', () => {
  let database: TestDatabase;
  let presentPasswords: PresentPasswordsService;
  let signIns: SignInsService;
  let steps: SignInStepsService;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    const keys = new ServerKeys(testServerKey);
    const attempts = new AttemptsService(dataSource, keys);
    presentPasswords = new PresentPasswordsService(dataSource, attempts);
    const secondFactors = new SecondFactorsService(dataSource, testAudit, attempts, presentPasswords, keys);
    steps = new SignInStepsService(dataSource, testAudit, attempts, secondFactors, keys);
    signIns = new SignInsService(dataSource, testAudit, attempts, steps, keys);
  });
  afterAll(() => database.close());

  const makeAccount = (): Promise<Account> => insertAccount(database.dataSource, { passwordHash: null });
  /** As after a proof of another issuer. */
  const signIn = async (account: Account, now: Date): Promise<SignedIn & { actor: Actor }> => {
    const signedIn = (await database.dataSource.transaction((tx) =>
      steps.afterFirstProof(tx, account, home, now),
    )) as SignedIn;
    return { ...signedIn, actor: (await signIns.findActor(account.id, signedIn.signInId))! };
  };
  const refuse = (actor: Actor, now: Date, password: string | null = null) =>
    presentPasswords.refuse(actor, password, home.address, now);

  it('without a password is believed by a sign-in that began within ten minutes, whatever is given for a password', async () => {
    const { actor } = await signIn(await makeAccount(), start);
    for (const password of [null, '', 'none', 'correct horse battery']) {
      expect(await refuse(actor, later(10), password)).toBeNull();
      expect(await refuse(actor, later(11), password)).toEqual(needed);
    }
  });

  it('without a password has to sign in again, since a refresh needs nobody there', async () => {
    const account = await makeAccount();
    const { actor, refreshToken } = await signIn(account, start);
    await signIns.refresh(refreshToken, home, later(11));
    expect(await refuse(actor, later(12))).toEqual(needed);
    expect(await refuse((await signIn(account, later(12))).actor, later(12))).toBeNull();
  });

  it('without a password is not believed by another sign-in, somebody else’s, one that has ended, or none', async () => {
    const account = await makeAccount();
    const old = await signIn(account, start);
    const fresh = await signIn(account, later(20));
    const strange = await signIn(await makeAccount(), later(20));
    const withoutSignIn = (await signIns.findActor(account.id, null))!;
    for (const actor of [old.actor, { ...fresh.actor, signInId: strange.signInId }, withoutSignIn])
      expect(await refuse(actor, later(20))).toEqual(needed);
    expect(await refuse(fresh.actor, later(20))).toBeNull();
    await database.dataSource.transaction((tx) => endSignIns(tx, account.id, 'all', later(20)));
    expect(await refuse(fresh.actor, later(20))).toEqual(needed);
  });

  it('with a password is believed by the password alone', async () => {
    const password = 'correct horse battery';
    const account = await insertAccount(database.dataSource, { passwordHash: await hashPassword(password) });
    const { actor } = await signIn(account, start);
    expect(await refuse(actor, start)).toEqual(new InvalidCredentials());
    expect(await refuse(actor, start, 'wrong')).toEqual(new InvalidCredentials());
    expect(await refuse(actor, later(60), password)).toBeNull();
  });
});
