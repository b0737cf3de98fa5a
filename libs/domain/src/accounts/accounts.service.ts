import { Injectable } from '@nestjs/common';
import { isTimeZone } from '#calendar';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { requireNoFaults, requirePermission, type InputFault } from '../domain-error.js';
import { emailFaults, normalizeEmail } from '../mails/email-address.js';
import { inTransaction, sqlState } from '../transaction.js';
import { Account, displayNameLength, locales, type Locale } from './account.entity.js';
import { EmailTaken, SetupLinkInvalid } from './account.refusals.js';
import type { Actor } from './actor.js';
import { hashPassword, passwordFaults } from './password.js';
import { drawToken, hashToken } from './random-token.js';
import { SetupLink } from './setup-link.entity.js';

export interface NewAccount {
  email: string;
  displayName: string;
  /** 12 to 200 characters; null for whoever signs in at another issuer alone. */
  password: string | null;
  locale?: Locale;
  /** IANA name; UTC when left out. */
  timeZone?: string;
}

/** How an account comes to be. */
interface Origin {
  isAdministrator: boolean;
  /** Null when the person made it. */
  byAccountId: string | null;
  emailVerifiedAt?: Date;
}

const setupLinkHours = 24;

@Injectable()
export class AccountsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  async find(id: string): Promise<Account> {
    return this.dataSource.getRepository(Account).findOneByOrFail({ id });
  }

  /** An administrator makes an account for somebody. */
  async create(actor: Actor, input: NewAccount): Promise<Account | EmailTaken> {
    requirePermission(actor.isAdministrator);
    return this.insert(input, { isAdministrator: false, byAccountId: actor.accountId });
  }

  /** A link that makes the first administrator: drawn only while there is no account, good for one day and one use. */
  async drawSetupLink(now: Date): Promise<string> {
    const { token, tokenHash } = drawToken();
    const expiresAt = new Date(now.getTime() + setupLinkHours * 60 * 60 * 1000);
    await this.dataSource.getRepository(SetupLink).insert({ tokenHash, expiresAt, usedAt: null });
    return token;
  }

  async createFirstAdministrator(
    token: string,
    input: NewAccount,
    now: Date,
  ): Promise<Account | SetupLinkInvalid | EmailTaken> {
    requireNoFaults(accountFaults(input));
    return inTransaction(this.dataSource, async (tx) => {
      const link = await tx.findOne(SetupLink, {
        where: { tokenHash: hashToken(token) },
        lock: { mode: 'pessimistic_write' },
      });
      if (!link || link.usedAt || link.expiresAt <= now || (await tx.existsBy(Account, {})))
        return new SetupLinkInvalid();
      await tx.update(SetupLink, { id: link.id }, { usedAt: now });
      return this.insertWithin(tx, input, { isAdministrator: true, byAccountId: null });
    });
  }

  /** For the loader of the sample: an administrator without a link. */
  async createSampleAdministrator(input: NewAccount): Promise<Account | EmailTaken> {
    return this.insert(input, { isAdministrator: true, byAccountId: null });
  }

  /**
   * For whoever has proven the address by a link, within the transaction that spends it.
   *
   * @throws the violation of `uq_account_email` when there is one with this address
   */
  createProven(tx: EntityManager, input: NewAccount, now: Date): Promise<Account> {
    requireNoFaults(accountFaults(input));
    return this.insertWithin(tx, input, { isAdministrator: false, byAccountId: null, emailVerifiedAt: now });
  }

  private async insert(input: NewAccount, by: Origin): Promise<Account | EmailTaken> {
    requireNoFaults(accountFaults(input));
    try {
      return await inTransaction(this.dataSource, (tx) => this.insertWithin(tx, input, by));
    } catch (error) {
      if (sqlState(error) === '23505') return new EmailTaken();
      throw error;
    }
  }

  private async insertWithin(tx: EntityManager, input: NewAccount, by: Origin): Promise<Account> {
    const account = await tx.save(
      tx.create(Account, {
        email: normalizeEmail(input.email),
        displayName: input.displayName.trim(),
        passwordHash: input.password === null ? null : await hashPassword(input.password),
        locale: input.locale ?? 'en',
        timeZone: input.timeZone ?? 'UTC',
        isAdministrator: by.isAdministrator,
        emailVerifiedAt: by.emailVerifiedAt ?? null,
      }),
    );
    await this.audit.record(tx, {
      accountId: by.byAccountId ?? account.id,
      action: 'account.created',
      subjectType: 'account',
      subjectId: account.id,
    });
    return account;
  }
}

export function accountFaults(input: NewAccount): InputFault[] {
  const faults: InputFault[] = [...emailFaults(input.email)];
  if (input.password !== null) faults.push(...passwordFaults(input.password));
  const { min, max } = displayNameLength;
  if (input.displayName.trim().length < min || input.displayName.length > max) {
    faults.push({ field: 'displayName', allowed: `${min} to ${max} characters` });
  }
  if (input.locale !== undefined && !locales.includes(input.locale))
    faults.push({ field: 'locale', allowed: locales.join(' or ') });
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) {
    faults.push({ field: 'timeZone', allowed: 'an IANA time zone such as Asia/Shanghai' });
  }
  return faults;
}
