import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import type { Actor } from '../accounts/actor.js';
import {
  CompanyMembership,
  ForumMembership,
  type CompanyRole,
  type ForumRole,
} from '../accounts/membership.entities.js';
import { AuditService } from '../audit/audit.service.js';
import { lockCompany } from '../companies/company.queries.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { readForum } from '../forums/forum.policy.js';
import { createOnce } from '../idempotency/create-once.js';
import { normalizeEmail } from '../mails/email-address.js';
import { hourlyMails, secondsUntilHourAfter } from '../mails/mail-budget.js';
import { MailLinks } from '../mails/mail-links.js';
import { TooManyMails } from '../mails/mail.refusals.js';
import { MailsService } from '../mails/mails.service.js';
import { WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { Invitation } from './invitation.entity.js';
import {
  dailyInvitations,
  invitationDays,
  invitationStateAt,
  mayInviteTo,
  requireInvitation,
  type NewInvitation,
} from './invitation.rules.js';
import { AlreadyMember } from './sign-up.refusals.js';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** To what invitations lead; both null for the installation as a whole. */
export interface InvitationPlace {
  companyId: string | null;
  forumId: string | null;
}

/** Asks addresses to take a role, lists and takes back. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly links: MailLinks,
    private readonly mails: MailsService,
  ) {}

  /**
   * Sends the link; an open invitation of the same address to the same place is withdrawn for it. Answers, and works, the same
   * whether or not the address has an account: who has one is nobody else's to know. A role is taken only by accepting.
   */
  async invite(
    actor: Actor,
    input: NewInvitation,
    idempotencyKey: string,
    now: Date,
  ): Promise<Invitation | AlreadyMember | TooManyMails> {
    requireInvitation(input);
    const asked = { ...input, email: normalizeEmail(input.email) };
    const once = { accountId: actor.accountId, key: idempotencyKey, operation: 'invite', input: asked };
    return inTransaction(this.dataSource, async (tx) => {
      const placeName = await this.enterPlace(tx, actor, asked);
      const create = () => this.create(tx, actor, asked, placeName, now);
      return createOnce<Invitation, AlreadyMember | TooManyMails>(tx, once, create, (id) =>
        tx.findOneByOrFail(Invitation, { id }),
      );
    });
  }

  /** Newest first; at most `first` older than the cursor. For whoever may invite there. */
  async list(
    actor: Actor,
    place: InvitationPlace,
    first: number,
    before?: { createdAt: Date; id: string },
  ): Promise<Invitation[]> {
    requirePermission(mayInviteTo(actor, place));
    const query = this.dataSource
      .getRepository(Invitation)
      .createQueryBuilder('i')
      .orderBy('i.createdAt', 'DESC')
      .addOrderBy('i.id', 'DESC')
      .take(first);
    if (place.companyId) query.andWhere('i.companyId = :companyId', place);
    if (place.forumId) query.andWhere('i.forumId = :forumId', place);
    if (before) query.andWhere('(i.createdAt, i.id) < (:createdAt, :id)', before);
    return query.getMany();
  }

  /** Its link opens nothing from now on. @throws NotFound when there is none, and alike for whoever may not invite there */
  async withdraw(actor: Actor, id: string, now: Date): Promise<Invitation | WrongState> {
    return inTransaction(this.dataSource, async (tx) => {
      const invitation = await tx.findOne(Invitation, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!invitation || !mayInviteTo(actor, invitation)) throw new NotFound('invitation', id);
      const state = invitationStateAt(invitation, now);
      if (state !== 'open') return new WrongState(state, ['open']);

      await this.end(tx, actor.accountId, invitation, now);
      return invitation;
    });
  }

  /** For a sign-up that was approved: an account without a role. */
  async inviteSignedUp(
    tx: EntityManager,
    actor: Actor,
    signUp: { email: string; locale: Invitation['locale']; placeName: string },
    now: Date,
  ): Promise<Invitation> {
    const { email, locale, placeName } = signUp;
    const invitation = await this.insert(tx, actor, { email, role: 'none', locale }, now);
    await this.send(tx, invitation, 'sign-up-approved', placeName, now);
    return invitation;
  }

  private async create(
    tx: EntityManager,
    actor: Actor,
    input: NewInvitation,
    placeName: string,
    now: Date,
  ): Promise<Invitation | AlreadyMember | TooManyMails> {
    if (await hasRole(tx, input)) return new AlreadyMember();
    const refusal = await refuseTooMany(tx, actor, input.email, now);
    if (refusal) return refusal;

    for (const earlier of await findOpen(tx, input, now)) await this.end(tx, actor.accountId, earlier, now);
    const invitation = await this.insert(tx, actor, input, now);
    await this.send(tx, invitation, 'invitation', placeName, now);
    return invitation;
  }

  private async insert(tx: EntityManager, actor: Actor, input: NewInvitation, now: Date): Promise<Invitation> {
    const invitation = await tx.save(
      tx.create(Invitation, {
        email: input.email,
        role: input.role,
        companyId: input.companyId ?? null,
        forumId: input.forumId ?? null,
        invitedById: actor.accountId,
        locale: input.locale ?? 'en',
        createdAt: now,
        expiresAt: new Date(now.getTime() + invitationDays * dayMs),
      }),
    );
    await this.record(tx, actor.accountId, 'invitation.sent', invitation);
    return invitation;
  }

  private async send(
    tx: EntityManager,
    invitation: Invitation,
    kind: 'invitation' | 'sign-up-approved',
    placeName: string,
    now: Date,
  ): Promise<void> {
    const { id, email, locale, role } = invitation;
    const validMinutes = invitationDays * 24 * 60;
    const link = await this.links.issue(tx, { purpose: 'invitation', email, subjectId: id, validMinutes }, now);
    await this.mails.queue(tx, { kind, recipient: email, locale, parameters: { placeName, role }, link }, now);
  }

  private async end(tx: EntityManager, accountId: string, invitation: Invitation, now: Date): Promise<void> {
    invitation.withdrawnAt = now;
    await tx.save(invitation);
    await this.links.withdraw(tx, { subjectId: invitation.id }, now);
    await this.record(tx, accountId, 'invitation.withdrawn', invitation);
  }

  /**
   * The name of the place, for the mail.
   *
   * @throws NotFound when there is none, NotAllowed for whoever may not invite there
   */
  private async enterPlace(tx: EntityManager, actor: Actor, place: Partial<InvitationPlace>): Promise<string> {
    // First, so that a stranger hears the same of any id.
    requirePermission(mayInviteTo(actor, place));
    const company = place.companyId ? await lockCompany(tx, actor, place.companyId) : null;
    const forum = place.forumId ? await readForum(tx, actor, place.forumId, 'none') : null;
    return company?.profile.nameEn ?? forum?.nameEn ?? '';
  }

  private record(tx: EntityManager, accountId: string, action: string, invitation: Invitation): Promise<void> {
    const { id, role, companyId, forumId } = invitation;
    const subject = { subjectType: 'invitation', subjectId: id, forumId };
    return this.audit.record(tx, { accountId, action, ...subject, after: { role, companyId } });
  }
}

/**
 * Whether the account with this address has that very role: of a company or forum, whose people the inviter knows; of the
 * installation, whose accounts administrators know. One query, whether or not there is such an account.
 */
function hasRole(tx: EntityManager, { email, role, companyId, forumId }: NewInvitation): Promise<boolean> {
  const account = { email };
  if (companyId) return tx.existsBy(CompanyMembership, { account, companyId, role: role as CompanyRole });
  if (forumId) return tx.existsBy(ForumMembership, { account, forumId, role: role as ForumRole });
  return tx.existsBy(Account, role === 'none' ? account : { ...account, isAdministrator: true });
}

/** Counts what went to this address within the hour, and what the actor sent within the day. */
async function refuseTooMany(tx: EntityManager, actor: Actor, email: string, now: Date): Promise<TooManyMails | null> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [email]);
  const since = (ms: number) => ({ createdAt: MoreThan(new Date(now.getTime() - ms)) });
  const order = { createdAt: 'ASC' } as const;
  const toAddress = await tx.find(Invitation, { where: { email, ...since(hourMs) }, order });
  if (toAddress.length >= hourlyMails.perEmail)
    return new TooManyMails(secondsUntilHourAfter(toAddress[0]!.createdAt, now));
  const sent = await tx.countBy(Invitation, { invitedById: actor.accountId, ...since(dayMs) });
  return sent >= dailyInvitations ? new TooManyMails(hourMs / 1000) : null;
}

function findOpen(tx: EntityManager, { email, companyId, forumId }: NewInvitation, now: Date): Promise<Invitation[]> {
  const where: FindOptionsWhere<Invitation> = { email, acceptedAt: IsNull(), withdrawnAt: IsNull() };
  return tx.find(Invitation, {
    where: { ...where, companyId: companyId ?? IsNull(), forumId: forumId ?? IsNull(), expiresAt: MoreThan(now) },
    lock: { mode: 'pessimistic_write' },
  });
}
