import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { requireNoFaults } from '../domain-error.js';
import { emailFaults, normalizeEmail } from '../mails/email-address.js';
import { hourlyMails, secondsUntilHourAfter } from '../mails/mail-budget.js';
import { MailLink } from '../mails/mail-link.entity.js';
import { MailLinks } from '../mails/mail-links.js';
import { LinkInvalid, TooManyMails } from '../mails/mail.refusals.js';
import { MailsService } from '../mails/mails.service.js';
import { inTransaction, sqlState } from '../transaction.js';
import { Account } from './account.entity.js';
import { EmailTaken } from './account.refusals.js';
import type { Actor } from './actor.js';
import { PresentPasswordsService, type OwnerRefusal } from './present-passwords.service.js';

const verificationMinutes = 60;
const hourMs = 60 * 60_000;

/** Proves that an account's e-mail address belongs to its person, also when it changes. */
@Injectable()
export class EmailAddressesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly links: MailLinks,
    private readonly mails: MailsService,
    private readonly presentPasswords: PresentPasswordsService,
  ) {}

  /** Sends a link to the account's present address. */
  async requestVerification(actor: Actor, now: Date): Promise<TooManyMails | null> {
    return inTransaction(this.dataSource, async (tx) => {
      const account = await lockAccount(tx, actor);
      return this.sendLink(tx, account, null, now);
    });
  }

  /**
   * Sends a link to the new address; it takes the place of the present one when the link is used, and not before. An address
   * that has an account is not told apart here: whoever uses the link hears of it then.
   */
  async requestChange(
    actor: Actor,
    request: { newEmail: string; password: string | null },
    networkAddress: string,
    now: Date,
  ): Promise<TooManyMails | OwnerRefusal | null> {
    requireNoFaults(emailFaults(request.newEmail, 'newEmail'));
    const refusal = await this.presentPasswords.refuse(actor, request.password, networkAddress, now);
    if (refusal) return refusal;
    return inTransaction(this.dataSource, async (tx) => {
      const account = await lockAccount(tx, actor);
      return this.sendLink(tx, account, normalizeEmail(request.newEmail), now);
    });
  }

  /** Spends the link. With a new address, every other link of the account ends, and the old address is told. */
  async confirm(token: string, now: Date): Promise<Account | LinkInvalid | EmailTaken> {
    try {
      return await inTransaction(this.dataSource, async (tx) => {
        const link = await this.links.find(tx, 'email-verification', token, now);
        if (!link?.accountId) return new LinkInvalid();
        const account = await tx.findOneByOrFail(Account, { id: link.accountId });
        return link.newEmail === null
          ? await this.verify(tx, account, link, now)
          : await this.change(tx, account, link, link.newEmail, now);
      });
    } catch (error) {
      if (sqlState(error) === '23505') return new EmailTaken();
      throw error;
    }
  }

  private async verify(tx: EntityManager, account: Account, link: MailLink, now: Date): Promise<Account | LinkInvalid> {
    if (this.links.keyOf(account.email) !== link.emailKey) return new LinkInvalid();
    await this.links.spend(tx, link, now);
    account.emailVerifiedAt = now;
    await tx.save(account);
    await this.record(tx, account.id, 'account.email-verified');
    return account;
  }

  private async change(
    tx: EntityManager,
    account: Account,
    link: MailLink,
    newEmail: string,
    now: Date,
  ): Promise<Account> {
    const { email: oldEmail, locale } = account;
    account.email = newEmail;
    account.emailVerifiedAt = now;
    await tx.save(account);
    await this.links.spend(tx, link, now);
    await this.links.withdraw(tx, { accountId: account.id }, now);
    if (oldEmail !== newEmail) await this.mails.queue(tx, { kind: 'email-changed', recipient: oldEmail, locale }, now);
    await this.record(tx, account.id, 'account.email-changed');
    return account;
  }

  private async sendLink(
    tx: EntityManager,
    account: Account,
    newEmail: string | null,
    now: Date,
  ): Promise<TooManyMails | null> {
    const recent = await tx.find(MailLink, {
      where: {
        accountId: account.id,
        purpose: 'email-verification',
        createdAt: MoreThan(new Date(now.getTime() - hourMs)),
      },
      order: { createdAt: 'ASC' },
    });
    if (recent.length >= hourlyMails.perAccount)
      return new TooManyMails(secondsUntilHourAfter(recent[0]!.createdAt, now));

    const email = newEmail ?? account.email;
    const about = { purpose: 'email-verification', accountId: account.id, newEmail } as const;
    const link = await this.links.issue(tx, { ...about, email, validMinutes: verificationMinutes }, now);
    await this.mails.queue(tx, { kind: 'email-verification', recipient: email, locale: account.locale, link }, now);
    const action = newEmail === null ? 'account.email-verification-requested' : 'account.email-change-requested';
    await this.record(tx, account.id, action);
    return null;
  }

  private record(tx: EntityManager, accountId: string, action: string): Promise<void> {
    return this.audit.record(tx, { accountId, action, subjectType: 'account', subjectId: accountId });
  }
}

/** Two requests of one person wait for each other, so that both are counted. */
function lockAccount(tx: EntityManager, actor: Actor): Promise<Account> {
  return tx.findOneOrFail(Account, { where: { id: actor.accountId }, lock: { mode: 'pessimistic_write' } });
}
