import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  actorOf,
  countRows,
  insertAccount,
  insertCompany,
  insertForum,
  makeDelegationInput,
  makeProfile,
  ParticipationBed,
} from '#testing';
import type { Account } from '../accounts/account.entity.js';
import type { Actor } from '../accounts/actor.js';
import { Company } from '../companies/company.entity.js';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import { EditConflict, WrongState } from '../refusal.js';
import { DelegationsService } from './delegations.service.js';
import { Forum } from './forum.entity.js';
import { Participation } from './participation.entity.js';
import { AlreadyApplied, ProfileNotReady } from './participation.refusals.js';
import { ParticipationsService } from './participations.service.js';

const reason = 'The hall is full.';

describe('taking part in a forum', () => {
  let bed: ParticipationBed;
  let participations: ParticipationsService;
  let delegations: DelegationsService;
  let forum: Forum;
  let organizer: Actor;
  let otherOrganizer: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    bed = await ParticipationBed.open();
    ({ participations, delegations, forum, organizer } = bed);
    const { dataSource } = bed.database;
    const other = await insertForum(dataSource);
    otherOrganizer = actorOf(await insertAccount(dataSource), { forums: [[other, 'organizer']] });
    const otherCompany = await insertCompany(dataSource);
    stranger = actorOf(await insertAccount(dataSource), { companies: [[otherCompany, 'owner']] });
  });
  afterAll(() => bed.close());

  const ours = ['participation', 'delegation', 'notification', 'audit_entry', 'idempotency_key'];
  const countOurs = () => countRows(bed.database.dataSource, ours);
  const kindsTold = async (account: Account) => {
    const sql = 'select kind from notification where account_id = $1 order by created_at, id';
    return (await bed.database.dataSource.query<{ kind: string }[]>(sql, [account.id])).map(({ kind }) => kind);
  };

  it('is asked for by a member and answered by an organizer, and each hears of the other', async () => {
    const { account, company, member } = await bed.makeApplicant();
    const key = bed.nextKey();
    const application = { forumId: forum.id, companyId: company.id, hasStandingConsent: false };
    const applied = (await participations.apply(member, application, key)) as Participation;
    expect(applied).toMatchObject({ state: 'applied', hasStandingConsent: false, quota: null });
    expect((await participations.apply(member, application, key)) as Participation).toMatchObject({ id: applied.id });
    expect(await bed.apply(member, company)).toStrictEqual(new AlreadyApplied('applied'));
    expect((await kindsTold(bed.organizerAccount)).at(-1)).toBe('participation.applied');

    const approved = (await participations.approve(organizer, applied.id, applied.version)) as Participation;
    expect(approved.state).toBe('approved');
    expect(await delegations.listOf([applied.id])).toEqual([
      expect.objectContaining({ companyId: company.id, name: company.profile.nameEn, languages: ['en'] }),
    ]);
    expect(await kindsTold(account)).toEqual(['participation.approved']);
    expect(await participations.approve(organizer, applied.id, approved.version)).toStrictEqual(
      new WrongState('approved', ['applied']),
    );
  });

  it('is declined with a reason, and can be asked for again', async () => {
    const { account, company, member } = await bed.makeApplicant();
    const applied = (await bed.apply(member, company)) as Participation;
    await expect(participations.decline(organizer, applied.id, ' ', applied.version)).rejects.toThrow(BadInput);
    const stale = await participations.decline(organizer, applied.id, reason, applied.version + 1);
    expect(stale).toStrictEqual(new EditConflict(applied.version + 1, applied.version));
    const declined = await participations.decline(organizer, applied.id, reason, applied.version);
    expect(declined).toMatchObject({ state: 'declined', reason });
    expect(await kindsTold(account)).toEqual(['participation.declined']);
    expect(await bed.apply(member, company)).toMatchObject({ id: applied.id, state: 'applied', reason: null });
  });

  it('lets one of two colleagues apply who do so at the same moment', async () => {
    const { company, member } = await bed.makeApplicant();
    const colleague = await bed.makeApplicant(company);
    const answers = await Promise.all([bed.apply(member, company), bed.apply(colleague.member, company)]);
    expect(answers.filter((answer) => answer instanceof Participation)).toHaveLength(1);
    expect(answers).toContainEqual(new AlreadyApplied('applied'));
  });

  it('approves a submitted profile that was never approved, and refuses an unfinished one', async () => {
    const companies = bed.database.dataSource.getRepository(Company);
    const unfinished = await companies.save(companies.create({ profile: makeProfile(), state: 'incomplete' }));
    const { company, member } = await bed.makeApplicant(unfinished);
    expect(await bed.apply(member, company)).toStrictEqual(new ProfileNotReady('incomplete'));

    await companies.update({ id: company.id }, { state: 'submitted' });
    const applied = (await bed.apply(member, company)) as Participation;
    await companies.update({ id: company.id }, { state: 'incomplete' });
    expect(await participations.approve(organizer, applied.id, applied.version)).toStrictEqual(
      new ProfileNotReady('incomplete'),
    );
    await companies.update({ id: company.id }, { state: 'submitted' });
    expect(await participations.approve(organizer, applied.id, applied.version)).toMatchObject({ state: 'approved' });
    expect(await companies.findOneByOrFail({ id: company.id })).toMatchObject({
      state: 'approved',
      approvedVersionId: expect.any(String),
    });
  });

  it('gives strangers nothing, and changes nothing for them', async () => {
    const { company, member, participation, delegation } = await bed.makeApproved();
    const { id, version } = participation;
    const before = await countOurs();
    for (const actor of [stranger, otherOrganizer]) {
      await expect(participations.find(actor, id)).rejects.toThrow(NotFound);
      await expect(participations.list(actor, { forumId: forum.id, state: null }, 10)).rejects.toThrow(NotAllowed);
      await expect(participations.approve(actor, id, version)).rejects.toThrow(NotFound);
      await expect(participations.decline(actor, id, reason, version)).rejects.toThrow(NotFound);
      await expect(participations.withdraw(actor, id, reason, version)).rejects.toThrow(NotFound);
      await expect(participations.setQuota(actor, id, 3, version)).rejects.toThrow(NotFound);
      await expect(participations.setStandingConsent(actor, id, true, version)).rejects.toThrow(NotFound);
      await expect(delegations.create(actor, id, makeDelegationInput(), bed.nextKey())).rejects.toThrow(NotFound);
      await expect(delegations.edit(actor, delegation.id, makeDelegationInput(), 1)).rejects.toThrow(NotFound);
      await expect(delegations.archive(actor, delegation.id, 1, new Date(0))).rejects.toThrow(NotFound);
      await expect(bed.apply(actor, company)).rejects.toThrow(NotAllowed);
      expect(await participations.listOwn(actor)).toEqual([]);
    }
    // Each side leaves the other's decisions alone.
    await expect(participations.approve(member, id, version)).rejects.toThrow(NotAllowed);
    await expect(participations.setQuota(member, id, 3, version)).rejects.toThrow(NotAllowed);
    await expect(participations.withdraw(organizer, id, reason, version)).rejects.toThrow(NotAllowed);
    await expect(participations.setStandingConsent(organizer, id, true, version)).rejects.toThrow(NotAllowed);
    await expect(delegations.edit(organizer, delegation.id, makeDelegationInput(), 1)).rejects.toThrow(NotAllowed);
    expect(await countOurs()).toStrictEqual(before);
    expect(await participations.find(member, id)).toMatchObject({ id });
    expect(await participations.listOwn(member)).toMatchObject([{ id }]);
  });

  it('keeps terms: a quota from the organizer, standing consent from the company', async () => {
    const { member, participation, account } = await bed.makeApproved();
    await expect(participations.setQuota(organizer, participation.id, 501, participation.version)).rejects.toThrow(
      BadInput,
    );
    const limited = (await participations.setQuota(
      organizer,
      participation.id,
      5,
      participation.version,
    )) as Participation;
    expect(limited.quota).toBe(5);
    expect((await kindsTold(account)).at(-1)).toBe('participation.quota-set');
    const consented = await participations.setStandingConsent(member, participation.id, true, limited.version);
    expect(consented).toMatchObject({ hasStandingConsent: true });
  });

  it('lists applications for staff in order, by state and page', async () => {
    const all = await participations.list(organizer, { forumId: forum.id, state: null }, 100);
    const first = await participations.list(organizer, { forumId: forum.id, state: null }, 2);
    const rest = await participations.list(organizer, { forumId: forum.id, state: null }, 100, first[1]);
    expect([...first, ...rest].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const applied = await participations.list(organizer, { forumId: forum.id, state: 'applied' }, 100);
    expect(applied.map(({ id }) => id)).toEqual(all.filter(({ state }) => state === 'applied').map(({ id }) => id));
  });

  it('shows links of online tables to members of approved companies only', async () => {
    const { dataSource } = bed.database;
    const { member } = await bed.makeApproved();
    const waiting = await bed.makeApplicant();
    await bed.apply(waiting.member, waiting.company);
    const link = 'https://meet.example/1';
    const table = { label: 'Online', place: 'online', link, seats: 2 } as const;
    await bed.programme.addTable(organizer, forum.id, table, bed.nextKey());
    const linksFor = async (actor: Actor) =>
      (await bed.programme.readProgramme(actor, forum.id)).tables.map((shown) => shown.link);
    expect(await linksFor(organizer)).toEqual([link]);
    expect(await linksFor(member)).toEqual([link]);
    expect(await linksFor(waiting.member)).toEqual([null]);
    expect(await linksFor(stranger)).toEqual([null]);
    expect(await dataSource.query('select link from forum_table where forum_id = $1', [forum.id])).toEqual([{ link }]);
  });
});
