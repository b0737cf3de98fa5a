import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { createTestDatabase, insertAccount, testServerKey, type TestDatabase, testAudit } from '#testing';
import { WrongState } from '../refusal.js';
import { ServerKeys } from '../server-keys.js';
import { Account } from './account.entity.js';
import { InvalidCredentials, SecondFactorNeeded, SignInEnded, TooManyAttempts, WrongCode } from './account.refusals.js';
import type { Actor } from './actor.js';
import { AttemptsService } from './attempts.service.js';
import { hashPassword } from './password.js';
import { PresentPasswordsService } from './present-passwords.service.js';
import { SecondFactorsService, type EnrolledSecondFactor } from './second-factors.service.js';
import { SignInStepsService } from './sign-in-steps.service.js';
import { SignInsService } from './sign-ins.service.js';

const password = 'correct horse battery';
const start = new Date('2027-05-01T00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
const home = { address: '203.0.113.7' };

describe('a second factor', () => {
  let database: TestDatabase;
  let signIns: SignInsService;
  let steps: SignInStepsService;
  let secondFactors: SecondFactorsService;
  let passwordHash: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    const keys = new ServerKeys(testServerKey);
    const audit = testAudit;
    const attempts = new AttemptsService(dataSource, keys);
    const presentPasswords = new PresentPasswordsService(dataSource, attempts);
    secondFactors = new SecondFactorsService(dataSource, audit, attempts, presentPasswords, keys);
    steps = new SignInStepsService(dataSource, audit, attempts, secondFactors, keys);
    signIns = new SignInsService(dataSource, audit, attempts, steps, keys);
    passwordHash = await hashPassword(password);
  });
  afterAll(() => database.close());

  const codeAt = (secret: string, now: Date): string =>
    generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) });

  interface Person {
    account: Account;
    actor: Actor;
    secret: string;
    recoveryCodes: string[];
  }

  /** A person whose second factor was turned on a minute before `start`. */
  const makePerson = async (): Promise<Person> => {
    const account = await insertAccount(database.dataSource, { passwordHash });
    const actor = (await signIns.findActor(account.id, null))!;
    const { secret } = (await secondFactors.enrol(actor, password, home.address, after(-60))) as EnrolledSecondFactor;
    const codes = await secondFactors.confirm(actor, codeAt(secret, after(-60)), home.address, after(-60));
    return { account, actor, secret, recoveryCodes: codes as string[] };
  };

  const firstStep = async ({ account }: Person, now = start): Promise<string> => {
    const answer = await signIns.signIn(account.email, password, home, now);
    if (!(answer instanceof SecondFactorNeeded)) throw new Error('A code was expected to be asked for.');
    return answer.challenge;
  };

  it('is asked for only once a first code has proven that the authenticator has the secret', async () => {
    const account = await insertAccount(database.dataSource, { passwordHash });
    const actor = (await signIns.findActor(account.id, null))!;
    const signIn = () => signIns.signIn(account.email, password, home, start);

    expect(await secondFactors.enrol(actor, 'wrong password', home.address, start)).toEqual(new InvalidCredentials());
    const enrolled = (await secondFactors.enrol(actor, password, home.address, start)) as EnrolledSecondFactor;
    expect(enrolled.otpauthUri).toContain(`secret=${enrolled.secret}`);
    expect(await signIn()).toMatchObject({ account: { id: account.id } });
    expect(await secondFactors.confirm(actor, '000000', home.address, start)).toEqual(new WrongCode());
    expect(await secondFactors.view(actor)).toEqual({ state: 'enrolled', recoveryCodesLeft: 0 });

    const codes = await secondFactors.confirm(actor, codeAt(enrolled.secret, start), home.address, start);
    expect(new Set(codes as string[]).size).toBe(10);
    expect(await secondFactors.view(actor)).toEqual({ state: 'on', recoveryCodesLeft: 10 });
    expect(await signIn()).toBeInstanceOf(SecondFactorNeeded);
    expect(await secondFactors.enrol(actor, password, home.address, start)).toEqual(
      new WrongState('on', ['off', 'enrolled']),
    );
  });

  it('lies in the database in no form that makes codes', async () => {
    const { account, secret, recoveryCodes } = await makePerson();
    const rows: unknown = await database.dataSource.query(
      `SELECT sealed_secret, code_hash FROM second_factor JOIN recovery_code USING (account_id) WHERE account_id = $1`,
      [account.id],
    );
    expect(rows).toHaveLength(10);
    const stored = JSON.stringify(rows);
    for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(stored).not.toContain(text);
  });

  it('lets a code in once, not again within its time, and not of two uses at once', async () => {
    const person = await makePerson();
    const challenge = await firstStep(person);
    const code = codeAt(person.secret, start);
    const answers = await Promise.all([1, 2].map(() => steps.complete(challenge, code, home, start)));
    expect(answers.filter((answer) => answer instanceof WrongCode)).toHaveLength(1);
    expect(answers.find((answer) => !(answer instanceof WrongCode))).toMatchObject({
      account: { id: person.account.id },
      refreshToken: expect.any(String),
    });
    expect(await steps.complete(challenge, code, home, after(5))).toEqual(new WrongCode());
    const earlier = codeAt(person.secret, after(-30));
    expect(await steps.complete(challenge, earlier, home, after(5))).toEqual(new WrongCode());
    const next = codeAt(person.secret, after(30));
    expect(await steps.complete(challenge, next, home, after(30))).toMatchObject({
      account: { id: person.account.id },
    });
  });

  it('lets each recovery code in once', async () => {
    const person = await makePerson();
    const stranger = await makePerson();
    const [first, second] = person.recoveryCodes as [string, string];
    const challenge = await firstStep(person);
    expect(await steps.complete(challenge, stranger.recoveryCodes[0]!, home, start)).toEqual(new WrongCode());
    const typed = first.toLowerCase().replaceAll('-', ' ');
    expect(await steps.complete(challenge, typed, home, start)).toMatchObject({ account: { id: person.account.id } });
    expect(await steps.complete(challenge, first, home, start)).toEqual(new WrongCode());
    expect(await steps.complete(challenge, second, home, start)).toMatchObject({ account: { id: person.account.id } });
    expect(await secondFactors.view(person.actor)).toEqual({ state: 'on', recoveryCodesLeft: 8 });

    const renewed = await secondFactors.renewRecoveryCodes(
      person.actor,
      codeAt(person.secret, start),
      home.address,
      start,
    );
    expect(renewed).toHaveLength(10);
    expect(await steps.complete(challenge, person.recoveryCodes[2]!, home, after(1))).toEqual(new WrongCode());
  });

  it('slows down whoever guesses, over all challenges together', async () => {
    const person = await makePerson();
    for (let n = 0; n < 5; n++) {
      const challenge = await firstStep(person);
      expect(await steps.complete(challenge, '000000', { address: '198.51.100.9' }, start)).toEqual(new WrongCode());
    }
    const challenge = await firstStep(person);
    const code = codeAt(person.secret, start);
    expect(await steps.complete(challenge, code, { address: '198.51.100.9' }, start)).toEqual(new TooManyAttempts(1));
    expect(await steps.complete(challenge, code, home, start)).toMatchObject({ account: { id: person.account.id } });
  });

  it('wants a challenge that is young, its own, and of the present password', async () => {
    const person = await makePerson();
    const challenge = await firstStep(person);
    const code = codeAt(person.secret, after(300));
    const changed = `${challenge.slice(0, -2)}${challenge.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const other of ['', 'x', changed]) {
      expect(await steps.complete(other, code, home, after(299))).toEqual(new SignInEnded());
    }
    expect(await steps.complete(challenge, code, home, after(300))).toEqual(new SignInEnded());

    const accounts = database.dataSource.getRepository(Account);
    await accounts.update({ id: person.account.id }, { passwordHash: await hashPassword('another password') });
    expect(await steps.complete(challenge, code, home, after(299))).toEqual(new SignInEnded());
    await accounts.update({ id: person.account.id }, { passwordHash });
    expect(await steps.complete(challenge, code, home, after(299))).toMatchObject({
      account: { id: person.account.id },
    });
  });

  it('is turned off with a code alone', async () => {
    const person = await makePerson();
    const code = codeAt(person.secret, start);
    expect(await secondFactors.turnOff(person.actor, '000000', home.address, start)).toEqual(new WrongCode());
    expect(await signIns.signIn(person.account.email, password, home, start)).toBeInstanceOf(SecondFactorNeeded);
    expect(await secondFactors.turnOff(person.actor, code, home.address, start)).toEqual({
      state: 'off',
      recoveryCodesLeft: 0,
    });
    expect(await signIns.signIn(person.account.email, password, home, start)).toMatchObject({
      account: { id: person.account.id },
    });
    expect(await secondFactors.turnOff(person.actor, code, home.address, start)).toEqual(new WrongState('off', ['on']));
  });
});
