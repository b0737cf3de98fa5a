import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { insertForum, SignUpBed } from '#testing';
import { Account } from '../accounts/account.entity.js';
import type { Actor } from '../accounts/actor.js';
import { NotAllowed, NotFound } from '../domain-error.js';
import type { Forum } from '../forums/forum.entity.js';
import { Mail } from '../mails/mail.entity.js';
import { LinkInvalid } from '../mails/mail.refusals.js';
import { Notification } from '../notifications/notification.entity.js';
import { WrongState } from '../refusal.js';
import { SignUp } from './sign-up.entity.js';
import { signUpBounds } from './sign-up.rules.js';
import type { SignUpsService } from './sign-ups.service.js';

const { now, later, person, applicant, anyEmail, anyRequester } = SignUpBed;
const dayMinutes = 24 * 60;

describe('a sign-up', () => {
  let bed: SignUpBed;
  let signUps: SignUpsService;
  let forum: Forum;
  let owner: Actor;
  let organizer: Actor;
  let organizerAccount: Account;
  let administrator: Actor;

  beforeAll(async () => {
    bed = await SignUpBed.open();
    ({ signUps } = bed);
  });
  afterAll(() => bed.close());
  beforeEach(async () => {
    ({ forum, owner, organizer, organizerAccount, administrator } = await bed.insertPlaces());
  });

  async function apply(email = anyEmail(), at = now): Promise<SignUp | null> {
    const request = { forumId: forum.id, email, ...applicant };
    expect(await signUps.apply(request, anyRequester(), at)).toBeNull();
    return bed.rows(SignUp).findOne({ where: { email }, order: { createdAt: 'DESC' } });
  }
  const list = (actor = organizer) => signUps.list(actor, { forumId: forum.id, state: null }, 10);

  it('is shown to the organizers once its address is proven, and approved it leads to an account', async () => {
    const signUp = (await apply())!;
    expect(await list()).toEqual([]);
    await expect(signUps.approve(organizer, signUp.id, signUp.version, now)).rejects.toThrow(NotFound);

    const token = await bed.tokenOf(signUp);
    const verified = (await signUps.verify(token, later(1))) as SignUp;
    expect(await signUps.verify(token, later(1))).toEqual(new LinkInvalid());
    expect(await list()).toMatchObject([{ id: signUp.id, state: 'pending', ...applicant }]);
    const told = await bed.rows(Notification).findBy({ forumId: forum.id });
    expect(told.map(({ accountId, kind }) => [accountId, kind])).toEqual([[organizerAccount.id, 'sign-up.verified']]);
    expect(JSON.stringify(told)).not.toContain(applicant.displayName);

    const approved = (await signUps.approve(organizer, signUp.id, verified.version, later(2))) as SignUp;
    expect(approved).toMatchObject({ state: 'approved', decidedById: organizerAccount.id });
    const account = await bed.acceptance.accept(await bed.tokenOf({ id: approved.invitationId! }), person, later(3));
    expect(account).toMatchObject({ email: signUp.email, emailVerifiedAt: later(3) });
    expect(await signUps.approve(organizer, signUp.id, approved.version, later(4))).toEqual(
      new WrongState('approved', ['pending']),
    );
  });

  it('is declined with a reason that the applicant reads', async () => {
    const signUp = (await apply())!;
    const { version } = (await signUps.verify(await bed.tokenOf(signUp), now)) as SignUp;
    await signUps.decline(organizer, signUp.id, 'Not the theme of this forum', version, now);
    const mail = await bed.rows(Mail).findOneByOrFail({ recipient: signUp.email, kind: 'sign-up-declined' });
    expect(mail.parameters).toEqual({ placeName: forum.nameEn, reason: 'Not the theme of this forum' });
    expect(await list()).toMatchObject([{ state: 'declined', reason: 'Not the theme of this forum' }]);
  });

  it('tells nothing that the applicant wrote to an address that nobody has proven', async () => {
    const { email } = (await apply())!;
    const mail = await bed.rows(Mail).findOneByOrFail({ recipient: email });
    expect(mail.parameters).toEqual({ placeName: forum.nameEn });
  });

  it('is decided by organizers of its forum and administrators alone', async () => {
    const signUp = (await apply())!;
    const { version } = (await signUps.verify(await bed.tokenOf(signUp), now)) as SignUp;
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
    expect(await bed.rows(SignUp).countBy({ email })).toBe(signUpBounds.open);
    expect(await bed.rows(Mail).countBy({ recipient: email })).toBe(signUpBounds.open);

    const other = (await apply())!;
    await signUps.verify(await bed.tokenOf(other), now);
    await apply(other.email, later(1));
    expect(await bed.rows(SignUp).countBy({ email: other.email })).toBe(1);
  });

  it('ends the other links of its address when one is used', async () => {
    const email = anyEmail();
    const first = await bed.tokenOf((await apply(email, now))!);
    const second = await bed.tokenOf((await apply(email, later(1)))!);
    expect(await signUps.verify(second, later(2))).toMatchObject({ state: 'pending' });
    expect(await signUps.verify(first, later(2))).toEqual(new LinkInvalid());
  });

  it('is not taken by a forum that is a draft, over or unknown, all alike', async () => {
    const draft = await insertForum(bed.database.dataSource, { state: 'draft' });
    const closed = await insertForum(bed.database.dataSource, { state: 'closed' });
    for (const forumId of [draft.id, closed.id, randomUUID()]) {
      const request = { forumId, email: anyEmail(), ...applicant };
      await expect(signUps.apply(request, anyRequester(), now)).rejects.toThrow(NotFound);
    }
  });

  it('is deleted when nobody proves its address in time, and long after it was decided', async () => {
    const unverified = (await apply())!;
    const decided = (await apply())!;
    const { version } = (await signUps.verify(await bed.tokenOf(decided), now)) as SignUp;
    await signUps.decline(organizer, decided.id, 'No', version, now);
    const kept = async () => (await bed.rows(SignUp).findBy({ forumId: forum.id })).map(({ id }) => id).sort();
    await signUps.sweep(later(dayMinutes - 1));
    expect(await kept()).toEqual([unverified.id, decided.id].sort());
    await signUps.sweep(later(dayMinutes + 1));
    expect(await kept()).toEqual([decided.id]);
    await signUps.sweep(later(181 * dayMinutes));
    expect(await kept()).toEqual([]);
  });
});
