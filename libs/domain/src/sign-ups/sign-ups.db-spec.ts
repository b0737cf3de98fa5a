import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobsService, Signals } from '#jobs';
import { createLogger } from '#logging';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  insertCompany,
  insertForum,
  joinCompany,
  joinForum,
  readTableContents,
  testAudit,
  testServerKey,
  type TestDatabase,
} from '#testing';
import { Account } from '../accounts/account.entity.js';
import { EmailTaken } from '../accounts/account.refusals.js';
import { AccountsService } from '../accounts/accounts.service.js';
import type { Actor } from '../accounts/actor.js';
import { CompanyMembership, ForumMembership } from '../accounts/membership.entities.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { Company } from '../companies/company.entity.js';
import { NotAllowed, NotFound } from '../domain-error.js';
import type { Forum } from '../forums/forum.entity.js';
import { hourlyMails } from '../mails/mail-budget.js';
import { MailLink } from '../mails/mail-link.entity.js';
import { MailLinks } from '../mails/mail-links.js';
import { Mail } from '../mails/mail.entity.js';
import { LinkInvalid, TooManyMails } from '../mails/mail.refusals.js';
import { MailsService } from '../mails/mails.service.js';
import { Notification } from '../notifications/notification.entity.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { WrongState } from '../refusal.js';
import { ServerKeys } from '../server-keys.js';
import { InvitationAcceptanceService } from './invitation-acceptance.service.js';
import { Invitation } from './invitation.entity.js';
import { InvitationsService } from './invitations.service.js';
import { SignUp } from './sign-up.entity.js';
import { AlreadyMember } from './sign-up.refusals.js';
import { signUpBounds } from './sign-up.rules.js';
import { SignUpsService } from './sign-ups.service.js';

const now = new Date('2027-05-10T12:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const dayMinutes = 24 * 60;
const person = { displayName: 'Li Wei', password: 'correct horse battery' };
const anyKey = (): string => randomUUID();
const anyEmail = (): string => `${randomUUID()}@test.example`;

describe('invitations and sign-ups', () => {
  let database: TestDatabase;
  let links: MailLinks;
  let signals: Signals;
  let invitations: InvitationsService;
  let acceptance: InvitationAcceptanceService;
  let signUps: SignUpsService;
  let company: Company;
  let forum: Forum;
  let owner: Actor;
  let organizer: Actor;
  let organizerAccount: Account;
  let administrator: Actor;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource, url } = database;
    const audit = testAudit;
    signals = new Signals({ backend: 'postgres', url }, createLogger({ processName: 'test', level: 'silent' }));
    links = new MailLinks(new ServerKeys(testServerKey));
    const mails = new MailsService(dataSource, new JobsService(), links);
    invitations = new InvitationsService(dataSource, audit, links, mails);
    acceptance = new InvitationAcceptanceService(dataSource, audit, links, new AccountsService(dataSource, audit));
    const notifications = new NotificationsService(dataSource, signals);
    signUps = new SignUpsService(dataSource, audit, links, mails, invitations, notifications);
  });
  afterAll(async () => {
    await signals.close();
    await database.close();
  });

  beforeEach(async () => {
    const { dataSource } = database;
    company = await insertCompany(dataSource);
    forum = await insertForum(dataSource, { state: 'registration' });
    const ownerAccount = await insertAccount(dataSource);
    await joinCompany(dataSource, ownerAccount, company, 'owner');
    owner = actorOf(ownerAccount, { companies: [[company, 'owner']] });
    organizerAccount = await insertAccount(dataSource);
    await joinForum(dataSource, organizerAccount, forum, 'organizer');
    organizer = actorOf(organizerAccount, { forums: [[forum, 'organizer']] });
    administrator = actorOf(await insertAccount(dataSource, { isAdministrator: true }));
  });

  const rows = <T extends object>(entity: new () => T) => database.dataSource.getRepository(entity);

  /** The token of the latest link about an invitation or sign-up. */
  async function tokenOf({ id: subjectId }: { id: string }): Promise<string> {
    const link = await rows(MailLink).findOneOrFail({ where: { subjectId }, order: { createdAt: 'DESC' } });
    return links.tokenOf(link.id);
  }

  async function inviteMember(email = anyEmail(), at = now): Promise<Invitation> {
    const input = { email, role: 'member', companyId: company.id } as const;
    return (await invitations.invite(owner, input, anyKey(), at)) as Invitation;
  }

  describe('an invitation', () => {
    it('makes an account with a role and a proven address, by a link that works once', async () => {
      const invitation = await inviteMember('  Li.Wei@Test.example ');
      const token = await tokenOf(invitation);
      const account = (await acceptance.accept(token, person, later(1))) as Account;

      expect(account).toMatchObject({
        email: 'li.wei@test.example',
        emailVerifiedAt: later(1),
        isAdministrator: false,
      });
      expect(await rows(CompanyMembership).findBy({ accountId: account.id })).toMatchObject([
        { companyId: company.id, role: 'member' },
      ]);
      expect(await acceptance.accept(token, person, later(1))).toEqual(new LinkInvalid());
      const acts = await rows(AuditEntry).find({ where: { subjectId: invitation.id }, order: { id: 'ASC' } });
      expect(acts.map(({ action, accountId }) => [action, accountId])).toEqual([
        ['invitation.sent', owner.accountId],
        ['invitation.accepted', account.id],
      ]);
      expect(JSON.stringify(acts)).not.toContain('li.wei');
    });

    it('adds the role to the account with the invited address, and to no other', async () => {
      const account = await insertAccount(database.dataSource);
      const stranger = await insertAccount(database.dataSource);
      const input = { email: account.email, role: 'assistant', forumId: forum.id } as const;
      const invitation = (await invitations.invite(organizer, input, anyKey(), now)) as Invitation;
      const token = await tokenOf(invitation);

      expect(await acceptance.accept(token, person, now)).toEqual(new EmailTaken());
      expect(await acceptance.join(actorOf(stranger), token, now)).toEqual(new LinkInvalid());
      expect(await acceptance.join(actorOf(account), token, now)).toMatchObject({
        id: account.id,
        emailVerifiedAt: now,
      });
      expect(await rows(ForumMembership).findBy({ forumId: forum.id, accountId: account.id })).toMatchObject([
        { role: 'assistant' },
      ]);
    });

    it('never lowers a role', async () => {
      const { email } = await rows(Account).findOneByOrFail({ id: owner.accountId });
      const invitation = await inviteMember(email);
      await acceptance.join(owner, await tokenOf(invitation), now);
      expect(await rows(CompanyMembership).findBy({ companyId: company.id })).toMatchObject([{ role: 'owner' }]);
    });

    it('is refused alike when it is used, expired, withdrawn, replaced, for something else or guessed', async () => {
      const used = await tokenOf(await inviteMember());
      await acceptance.accept(used, person, now);
      const expired = await tokenOf(await inviteMember());
      const taken = await inviteMember();
      const withdrawn = await tokenOf(taken);
      await invitations.withdraw(owner, taken.id, now);
      const twice = anyEmail();
      const replaced = await tokenOf(await inviteMember(twice));
      const replacement = await tokenOf(await inviteMember(twice, later(1)));
      await signUps.apply({ forumId: forum.id, email: anyEmail(), ...applicant }, requester(), now);
      const foreign = await tokenOf(await rows(SignUp).findOneByOrFail({ forumId: forum.id }));
      const before = await readTableContents(database.ownerUrl);

      const tries = [used, withdrawn, replaced, foreign, 'A'.repeat(43)];
      const refusals = await Promise.all(tries.map((token) => acceptance.accept(token, person, later(2))));
      refusals.push(await acceptance.accept(expired, person, later(7 * dayMinutes)));
      expect(refusals).toEqual(Array(6).fill(new LinkInvalid()));
      expect(await readTableContents(database.ownerUrl)).toEqual(before);
      // There was something to refuse: in time, and the newest of two, they open.
      expect(await acceptance.accept(expired, person, later(7 * dayMinutes - 1))).toBeInstanceOf(Account);
      expect(await acceptance.accept(replacement, person, later(2))).toBeInstanceOf(Account);
    });

    it('holds no more when its sender has lost the right to send it', async () => {
      const token = await tokenOf(await inviteMember());
      const other = await insertAccount(database.dataSource);
      await joinCompany(database.dataSource, other, company, 'owner');
      await rows(CompanyMembership).update({ accountId: owner.accountId }, { role: 'member' });
      expect(await acceptance.accept(token, person, now)).toEqual(new LinkInvalid());
      await rows(CompanyMembership).update({ accountId: owner.accountId }, { role: 'owner' });
      expect(await acceptance.accept(token, person, now)).toBeInstanceOf(Account);
    });

    it('is sent, listed and withdrawn by whoever may invite there, and by nobody else', async () => {
      const stranger = actorOf(await insertAccount(database.dataSource));
      const member = { ...owner, companyRoles: new Map([[company.id, 'member' as const]]) };
      const assistant = { ...organizer, forumRoles: new Map([[forum.id, 'assistant' as const]]) };
      const toCompany = { email: anyEmail(), role: 'owner', companyId: company.id } as const;
      const toForum = { email: anyEmail(), role: 'organizer', forumId: forum.id } as const;
      const toInstallation = { email: anyEmail(), role: 'administrator' } as const;
      const invite = (actor: Actor, input: typeof toCompany | typeof toForum | typeof toInstallation) =>
        invitations.invite(actor, input, anyKey(), now);

      for (const actor of [stranger, member, organizer])
        await expect(invite(actor, toCompany)).rejects.toThrow(NotAllowed);
      for (const actor of [stranger, assistant, owner])
        await expect(invite(actor, toForum)).rejects.toThrow(NotAllowed);
      for (const actor of [owner, organizer]) await expect(invite(actor, toInstallation)).rejects.toThrow(NotAllowed);
      for (const input of [toCompany, toForum, toInstallation])
        expect(await invite(administrator, input)).toBeInstanceOf(Invitation);

      const ours = { companyId: company.id, forumId: null };
      const listed = await invitations.list(owner, ours, 10);
      expect(listed.map(({ email }) => email)).toEqual([toCompany.email]);
      await expect(invitations.list(stranger, ours, 10)).rejects.toThrow(NotAllowed);
      await expect(invitations.list(owner, { companyId: null, forumId: null }, 10)).rejects.toThrow(NotAllowed);
      await expect(invitations.withdraw(organizer, listed[0]!.id, now)).rejects.toThrow(NotFound);
      expect(await invitations.withdraw(owner, listed[0]!.id, now)).toMatchObject({ withdrawnAt: now });
      expect(await invitations.withdraw(owner, listed[0]!.id, now)).toEqual(new WrongState('withdrawn', ['open']));
    });

    it('is one for the same request sent twice, and refused to whoever has the role', async () => {
      const key = anyKey();
      const input = { email: anyEmail(), role: 'member', companyId: company.id } as const;
      const first = (await invitations.invite(owner, input, key, now)) as Invitation;
      expect(await invitations.invite(owner, input, key, now)).toMatchObject({ id: first.id });
      expect(await rows(Mail).countBy({ recipient: input.email })).toBe(1);
      await acceptance.accept(await tokenOf(first), person, now);
      expect(await invitations.invite(owner, input, anyKey(), now)).toEqual(new AlreadyMember());
    });

    it('goes to one address a few times an hour at most', async () => {
      const email = anyEmail();
      for (let i = 0; i < hourlyMails.perEmail; i++) expect(await inviteMember(email)).toBeInstanceOf(Invitation);
      expect(await inviteMember(email, later(20))).toEqual(new TooManyMails(40 * 60));
      expect(await inviteMember(email, later(60))).toBeInstanceOf(Invitation);
    });

    it('says which field does not fit', async () => {
      const input = { email: 'a@b, c@d', role: 'owner', forumId: forum.id } as const;
      await expect(invitations.invite(owner, input, anyKey(), now)).rejects.toMatchObject({
        parameters: { faults: [{ field: 'email' }, { field: 'companyId' }, { field: 'forumId' }] },
      });
    });
  });

  const applicant = { displayName: 'Amina Diallo', companyText: 'Solar pumps for small farms' };
  const requester = () => ({ networkAddress: randomUUID(), hourlyMails: 50 });

  describe('a sign-up', () => {
    async function apply(email = anyEmail(), at = now): Promise<SignUp | null> {
      const request = { forumId: forum.id, email, ...applicant };
      expect(await signUps.apply(request, requester(), at)).toBeNull();
      return rows(SignUp).findOne({ where: { email }, order: { createdAt: 'DESC' } });
    }
    const list = (actor = organizer) => signUps.list(actor, { forumId: forum.id, state: null }, 10);

    it('is shown to the organizers once its address is proven, and approved it leads to an account', async () => {
      const signUp = (await apply())!;
      expect(await list()).toEqual([]);
      await expect(signUps.approve(organizer, signUp.id, signUp.version, now)).rejects.toThrow(NotFound);

      const token = await tokenOf(signUp);
      const verified = (await signUps.verify(token, later(1))) as SignUp;
      expect(await signUps.verify(token, later(1))).toEqual(new LinkInvalid());
      expect(await list()).toMatchObject([{ id: signUp.id, state: 'pending', ...applicant }]);
      const told = await rows(Notification).findBy({ forumId: forum.id });
      expect(told.map(({ accountId, kind }) => [accountId, kind])).toEqual([[organizerAccount.id, 'sign-up.verified']]);
      expect(JSON.stringify(told)).not.toContain(applicant.displayName);

      const approved = (await signUps.approve(organizer, signUp.id, verified.version, later(2))) as SignUp;
      expect(approved).toMatchObject({ state: 'approved', decidedById: organizerAccount.id });
      const account = await acceptance.accept(await tokenOf({ id: approved.invitationId! }), person, later(3));
      expect(account).toMatchObject({ email: signUp.email, emailVerifiedAt: later(3) });
      expect(await signUps.approve(organizer, signUp.id, approved.version, later(4))).toEqual(
        new WrongState('approved', ['pending']),
      );
    });

    it('is declined with a reason that the applicant reads', async () => {
      const signUp = (await apply())!;
      const { version } = (await signUps.verify(await tokenOf(signUp), now)) as SignUp;
      await signUps.decline(organizer, signUp.id, 'Not the theme of this forum', version, now);
      const mail = await rows(Mail).findOneByOrFail({ recipient: signUp.email, kind: 'sign-up-declined' });
      expect(mail.parameters).toEqual({ placeName: forum.nameEn, reason: 'Not the theme of this forum' });
      expect(await list()).toMatchObject([{ state: 'declined', reason: 'Not the theme of this forum' }]);
    });

    it('tells nothing that the applicant wrote to an address that nobody has proven', async () => {
      const { email } = (await apply())!;
      const mail = await rows(Mail).findOneByOrFail({ recipient: email });
      expect(mail.parameters).toEqual({ placeName: forum.nameEn });
    });

    it('is decided by organizers of its forum and administrators alone', async () => {
      const signUp = (await apply())!;
      const { version } = (await signUps.verify(await tokenOf(signUp), now)) as SignUp;
      const assistant = { ...organizer, forumRoles: new Map([[forum.id, 'assistant' as const]]) };
      const elsewhere = { ...organizer, forumRoles: new Map([[randomUUID(), 'organizer' as const]]) };
      for (const actor of [assistant, elsewhere, owner]) {
        await expect(signUps.approve(actor, signUp.id, version, now)).rejects.toThrow(NotFound);
        await expect(signUps.decline(actor, signUp.id, 'No', version, now)).rejects.toThrow(NotFound);
      }
      for (const actor of [elsewhere, owner]) await expect(list(actor)).rejects.toThrow(NotAllowed);
      expect(await list(assistant)).toHaveLength(1);
      expect(await signUps.approve(administrator, signUp.id, version, now)).toMatchObject({ state: 'approved' });
    });

    it('cannot be made more often than a few times by one address, with the same answer', async () => {
      const email = anyEmail();
      for (let i = 0; i < signUpBounds.open + 1; i++) await apply(email, later(i));
      expect(await rows(SignUp).countBy({ email })).toBe(signUpBounds.open);
      expect(await rows(Mail).countBy({ recipient: email })).toBe(signUpBounds.open);

      const other = (await apply())!;
      await signUps.verify(await tokenOf(other), now);
      await apply(other.email, later(1));
      expect(await rows(SignUp).countBy({ email: other.email })).toBe(1);
    });

    it('ends the other links of its address when one is used', async () => {
      const email = anyEmail();
      const first = await tokenOf((await apply(email, now))!);
      const second = await tokenOf((await apply(email, later(1)))!);
      expect(await signUps.verify(second, later(2))).toMatchObject({ state: 'pending' });
      expect(await signUps.verify(first, later(2))).toEqual(new LinkInvalid());
    });

    it('is not taken by a forum that is a draft, over or unknown, all alike', async () => {
      const draft = await insertForum(database.dataSource, { state: 'draft' });
      const closed = await insertForum(database.dataSource, { state: 'closed' });
      for (const forumId of [draft.id, closed.id, randomUUID()]) {
        const request = { forumId, email: anyEmail(), ...applicant };
        await expect(signUps.apply(request, requester(), now)).rejects.toThrow(NotFound);
      }
    });

    it('is deleted when nobody proves its address in time, and long after it was decided', async () => {
      const unverified = (await apply())!;
      const decided = (await apply())!;
      const { version } = (await signUps.verify(await tokenOf(decided), now)) as SignUp;
      await signUps.decline(organizer, decided.id, 'No', version, now);
      const kept = async () => (await rows(SignUp).findBy({ forumId: forum.id })).map(({ id }) => id).sort();
      await signUps.sweep(later(dayMinutes - 1));
      expect(await kept()).toEqual([unverified.id, decided.id].sort());
      await signUps.sweep(later(dayMinutes + 1));
      expect(await kept()).toEqual([decided.id]);
      await signUps.sweep(later(181 * dayMinutes));
      expect(await kept()).toEqual([]);
    });
  });
});
