import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { EmailTaken, IdentityTaken } from '../accounts/account.refusals.js';
import { AccountsService, accountFaults, type NewAccount } from '../accounts/accounts.service.js';
import type { Actor } from '../accounts/actor.js';
import { linkIdentity, type ProvenIdentity } from '../accounts/external-identities.service.js';
import { ExternalIdentity } from '../accounts/external-identity.entity.js';
import {
  CompanyMembership,
  ForumMembership,
  type CompanyRole,
  type ForumRole,
} from '../accounts/membership.entities.js';
import { AuditService } from '../audit/audit.service.js';
import { requireNoFaults } from '../domain-error.js';
import { MailLinks } from '../mails/mail-links.js';
import { LinkInvalid } from '../mails/mail.refusals.js';
import type { MailLink } from '../mails/mail-link.entity.js';
import { inTransaction, violatedConstraint } from '../transaction.js';
import { Invitation } from './invitation.entity.js';
import { invitationStateAt } from './invitation.rules.js';

/** What somebody says who accepts without having an account; the address is that of the invitation. */
export type NewPerson = Omit<NewAccount, 'email' | 'password'>;

/** Whoever holds the link of an invitation takes the role, once. */
@Injectable()
export class InvitationAcceptanceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly links: MailLinks,
    private readonly accounts: AccountsService,
  ) {}

  /** Makes the account. That there is one already is told to whoever reads the mail of its address: they sign in and join. */
  async accept(
    token: string,
    person: NewPerson & { password: string },
    now: Date,
  ): Promise<Account | LinkInvalid | EmailTaken> {
    requireNoFaults(accountFaults({ ...person, email: 'checked@when.invited' }));
    try {
      return await inTransaction(this.dataSource, (tx) => this.make(tx, token, person, now));
    } catch (error) {
      if (violatedConstraint(error) === 'uq_account_email') return new EmailTaken();
      throw error;
    }
  }

  /** Makes the account without a password: its person signs in by this identity. */
  async acceptByIdentity(
    token: string,
    person: NewPerson,
    { issuer, subject }: ProvenIdentity,
    now: Date,
  ): Promise<Account | LinkInvalid | EmailTaken | IdentityTaken> {
    requireNoFaults(accountFaults({ ...person, password: null, email: 'checked@when.invited' }));
    try {
      return await inTransaction(this.dataSource, async (tx) => {
        if (await tx.existsBy(ExternalIdentity, { issuer, subject })) return new IdentityTaken();
        const account = await this.make(tx, token, { ...person, password: null }, now);
        if (account instanceof Account) await linkIdentity(tx, this.audit, account.id, { issuer, subject });
        return account;
      });
    } catch (error) {
      const violated = violatedConstraint(error);
      if (violated === 'uq_account_email') return new EmailTaken();
      if (violated === 'uq_external_identity_issuer_subject') return new IdentityTaken();
      throw error;
    }
  }

  /** For whoever has an account with the invited address; for any other account the link is not valid. */
  async join(actor: Actor, token: string, now: Date): Promise<Account | LinkInvalid> {
    return inTransaction(this.dataSource, async (tx) => {
      const opened = await this.open(tx, token, now);
      const account = await tx.findOneByOrFail(Account, { id: actor.accountId });
      if (!opened || opened.invitation.email !== account.email) return new LinkInvalid();

      account.emailVerifiedAt ??= now;
      await this.take(tx, account, opened.invitation, opened.link, now);
      return account;
    });
  }

  private async make(
    tx: EntityManager,
    token: string,
    person: Omit<NewAccount, 'email'>,
    now: Date,
  ): Promise<Account | LinkInvalid | EmailTaken> {
    const opened = await this.open(tx, token, now);
    if (!opened) return new LinkInvalid();
    const { invitation, link } = opened;
    if (await tx.existsBy(Account, { email: invitation.email })) return new EmailTaken();

    const account = await this.accounts.createProven(tx, { ...person, email: invitation.email }, now);
    await this.take(tx, account, invitation, link, now);
    return account;
  }

  /** The open invitation of a token, both rows locked, while its sender may still invite there. */
  private async open(
    tx: EntityManager,
    token: string,
    now: Date,
  ): Promise<{ invitation: Invitation; link: MailLink } | null> {
    const link = await this.links.find(tx, 'invitation', token, now);
    if (!link?.subjectId) return null;
    const invitation = await tx.findOne(Invitation, {
      where: { id: link.subjectId },
      lock: { mode: 'pessimistic_write' },
    });
    const isOpen = invitation && invitationStateAt(invitation, now) === 'open';
    return isOpen && (await maySenderInvite(tx, invitation)) ? { invitation, link } : null;
  }

  private async take(
    tx: EntityManager,
    account: Account,
    invitation: Invitation,
    link: MailLink,
    now: Date,
  ): Promise<void> {
    await this.links.spend(tx, link, now);
    await tx.update(Invitation, { id: invitation.id }, { acceptedAt: now, acceptedById: account.id });
    if (invitation.role === 'administrator') account.isAdministrator = true;
    await tx.save(account);
    if (invitation.companyId) await joinCompany(tx, account.id, invitation.companyId, invitation.role as CompanyRole);
    if (invitation.forumId) await joinForum(tx, account.id, invitation.forumId, invitation.role as ForumRole);
    const { id, role, companyId, forumId } = invitation;
    const act = { action: 'invitation.accepted', subjectType: 'invitation', subjectId: id, forumId };
    await this.audit.record(tx, { accountId: account.id, ...act, after: { role, companyId } });
  }
}

/** Who was removed since may have invited another address of their own: what they sent holds no more. */
async function maySenderInvite(tx: EntityManager, invitation: Invitation): Promise<boolean> {
  const { invitedById: accountId, companyId, forumId } = invitation;
  const sender = accountId && (await tx.findOneBy(Account, { id: accountId }));
  if (!sender) return false;
  if (sender.isAdministrator || invitation.role === 'none') return true;
  if (companyId) return tx.existsBy(CompanyMembership, { accountId: sender.id, companyId, role: 'owner' });
  return forumId !== null && tx.existsBy(ForumMembership, { accountId: sender.id, forumId, role: 'organizer' });
}

/** An invitation never takes a role away: an owner stays owner. */
async function joinCompany(tx: EntityManager, accountId: string, companyId: string, role: CompanyRole): Promise<void> {
  const present = await tx.findOneBy(CompanyMembership, { accountId, companyId });
  if (present?.role !== 'owner') await tx.save(tx.create(CompanyMembership, { accountId, companyId, role }));
}

async function joinForum(tx: EntityManager, accountId: string, forumId: string, role: ForumRole): Promise<void> {
  const present = await tx.findOneBy(ForumMembership, { accountId, forumId });
  if (present?.role !== 'organizer') await tx.save(tx.create(ForumMembership, { accountId, forumId, role }));
}
