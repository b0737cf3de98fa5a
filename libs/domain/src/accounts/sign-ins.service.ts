import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ServerKeys } from '../server-keys.js';
import { inTransaction } from '../transaction.js';
import { Account } from './account.entity.js';
import { InvalidCredentials, SignInEnded, TooManyAttempts, type SecondFactorNeeded } from './account.refusals.js';
import type { Actor } from './actor.js';
import type { Arrival } from './arrival.js';
import { passwordPolicy } from './attempt.rules.js';
import { AttemptsService } from './attempts.service.js';
import type { CompanyRole, ForumRole } from './membership.entities.js';
import { isPassword } from './password.js';
import { drawToken, hashToken } from './random-token.js';
import { RefreshToken } from './refresh-token.entity.js';
import { SignInStepsService } from './sign-in-steps.service.js';
import { continueSignIn, endSignIns, type SignedIn } from './sign-in.tokens.js';

/** For how long a refresh whose answer got lost may be asked for again. */
const repeatableForMs = 60_000;

interface ActorRow {
  isAdministrator: boolean;
  /** Company and role. */
  companyRoles: [string, CompanyRole][];
  /** Forum and role. */
  forumRoles: [string, ForumRole][];
}

@Injectable()
export class SignInsService {
  private readonly successorKey: Buffer;

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly attempts: AttemptsService,
    private readonly steps: SignInStepsService,
    keys: ServerKeys,
  ) {
    this.successorKey = keys.derive('next refresh token');
  }

  /** An unknown e-mail takes the same steps as a wrong password: it is counted, and a password is hashed. */
  async signIn(
    email: string,
    password: string,
    arrival: Arrival,
    now: Date,
  ): Promise<SignedIn | SecondFactorNeeded | InvalidCredentials | TooManyAttempts> {
    const address = email.trim().toLowerCase();
    const attempt = await this.attempts.take(passwordPolicy, `password of ${address}`, arrival.address, now);
    if (attempt instanceof TooManyAttempts) return attempt;

    const account = await this.dataSource
      .getRepository(Account)
      .createQueryBuilder('account')
      .addSelect('account.passwordHash')
      .where('account.email = :address', { address })
      .getOne();
    if (!(await isPassword(account?.passwordHash, password)) || !account) return new InvalidCredentials();

    return inTransaction(this.dataSource, async (tx) => {
      await this.attempts.recordSuccess(tx, attempt, now);
      return this.steps.afterFirstProof(tx, account, arrival, now);
    });
  }

  /**
   * Spends a refresh token for the next one. Reuse of a spent token ends its whole sign-in: one of the two users stole it.
   *
   * @param idempotencyKey lets a client whose answer got lost ask again within a minute, as long as it has not used what it
   *   did not get: the same token and key bring the same next token. 8 to 200 characters that only this client knows.
   */
  async refresh(token: string, arrival: Arrival, now: Date, idempotencyKey?: string): Promise<SignedIn | SignInEnded> {
    const next = idempotencyKey === undefined ? drawToken().token : this.successorOf(token, idempotencyKey);
    return inTransaction(this.dataSource, async (tx) => {
      const spent = await tx.findOne(RefreshToken, {
        where: { tokenHash: hashToken(token) },
        lock: { mode: 'pessimistic_write' },
      });
      if (!spent || spent.revokedAt || spent.expiresAt <= now) return new SignInEnded();
      if (!spent.usedAt) {
        await continueSignIn(tx, spent, next, arrival, now);
      } else if (!(await isUnusedSuccessor(tx, spent, next, now))) {
        await endSignIns(tx, spent.accountId, { onlyId: spent.familyId }, now);
        await this.record(tx, spent.accountId, 'account.refresh-token-reused');
        return new SignInEnded();
      }
      const account = await tx.findOneByOrFail(Account, { id: spent.accountId });
      return { account, signInId: spent.familyId, refreshToken: next };
    });
  }

  /** Ends the sign-in that this token belongs to; an unknown token changes nothing. */
  async signOut(token: string, now: Date): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const known = await tx.findOneBy(RefreshToken, { tokenHash: hashToken(token) });
      if (!known) return;
      const ended = await endSignIns(tx, known.accountId, { onlyId: known.familyId }, now);
      if (ended > 0) await this.record(tx, known.accountId, 'account.signed-out');
    });
  }

  /**
   * The actor with its roles as they are now; null when the account is gone, or its sign-in has ended.
   *
   * @param signInId null for a proof that belongs to no sign-in
   */
  async findActor(accountId: string, signInId: string | null): Promise<Actor | null> {
    // By one query: every request of everybody begins with it.
    const [account] = await this.dataSource.query<ActorRow[]>(
      `SELECT is_administrator AS "isAdministrator",
              ARRAY(SELECT ARRAY[company_id::text, role] FROM company_membership WHERE account_id = $1) AS "companyRoles",
              ARRAY(SELECT ARRAY[forum_id::text, role] FROM forum_membership WHERE account_id = $1) AS "forumRoles"
         FROM account
        WHERE id = $1 AND erased_at IS NULL AND ($2::uuid IS NULL
          OR EXISTS (SELECT FROM sign_in WHERE sign_in.id = $2 AND account_id = $1 AND ended_at IS NULL))`,
      [accountId, signInId],
    );
    if (!account) return null;
    return {
      accountId,
      ...(signInId === null ? {} : { signInId }),
      isAdministrator: account.isAdministrator,
      companyRoles: new Map(account.companyRoles),
      forumRoles: new Map(account.forumRoles),
    };
  }

  /** Always the same for the same token and key, so that it can be given again without being kept. */
  private successorOf(token: string, idempotencyKey: string): string {
    return createHmac('sha256', this.successorKey).update(`${token} ${idempotencyKey}`).digest('base64url');
  }

  private record(tx: EntityManager, accountId: string, action: string): Promise<void> {
    return this.audit.record(tx, { accountId, action, subjectType: 'account', subjectId: accountId });
  }
}

/** Whether `next` is what `spent` was spent for within the last minute, and nobody has used it yet. */
async function isUnusedSuccessor(tx: EntityManager, spent: RefreshToken, next: string, now: Date): Promise<boolean> {
  if (now.getTime() - spent.usedAt!.getTime() > repeatableForMs) return false;
  const successor = await tx.findOneBy(RefreshToken, { tokenHash: hashToken(next), familyId: spent.familyId });
  return successor !== null && successor.usedAt === null && successor.revokedAt === null;
}
