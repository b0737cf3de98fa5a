import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { requireNoFaults } from '../domain-error.js';
import { emailFaults, normalizeEmail } from '../mails/email-address.js';
import { readMailBudget, type Requester } from '../mails/mail-budget.js';
import { MailLinks } from '../mails/mail-links.js';
import { LinkInvalid, TooManyMails } from '../mails/mail.refusals.js';
import { MailsService } from '../mails/mails.service.js';
import { inTransaction } from '../transaction.js';
import { Account } from './account.entity.js';
import type { Actor } from './actor.js';
import { hashPassword, passwordFaults } from './password.js';
import { PresentPasswordsService, type OwnerRefusal } from './present-passwords.service.js';
import { endSignIns } from './sign-in.tokens.js';

const resetMinutes = 60;

/** New passwords, for people who know their old one and for people who do not. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly links: MailLinks,
    private readonly mails: MailsService,
    private readonly presentPasswords: PresentPasswordsService,
  ) {}

  /**
   * Asks for a link that sets a new password. For an address without an account the same rows are written in the same order,
   * the mail and its job included; only the worker, which nobody waits for, finds that it has nobody to send it to. So neither
   * the answer nor its time tells whether there is an account.
   *
   * @returns null when it was heard, which says nothing of whether a mail goes out
   */
  async requestReset(email: string, requester: Requester, now: Date): Promise<TooManyMails | null> {
    requireNoFaults(emailFaults(email));
    const address = normalizeEmail(email);
    return inTransaction(this.dataSource, async (tx) => {
      const budget = await readMailBudget(tx, this.links, { email: address, requester }, now);
      if (budget.refusal || budget.isEmailExhausted) return budget.refusal;

      const account = await tx.findOneBy(Account, { email: address });
      const link = await this.links.issue(
        tx,
        {
          purpose: 'password-reset',
          email: address,
          accountId: account?.id ?? null,
          networkAddress: requester.networkAddress,
          validMinutes: resetMinutes,
        },
        now,
      );
      const locale = account?.locale ?? 'en';
      await this.mails.queue(tx, { kind: 'password-reset', recipient: address, locale, link }, now);
      const subject = { subjectType: 'mail-link', subjectId: link.id };
      await this.audit.record(tx, { accountId: null, action: 'account.password-reset-requested', ...subject });
      return null;
    });
  }

  /** Spends the link, sets the password and ends every sign-in; the mailbox counts as proven. */
  async reset(token: string, password: string, now: Date): Promise<Account | LinkInvalid> {
    requireNoFaults(passwordFaults(password));
    return inTransaction(this.dataSource, async (tx) => {
      const link = await this.links.find(tx, 'password-reset', token, now);
      if (!link?.accountId) return new LinkInvalid();
      const account = await tx.findOneByOrFail(Account, { id: link.accountId });
      // The address may have passed to another mailbox since: whoever reads the old one has no say any more.
      if (this.links.keyOf(account.email) !== link.emailKey) return new LinkInvalid();

      await this.links.spend(tx, link, now);
      account.emailVerifiedAt ??= now;
      await this.set(tx, account, password, now);
      await endSignIns(tx, account.id, 'all', now);
      await this.record(tx, account, 'account.password-reset');
      return account;
    });
  }

  /**
   * Sets a new password for somebody who knows the present one, or has none, and ends the account's other sign-ins.
   */
  async change(
    actor: Actor,
    passwords: { present: string | null; next: string },
    networkAddress: string,
    now: Date,
  ): Promise<Account | OwnerRefusal> {
    requireNoFaults(passwordFaults(passwords.next, 'newPassword'));
    const refusal = await this.presentPasswords.refuse(actor, passwords.present, networkAddress, now);
    if (refusal) return refusal;
    return inTransaction(this.dataSource, async (tx) => {
      const account = await tx.findOneByOrFail(Account, { id: actor.accountId });
      await this.set(tx, account, passwords.next, now);
      const which = actor.signInId === undefined ? 'all' : { exceptId: actor.signInId };
      await endSignIns(tx, account.id, which, now);
      await this.record(tx, account, 'account.password-changed');
      return account;
    });
  }

  /** Links that set a password end with it; the owner of the mailbox hears of it. */
  private async set(tx: EntityManager, account: Account, password: string, now: Date): Promise<void> {
    account.passwordHash = await hashPassword(password);
    await tx.save(account);
    await this.links.withdraw(tx, { accountId: account.id, purpose: 'password-reset' }, now);
    const { email: recipient, locale } = account;
    await this.mails.queue(tx, { kind: 'password-changed', recipient, locale }, now);
  }

  private record(tx: EntityManager, { id }: Account, action: string): Promise<void> {
    return this.audit.record(tx, { accountId: id, action, subjectType: 'account', subjectId: id });
  }
}
