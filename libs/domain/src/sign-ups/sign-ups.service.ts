import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, MoreThan, type EntityManager } from 'typeorm';
import { isOrganizerOf, isStaffOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { requireReason } from '../companies/reason.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { readForum } from '../forums/forum.policy.js';
import { normalizeEmail } from '../mails/email-address.js';
import { readMailBudget, type Requester } from '../mails/mail-budget.js';
import { MailLinks } from '../mails/mail-links.js';
import { LinkInvalid, TooManyMails } from '../mails/mail.refusals.js';
import { MailsService } from '../mails/mails.service.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { refuseStaleEdit, refuseWrongState, type EditConflict, type WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { InvitationsService } from './invitations.service.js';
import { SignUp, type SignUpState } from './sign-up.entity.js';
import {
  decidedDays,
  isForumOpenToSignUps,
  requireSignUp,
  signUpBounds,
  verificationHours,
  type NewSignUp,
} from './sign-up.rules.js';

const hourMs = 60 * 60_000;

/** People without an account apply for one; the organizers of the forum decide. */
@Injectable()
export class SignUpsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly links: MailLinks,
    private readonly mails: MailsService,
    private readonly invitations: InvitationsService,
    private readonly notifications: NotificationsService,
  ) {}

  /**
   * Sends a link to the address. One that has applied as often as it may, or has an application that waits at this forum,
   * gets none, with the same answer: that somebody applied is nobody else's to know.
   *
   * @throws NotFound for a forum that does not take sign-ups, or does not exist
   */
  async apply(input: NewSignUp, requester: Requester, now: Date): Promise<TooManyMails | null> {
    requireSignUp(input);
    const email = normalizeEmail(input.email);
    return inTransaction(this.dataSource, async (tx) => {
      const forum = await tx.findOneBy(Forum, { id: input.forumId });
      if (!forum || !isForumOpenToSignUps(forum.state)) throw new NotFound('forum', input.forumId);
      const budget = await readMailBudget(tx, this.links, { email, requester }, now);
      if (budget.refusal || budget.isEmailExhausted) return budget.refusal;
      if (await hasEnoughOpen(tx, email, forum.id, now)) return null;

      const signUp = await tx.save(
        tx.create(SignUp, {
          forumId: forum.id,
          email,
          displayName: input.displayName.trim(),
          companyText: input.companyText.trim(),
          locale: input.locale ?? 'en',
          createdAt: now,
        }),
      );
      await this.sendVerification(tx, signUp, forum, requester, now);
      await this.record(tx, null, 'sign-up.applied', signUp);
      return null;
    });
  }

  /** Spends the link; from now on the organizers see it, and are told. Other tries of the same address end. */
  async verify(token: string, now: Date): Promise<SignUp | LinkInvalid> {
    return inTransaction(this.dataSource, async (tx) => {
      const link = await this.links.find(tx, 'sign-up-verification', token, now);
      if (!link?.subjectId) return new LinkInvalid();
      const signUp = await tx.findOneBy(SignUp, { id: link.subjectId });
      if (signUp?.state !== 'unverified') return new LinkInvalid();
      const forum = await tx.findOneByOrFail(Forum, { id: signUp.forumId });

      await this.links.spend(tx, link, now);
      const { forumId, email } = signUp;
      for (const { id } of await tx.findBy(SignUp, { forumId, email, state: 'unverified' }))
        if (id !== signUp.id) await this.links.withdraw(tx, { subjectId: id }, now);
      signUp.state = 'pending';
      signUp.verifiedAt = now;
      await tx.save(signUp);
      await this.record(tx, null, 'sign-up.verified', signUp);
      const parameters = { forumName: forum.nameEn };
      await this.notifications.tellStaff(tx, forumId, { kind: 'sign-up.verified', parameters, forumId });
      return signUp;
    });
  }

  /** Those whose address is proven, newest first, for the forum's staff and administrators; at most `first`. */
  async list(
    actor: Actor,
    of: { forumId: string; state: SignUpState | null },
    first: number,
    before?: { createdAt: Date; id: string },
  ): Promise<SignUp[]> {
    requirePermission(isStaffOf(actor, of.forumId) || actor.isAdministrator);
    await readForum(this.dataSource.manager, actor, of.forumId, 'none');
    const query = this.dataSource
      .getRepository(SignUp)
      .createQueryBuilder('s')
      .where('s.forumId = :forumId', of)
      .andWhere(`s.state <> 'unverified'`)
      .orderBy('s.createdAt', 'DESC')
      .addOrderBy('s.id', 'DESC')
      .take(first);
    if (of.state) query.andWhere('s.state = :state', of);
    if (before) query.andWhere('(s.createdAt, s.id) < (:createdAt, :id)', before);
    return query.getMany();
  }

  /** Sends a link with which the person sets a password. */
  async approve(
    actor: Actor,
    id: string,
    expectedVersion: number,
    now: Date,
  ): Promise<SignUp | WrongState | EditConflict> {
    return inTransaction(this.dataSource, async (tx) => {
      const { signUp, forum } = await lockToDecide(tx, actor, id);
      const refusal = refuseWrongState(signUp.state, ['pending']) ?? refuseStaleEdit(signUp, expectedVersion);
      if (refusal) return refusal;

      const { email, locale } = signUp;
      const invitation = await this.invitations.inviteSignedUp(
        tx,
        actor,
        { email, locale, placeName: forum.nameEn },
        now,
      );
      Object.assign(signUp, { state: 'approved', decidedAt: now, decidedById: actor.accountId });
      signUp.invitationId = invitation.id;
      await tx.save(signUp);
      await this.record(tx, actor, 'sign-up.approved', signUp);
      return signUp;
    });
  }

  /** Tells the person why. */
  async decline(
    actor: Actor,
    id: string,
    reason: string,
    expectedVersion: number,
    now: Date,
  ): Promise<SignUp | WrongState | EditConflict> {
    requireReason(reason);
    return inTransaction(this.dataSource, async (tx) => {
      const { signUp, forum } = await lockToDecide(tx, actor, id);
      const refusal = refuseWrongState(signUp.state, ['pending']) ?? refuseStaleEdit(signUp, expectedVersion);
      if (refusal) return refusal;

      Object.assign(signUp, { state: 'declined', decidedAt: now, decidedById: actor.accountId });
      signUp.reason = reason.trim();
      await tx.save(signUp);
      const parameters = { placeName: forum.nameEn, reason: signUp.reason };
      const { email: recipient, locale } = signUp;
      await this.mails.queue(tx, { kind: 'sign-up-declined', recipient, locale, parameters }, now);
      await this.record(tx, actor, 'sign-up.declined', signUp);
      return signUp;
    });
  }

  /** Deletes those that nobody verified in time, and decided ones after half a year. */
  async sweep(now: Date): Promise<void> {
    const signUps = this.dataSource.getRepository(SignUp);
    const ago = (hours: number) => LessThan(new Date(now.getTime() - hours * hourMs));
    await signUps.delete({ state: 'unverified', createdAt: ago(verificationHours) });
    await signUps.delete({ decidedAt: ago(decidedDays * 24) });
  }

  private async sendVerification(
    tx: EntityManager,
    signUp: SignUp,
    forum: Forum,
    { networkAddress }: Requester,
    now: Date,
  ): Promise<void> {
    const { id: subjectId, email, locale } = signUp;
    const about = { purpose: 'sign-up-verification', email, subjectId, networkAddress } as const;
    const link = await this.links.issue(tx, { ...about, validMinutes: verificationHours * 60 }, now);
    // Nothing that the applicant wrote goes to an address that nobody has proven.
    const parameters = { placeName: forum.nameEn };
    await this.mails.queue(tx, { kind: 'sign-up-verification', recipient: email, locale, parameters, link }, now);
  }

  private record(tx: EntityManager, actor: Actor | null, action: string, { id, forumId }: SignUp): Promise<void> {
    const accountId = actor?.accountId ?? null;
    return this.audit.record(tx, { accountId, action, subjectType: 'sign-up', subjectId: id, forumId });
  }
}

/** @throws NotFound when there is none, and alike for whoever does not organize its forum */
async function lockToDecide(tx: EntityManager, actor: Actor, id: string): Promise<{ signUp: SignUp; forum: Forum }> {
  const signUp = await tx.findOne(SignUp, { where: { id }, lock: { mode: 'pessimistic_write' } });
  const mayDecide = signUp && (actor.isAdministrator || isOrganizerOf(actor, signUp.forumId));
  if (!mayDecide || signUp.state === 'unverified') throw new NotFound('sign-up', id);
  return { signUp, forum: await tx.findOneByOrFail(Forum, { id: signUp.forumId }) };
}

/** Under the lock of the address, which the budget took. */
async function hasEnoughOpen(tx: EntityManager, email: string, forumId: string, now: Date): Promise<boolean> {
  if (await tx.existsBy(SignUp, { email, forumId, state: 'pending' })) return true;
  const since = new Date(now.getTime() - verificationHours * hourMs);
  const open = await tx.countBy(SignUp, [
    { email, state: 'pending' },
    { email, state: 'unverified', createdAt: MoreThan(since) },
  ]);
  return open >= signUpBounds.open;
}
