import { Injectable } from '@nestjs/common';
import { isTimeZone } from '#calendar';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { requireNoFaults, requirePermission, type InputFault } from '../domain-error.js';
import { inTransaction, sqlState } from '../transaction.js';
import { Account, locales, type Locale } from './account.entity.js';
import { EmailTaken, SetupLinkInvalid } from './account.refusals.js';
import type { Actor } from './actor.js';
import { hashPassword, passwordLength } from './password.js';
import { drawToken, hashToken } from './random-token.js';
import { SetupLink } from './setup-link.entity.js';

export interface NewAccount {
  email: string;
  displayName: string;
  /** 12 to 200 characters. */
  password: string;
  locale?: Locale;
  /** IANA name; UTC when left out. */
  timeZone?: string;
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
    requireNoFaults(faultsOf(input));
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

  private async insert(
    input: NewAccount,
    by: { isAdministrator: boolean; byAccountId: string | null },
  ): Promise<Account | EmailTaken> {
    requireNoFaults(faultsOf(input));
    try {
      return await inTransaction(this.dataSource, (tx) => this.insertWithin(tx, input, by));
    } catch (error) {
      if (sqlState(error) === '23505') return new EmailTaken();
      throw error;
    }
  }

  private async insertWithin(
    tx: EntityManager,
    input: NewAccount,
    by: { isAdministrator: boolean; byAccountId: string | null },
  ): Promise<Account> {
    const account = await tx.save(
      tx.create(Account, {
        email: input.email.trim().toLowerCase(),
        displayName: input.displayName.trim(),
        passwordHash: await hashPassword(input.password),
        locale: input.locale ?? 'en',
        timeZone: input.timeZone ?? 'UTC',
        isAdministrator: by.isAdministrator,
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

function faultsOf(input: NewAccount): InputFault[] {
  const faults: InputFault[] = [];
  if (!/^[^\s@]+@[^\s@]+$/.test(input.email.trim()) || input.email.length > 254) {
    faults.push({ field: 'email', allowed: 'an e-mail address of at most 254 characters' });
  }
  if (input.displayName.trim() === '' || input.displayName.length > 200) {
    faults.push({ field: 'displayName', allowed: '1 to 200 characters' });
  }
  if (input.password.length < passwordLength.min || input.password.length > passwordLength.max) {
    faults.push({ field: 'password', allowed: `${passwordLength.min} to ${passwordLength.max} characters` });
  }
  if (input.locale !== undefined && !locales.includes(input.locale))
    faults.push({ field: 'locale', allowed: locales.join(' or ') });
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) {
    faults.push({ field: 'timeZone', allowed: 'an IANA time zone such as Asia/Shanghai' });
  }
  return faults;
}
