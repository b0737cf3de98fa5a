import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { actorOf, insertAccount, joinCompany, readTableContents, SignUpBed } from '#testing';
import { Account } from '../accounts/account.entity.js';
import { EmailTaken } from '../accounts/account.refusals.js';
import type { Actor } from '../accounts/actor.js';
import { CompanyMembership, ForumMembership } from '../accounts/membership.entities.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { Company } from '../companies/company.entity.js';
import { NotAllowed, NotFound } from '../domain-error.js';
import type { Forum } from '../forums/forum.entity.js';
import { hourlyMails } from '../mails/mail-budget.js';
import { Mail } from '../mails/mail.entity.js';
import { LinkInvalid, TooManyMails } from '../mails/mail.refusals.js';
import { WrongState } from '../refusal.js';
import type { InvitationAcceptanceService } from './invitation-acceptance.service.js';
import { Invitation } from './invitation.entity.js';
import type { InvitationsService } from './invitations.service.js';
import { SignUp } from './sign-up.entity.js';
import { AlreadyMember } from './sign-up.refusals.js';

const { now, later, person, applicant, anyEmail, anyRequester } = SignUpBed;
const dayMinutes = 24 * 60;
const anyKey = (): string => randomUUID();

describe('an invitation', () => {
  let bed: SignUpBed;
  let invitations: InvitationsService;
  let acceptance: InvitationAcceptanceService;
  let company: Company;
  let forum: Forum;
  let owner: Actor;
  let organizer: Actor;
  let administrator: Actor;

  beforeAll(async () => {
    bed = await SignUpBed.open();
    ({ invitations, acceptance } = bed);
  });
  afterAll(() => bed.close());
  beforeEach(async () => {
    ({ company, forum, owner, organizer, administrator } = await bed.insertPlaces());
  });

  async function inviteMember(email = anyEmail(), at = now): Promise<Invitation> {
    const input = { email, role: 'member', companyId: company.id } as const;
    return (await invitations.invite(owner, input, anyKey(), at)) as Invitation;
  }

  it('makes an account with a role and a proven address, by a link that works once', async () => {
    const invitation = await inviteMember('  Li.Wei@Test.example ');
    const token = await bed.tokenOf(invitation);
    const account = (await acceptance.accept(token, person, later(1))) as Account;

    expect(account).toMatchObject({
      email: 'li.wei@test.example',
      emailVerifiedAt: later(1),
      isAdministrator: false,
    });
    expect(await bed.rows(CompanyMembership).findBy({ accountId: account.id })).toMatchObject([
      { companyId: company.id, role: 'member' },
    ]);
    expect(await acceptance.accept(token, person, later(1))).toEqual(new LinkInvalid());
    const acts = await bed.rows(AuditEntry).find({ where: { subjectId: invitation.id }, order: { id: 'ASC' } });
    expect(acts.map(({ action, accountId }) => [action, accountId])).toEqual([
      ['invitation.sent', owner.accountId],
      ['invitation.accepted', account.id],
    ]);
    expect(JSON.stringify(acts)).not.toContain('li.wei');
  });

  it('adds the role to the account with the invited address, and to no other', async () => {
    const account = await insertAccount(bed.database.dataSource);
    const stranger = await insertAccount(bed.database.dataSource);
    const input = { email: account.email, role: 'assistant', forumId: forum.id } as const;
    const invitation = (await invitations.invite(organizer, input, anyKey(), now)) as Invitation;
    const token = await bed.tokenOf(invitation);

    expect(await acceptance.accept(token, person, now)).toEqual(new EmailTaken());
    expect(await acceptance.join(actorOf(stranger), token, now)).toEqual(new LinkInvalid());
    expect(await acceptance.join(actorOf(account), token, now)).toMatchObject({
      id: account.id,
      emailVerifiedAt: now,
    });
    expect(await bed.rows(ForumMembership).findBy({ forumId: forum.id, accountId: account.id })).toMatchObject([
      { role: 'assistant' },
    ]);
  });

  it('never lowers a role', async () => {
    const { email } = await bed.rows(Account).findOneByOrFail({ id: owner.accountId });
    const invitation = await inviteMember(email);
    await acceptance.join(owner, await bed.tokenOf(invitation), now);
    expect(await bed.rows(CompanyMembership).findBy({ companyId: company.id })).toMatchObject([{ role: 'owner' }]);
  });

  it('is refused alike when it is used, expired, withdrawn, replaced, for something else or guessed', async () => {
    const used = await bed.tokenOf(await inviteMember());
    await acceptance.accept(used, person, now);
    const expired = await bed.tokenOf(await inviteMember());
    const taken = await inviteMember();
    const withdrawn = await bed.tokenOf(taken);
    await invitations.withdraw(owner, taken.id, now);
    const twice = anyEmail();
    const replaced = await bed.tokenOf(await inviteMember(twice));
    const replacement = await bed.tokenOf(await inviteMember(twice, later(1)));
    await bed.signUps.apply({ forumId: forum.id, email: anyEmail(), ...applicant }, anyRequester(), now);
    const foreign = await bed.tokenOf(await bed.rows(SignUp).findOneByOrFail({ forumId: forum.id }));
    const before = await readTableContents(bed.database.ownerUrl);

    const tries = [used, withdrawn, replaced, foreign, 'A'.repeat(43)];
    const refusals = await Promise.all(tries.map((token) => acceptance.accept(token, person, later(2))));
    refusals.push(await acceptance.accept(expired, person, later(7 * dayMinutes)));
    expect(refusals).toEqual(Array(6).fill(new LinkInvalid()));
    expect(await readTableContents(bed.database.ownerUrl)).toEqual(before);
    // There was something to refuse: in time, and the newest of two, they open.
    expect(await acceptance.accept(expired, person, later(7 * dayMinutes - 1))).toBeInstanceOf(Account);
    expect(await acceptance.accept(replacement, person, later(2))).toBeInstanceOf(Account);
  });

  it('holds no more when its sender has lost the right to send it', async () => {
    const token = await bed.tokenOf(await inviteMember());
    const other = await insertAccount(bed.database.dataSource);
    await joinCompany(bed.database.dataSource, other, company, 'owner');
    await bed.rows(CompanyMembership).update({ accountId: owner.accountId }, { role: 'member' });
    expect(await acceptance.accept(token, person, now)).toEqual(new LinkInvalid());
    await bed.rows(CompanyMembership).update({ accountId: owner.accountId }, { role: 'owner' });
    expect(await acceptance.accept(token, person, now)).toBeInstanceOf(Account);
  });

  it('is sent, listed and withdrawn by whoever may invite there, and by nobody else', async () => {
    const stranger = actorOf(await insertAccount(bed.database.dataSource));
    const member = { ...owner, companyRoles: new Map([[company.id, 'member' as const]]) };
    const assistant = { ...organizer, forumRoles: new Map([[forum.id, 'assistant' as const]]) };
    const toCompany = { email: anyEmail(), role: 'owner', companyId: company.id } as const;
    const toForum = { email: anyEmail(), role: 'organizer', forumId: forum.id } as const;
    const toInstallation = { email: anyEmail(), role: 'administrator' } as const;
    const invite = (actor: Actor, input: typeof toCompany | typeof toForum | typeof toInstallation) =>
      invitations.invite(actor, input, anyKey(), now);

    for (const actor of [stranger, member, organizer])
      await expect(invite(actor, toCompany)).rejects.toThrow(NotAllowed);
    for (const actor of [stranger, assistant, owner]) await expect(invite(actor, toForum)).rejects.toThrow(NotAllowed);
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
    expect(await bed.rows(Mail).countBy({ recipient: input.email })).toBe(1);
    await acceptance.accept(await bed.tokenOf(first), person, now);
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
