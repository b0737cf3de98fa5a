import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { openText, sealText } from '../sealed-text.js';
import { ServerKeys } from '../server-keys.js';
import { inTransaction } from '../transaction.js';
import { Account } from './account.entity.js';
import { SecondFactorNeeded, SignInEnded, TooManyAttempts, WrongCode } from './account.refusals.js';
import type { Arrival } from './arrival.js';
import { codePolicy } from './attempt.rules.js';
import { AttemptsService } from './attempts.service.js';
import { drawToken } from './random-token.js';
import { SecondFactorsService, stateOf } from './second-factors.service.js';
import { beginSignIn, type SignedIn } from './sign-in.tokens.js';

const challengeMs = 5 * 60_000;
const sealedFor = 'sign-in challenge';

/** What a sealed challenge says. */
interface Challenge {
  accountId: string;
  /** Of the password at that time: a new password ends the challenge. */
  passwordMark: string;
  expiresAt: number;
}

/** What follows once somebody has proven, by password or at another issuer, whose account it is. */
@Injectable()
export class SignInStepsService {
  private readonly challengeKey: Buffer;

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly attempts: AttemptsService,
    private readonly secondFactors: SecondFactorsService,
    keys: ServerKeys,
  ) {
    this.challengeKey = keys.derive('sign-in challenges');
  }

  /** Begins the sign-in, or asks for a code first where a second factor is on. */
  async afterFirstProof(
    tx: EntityManager,
    account: Account,
    arrival: Arrival,
    now: Date,
  ): Promise<SignedIn | SecondFactorNeeded> {
    if ((await stateOf(tx, account.id)) !== 'on') return this.begin(tx, account, arrival, now);
    const expiresAt = new Date(now.getTime() + challengeMs);
    const passwordMark = await markPassword(tx, account.id);
    const challenge: Challenge = { accountId: account.id, passwordMark, expiresAt: expiresAt.getTime() };
    return new SecondFactorNeeded(sealText(this.challengeKey, JSON.stringify(challenge), sealedFor), expiresAt);
  }

  /** The second step, with a code of the authenticator or a recovery code. A wrong one leaves the challenge open. */
  async complete(
    challenge: string,
    code: string,
    arrival: Arrival,
    now: Date,
  ): Promise<SignedIn | WrongCode | TooManyAttempts | SignInEnded> {
    const opened = openText(this.challengeKey, challenge, sealedFor);
    if (opened === null) return new SignInEnded();
    const { accountId, passwordMark, expiresAt } = JSON.parse(opened) as Challenge;
    if (expiresAt <= now.getTime()) return new SignInEnded();

    const attempt = await this.attempts.take(codePolicy, `code of ${accountId}`, arrival.address, now);
    if (attempt instanceof TooManyAttempts) return attempt;
    return inTransaction(this.dataSource, async (tx) => {
      const account = await tx.findOneBy(Account, { id: accountId });
      if (!account || (await markPassword(tx, accountId)) !== passwordMark) return new SignInEnded();
      if ((await stateOf(tx, accountId)) !== 'on') return new SignInEnded();
      if (!(await this.secondFactors.useCode(tx, accountId, code, now))) return new WrongCode();
      await this.attempts.recordSuccess(tx, attempt, now);
      return this.begin(tx, account, arrival, now);
    });
  }

  private async begin(tx: EntityManager, account: Account, arrival: Arrival, now: Date): Promise<SignedIn> {
    const { token } = drawToken();
    const signInId = await beginSignIn(tx, account.id, token, arrival, now);
    const subject = { subjectType: 'account', subjectId: account.id };
    await this.audit.record(tx, {
      accountId: account.id,
      action: 'account.signed-in',
      ...subject,
      after: { signInId },
    });
    return { account, signInId, refreshToken: token };
  }
}

async function markPassword(tx: EntityManager, accountId: string): Promise<string> {
  const account = await tx.findOneOrFail(Account, {
    where: { id: accountId },
    select: { id: true, passwordHash: true },
  });
  return createHash('sha256')
    .update(account.passwordHash ?? '')
    .digest('base64url');
}
