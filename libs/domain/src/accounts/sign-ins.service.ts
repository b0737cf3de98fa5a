import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { inTransaction } from '../transaction.js';
import { Account } from './account.entity.js';
import { InvalidCredentials, SignInEnded } from './account.refusals.js';
import type { Actor } from './actor.js';
import { CompanyMembership, ForumMembership } from './membership.entities.js';
import { isPassword } from './password.js';
import { drawToken, hashToken } from './random-token.js';
import { RefreshToken } from './refresh-token.entity.js';

const refreshTokenDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

export interface SignedIn {
  account: Account;
  /** Shown once; good for one use within 30 days. */
  refreshToken: string;
}

@Injectable()
export class SignInsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  async signIn(email: string, password: string, now: Date): Promise<SignedIn | InvalidCredentials> {
    const account = await this.dataSource
      .getRepository(Account)
      .createQueryBuilder('account')
      .addSelect('account.passwordHash')
      .where('account.email = :email', { email: email.trim().toLowerCase() })
      .getOne();
    if (!(await isPassword(account?.passwordHash, password)) || !account) return new InvalidCredentials();

    return inTransaction(this.dataSource, async (tx) => {
      const refreshToken = await this.issue(tx, account.id, randomUUID(), now);
      await this.audit.record(tx, {
        accountId: account.id,
        action: 'account.signed-in',
        subjectType: 'account',
        subjectId: account.id,
      });
      return { account, refreshToken };
    });
  }

  /** Spends a refresh token for the next one. Reuse of a spent token ends its whole family: one of the two users stole it. */
  async refresh(token: string, now: Date): Promise<SignedIn | SignInEnded> {
    return inTransaction(this.dataSource, async (tx) => {
      const spent = await tx.findOne(RefreshToken, {
        where: { tokenHash: hashToken(token) },
        lock: { mode: 'pessimistic_write' },
      });
      if (!spent || spent.revokedAt || spent.expiresAt <= now) return new SignInEnded();
      if (spent.usedAt) {
        await this.endFamily(tx, spent, 'account.refresh-token-reused', now);
        return new SignInEnded();
      }
      await tx.update(RefreshToken, { id: spent.id }, { usedAt: now });
      const refreshToken = await this.issue(tx, spent.accountId, spent.familyId, now);
      const account = await tx.findOneByOrFail(Account, { id: spent.accountId });
      return { account, refreshToken };
    });
  }

  /** Ends the sign-in that this token belongs to; an unknown token changes nothing. */
  async signOut(token: string, now: Date): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const known = await tx.findOneBy(RefreshToken, { tokenHash: hashToken(token) });
      if (known) await this.endFamily(tx, known, 'account.signed-out', now);
    });
  }

  /** The actor with its roles as they are now; null when the account is gone. */
  async findActor(accountId: string): Promise<Actor | null> {
    const [account, companies, forums] = await Promise.all([
      this.dataSource
        .getRepository(Account)
        .findOne({ where: { id: accountId }, select: { id: true, isAdministrator: true } }),
      this.dataSource.getRepository(CompanyMembership).findBy({ accountId }),
      this.dataSource.getRepository(ForumMembership).findBy({ accountId }),
    ]);
    if (!account) return null;
    return {
      accountId,
      isAdministrator: account.isAdministrator,
      companyRoles: new Map(companies.map(({ companyId, role }) => [companyId, role])),
      forumRoles: new Map(forums.map(({ forumId, role }) => [forumId, role])),
    };
  }

  private async issue(tx: EntityManager, accountId: string, familyId: string, now: Date): Promise<string> {
    const { token, tokenHash } = drawToken();
    const expiresAt = new Date(now.getTime() + refreshTokenDays * dayMs);
    await tx.insert(RefreshToken, { accountId, familyId, tokenHash, expiresAt, usedAt: null, revokedAt: null });
    return token;
  }

  private async endFamily(tx: EntityManager, token: RefreshToken, action: string, now: Date): Promise<void> {
    await tx.update(RefreshToken, { familyId: token.familyId, revokedAt: IsNull() }, { revokedAt: now });
    await this.audit.record(tx, {
      accountId: token.accountId,
      action,
      subjectType: 'account',
      subjectId: token.accountId,
    });
  }
}
