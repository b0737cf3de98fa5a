import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Signals } from '#jobs';
import { actorOf, createTestDatabase, insertAccount, openTestSignals, type TestDatabase, testAudit } from '#testing';
import type { Actor } from '../accounts/actor.js';
import { CompanyMembership } from '../accounts/membership.entities.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import { Notification } from '../notifications/notification.entity.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { EditConflict, WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { CompaniesService } from './companies.service.js';
import { Company, CompanyVersion } from './company.entity.js';
import { CompanyMembersService } from './company-members.service.js';
import { SubmissionIncomplete } from './company.refusals.js';
import { CompanyReviewsService } from './company-reviews.service.js';
import { DirectoryEntry } from './directory-entry.entity.js';
import type { NewProfileInput } from './profile-input.js';

const now = new Date('2027-03-01T08:00:00Z');
const complete: NewProfileInput = {
  nameEn: 'Alpha Hydro',
  nameZh: '阿尔法水电',
  country: 'DE',
  sectors: ['ENE-HYD'],
  offers: [{ capability: 'E04', strength: 0.8 }],
  needs: ['F01', 'P01', 'O01'].map((capability) => ({ capability, priority: 0.6 })),
};

describe('companies', () => {
  let db: TestDatabase;
  let signals: Signals;
  let companies: CompaniesService;
  let reviews: CompanyReviewsService;
  let members: CompanyMembersService;
  let owner: Actor;
  let administrator: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    db = await createTestDatabase();
    signals = openTestSignals(db);
    const audit = testAudit;
    companies = new CompaniesService(db.dataSource, audit);
    reviews = new CompanyReviewsService(db.dataSource, audit, new NotificationsService(db.dataSource, signals));
    members = new CompanyMembersService(db.dataSource, audit);
    administrator = await makeActor({ isAdministrator: true });
    stranger = await makeActor();
  });
  beforeEach(async () => {
    owner = await makeActor();
  });
  afterAll(async () => {
    await signals.close();
    await db.close();
  });

  const makeActor = async (more: Partial<Actor> = {}): Promise<Actor> => ({
    ...actorOf(await insertAccount(db.dataSource)),
    ...more,
  });

  async function post(input: NewProfileInput = complete): Promise<Company> {
    const company = await companies.post(owner, input, randomUUID());
    owner = { ...owner, companyRoles: new Map([[company.id, 'owner']]) };
    return company;
  }

  async function postApproved(input = complete): Promise<Company> {
    const company = await post(input);
    const submitted = (await companies.submit(owner, company.id, 1)) as Company;
    return (await reviews.approve(administrator, company.id, submitted.version)) as Company;
  }

  const visible = async (id: string) => {
    const { approvedVersionId } = await db.dataSource.manager.findOneByOrFail(Company, { id });
    return db.dataSource.manager.findOneByOrFail(CompanyVersion, { id: approvedVersionId! });
  };

  it('posts once per key, and makes the actor owner', async () => {
    const key = randomUUID();
    const first = await companies.post(owner, complete, key);
    const again = await companies.post(owner, complete, key);
    expect(again).toEqual(first);
    expect(first).toMatchObject({ state: 'incomplete', version: 1, profile: { side: 'DEVELOPED' } });
    const roles = await db.dataSource.manager.findBy(CompanyMembership, { companyId: first.id });
    expect(roles).toMatchObject([{ accountId: owner.accountId, role: 'owner' }]);
    await expect(companies.post(owner, { ...complete, nameEn: 'Beta' }, key)).rejects.toThrow(BadInput);
  });

  it('goes from incomplete over submitted to approved, tells its people, and leaves a trace of each step', async () => {
    const { id } = await post({ nameEn: 'Alpha', country: 'DE' });
    expect(await companies.submit(owner, id, 1)).toEqual(new SubmissionIncomplete(['offers', 'needs']));

    const edited = (await companies.edit(owner, id, complete, 1)) as Company;
    const submitted = (await companies.submit(owner, id, edited.version)) as Company;
    expect(submitted.state).toBe('submitted');
    await expect(companies.find(stranger, id)).rejects.toThrow(NotFound);
    expect(await db.dataSource.manager.existsBy(DirectoryEntry, { companyId: id })).toBe(false);

    const approved = (await reviews.approve(administrator, id, submitted.version)) as Company;
    expect(approved.state).toBe('approved');
    expect(await companies.find(stranger, id)).toMatchObject({ id });
    const entry = await db.dataSource.manager.findOneByOrFail(DirectoryEntry, { companyId: id });
    expect(entry).toMatchObject({ region: '155', capabilities: ['E04'], missing: [], nameWords: expect.any(Array) });
    expect(entry.keyWords).toEqual(expect.arrayContaining(['alpha', '水电', 'hydropower', 'feasibility']));

    const told = await db.dataSource.manager.findBy(Notification, { accountId: owner.accountId });
    expect(told).toMatchObject([{ kind: 'company.approved', parameters: { companyId: id } }]);
    const acts = await db.dataSource.manager.find(AuditEntry, { where: { subjectId: id }, order: { id: 'ASC' } });
    expect(acts.map(({ action }) => action)).toEqual([
      'company.posted',
      'company.edited',
      'company.submitted',
      'company.approved',
    ]);
  });

  it('is returned with a reason, corrected and submitted again', async () => {
    const { id } = await post();
    const submitted = (await companies.submit(owner, id, 1)) as Company;
    const returned = (await reviews.return(administrator, id, 'Which dam?', submitted.version)) as Company;
    expect(returned).toMatchObject({ state: 'returned', stateReason: 'Which dam?', approvedVersionId: null });
    expect(await reviews.approve(administrator, id, returned.version)).toEqual(
      new WrongState('returned', ['submitted']),
    );
    expect(await companies.submit(owner, id, returned.version)).toMatchObject({
      state: 'submitted',
      stateReason: null,
    });
  });

  it('shows the approved name until the new one is approved, but new needs at once', async () => {
    const { id, version } = await postApproved();
    const needs = complete.needs!.map((need) => ({ ...need, priority: 1 }));
    const edited = (await companies.edit(owner, id, { nameEn: 'Omega Hydro', needs }, version)) as Company;
    expect(edited.state).toBe('submitted');
    expect(await visible(id)).toMatchObject({ number: 2, profile: { nameEn: 'Alpha Hydro', needs } });

    const approved = (await reviews.approve(administrator, id, edited.version)) as Company;
    expect(approved.state).toBe('approved');
    expect(await visible(id)).toMatchObject({ number: 3, profile: { nameEn: 'Omega Hydro', needs } });
    const first = await db.dataSource.manager.findOneByOrFail(CompanyVersion, { companyId: id, number: 1 });
    expect(first.profile).toMatchObject({ nameEn: 'Alpha Hydro', needs: complete.needs });
  });

  it('makes no version when nothing changes', async () => {
    const { id, version } = await postApproved();
    expect(await companies.edit(owner, id, complete, version)).toMatchObject({ version, state: 'approved' });
    expect(await visible(id)).toMatchObject({ number: 1 });
  });

  it('refuses an edit of what somebody else changed meanwhile', async () => {
    const { id } = await post();
    const edited = (await companies.edit(owner, id, { size: 2 }, 1)) as Company;
    expect(await companies.edit(owner, id, { size: 3 }, 1)).toEqual(new EditConflict(1, edited.version));
    expect((await companies.find(owner, id)).profile.size).toBe(2);
  });

  it('writes nothing of an edit with a fault', async () => {
    const { id } = await post();
    const edit = companies.edit(owner, id, { size: 2, offers: [{ capability: 'E04', strength: 1 }] }, 1);
    await expect(edit).rejects.toThrow('offers[0].strength');
    expect(await companies.find(owner, id)).toMatchObject({ version: 1, profile: { size: null } });
  });

  it('lets a stranger change no company, and tells by that of none whether it is there', async () => {
    const hidden = await post();
    for (const id of [hidden.id, randomUUID()]) {
      await expect(companies.edit(stranger, id, { size: 1 }, 1)).rejects.toThrow(NotAllowed);
      await expect(members.setRole(stranger, id, 'x@example.org', 'owner')).rejects.toThrow(NotAllowed);
    }
    const { id, version } = await postApproved();
    await expect(companies.edit(stranger, id, { size: 1 }, version)).rejects.toThrow(NotAllowed);
    const blocks = { companyIds: [], countries: [] };
    await expect(companies.setBlocks(stranger, id, blocks, version)).rejects.toThrow(NotAllowed);
    await expect(companies.archive(stranger, id, 'Because', version, now)).rejects.toThrow(NotAllowed);
    await expect(reviews.approve(owner, id, version)).rejects.toThrow(NotAllowed);
    await expect(reviews.overrideSide(owner, id, 'CHINA', 'Because', version)).rejects.toThrow(NotAllowed);
    await expect(reviews.confirmOffer(owner, id, 'E04', version)).rejects.toThrow(NotAllowed);
    await expect(companies.listToReview(owner, 10, null)).rejects.toThrow(NotAllowed);
    await expect(members.list(stranger, id)).rejects.toThrow(NotAllowed);
  });

  it('takes the side an administrator gives, at once and over a change of country', async () => {
    const { id, version } = await postApproved();
    const renamed = (await companies.edit(owner, id, { nameEn: 'Omega' }, version)) as Company;
    const reason = 'Owned by a group';
    const given = (await reviews.overrideSide(administrator, id, 'CHINA', reason, renamed.version)) as Company;
    expect(given).toMatchObject({ state: 'submitted', sideOverrideReason: reason });
    expect((await visible(id)).profile).toMatchObject({ side: 'CHINA', nameEn: 'Alpha Hydro' });

    const moved = (await companies.edit(owner, id, { country: 'BR' }, given.version)) as Company;
    expect(moved.profile.side).toBe('CHINA');
    const lifted = (await reviews.overrideSide(administrator, id, null, 'Sold', moved.version)) as Company;
    expect(lifted).toMatchObject({ sideOverride: null, sideOverrideReason: null, profile: { side: 'DEVELOPING' } });
    expect((await visible(id)).profile).toMatchObject({ side: 'DEVELOPED', country: 'DE' });
  });

  it('shows a confirmed offer at 1.00 and lets its people keep it there', async () => {
    const { id, version } = await postApproved();
    const organizer = await makeActor({ forumRoles: new Map([[randomUUID(), 'organizer']]) });
    const confirmed = (await reviews.confirmOffer(organizer, id, 'E04', version)) as Company;
    expect(confirmed.state).toBe('approved');
    expect((await visible(id)).profile.offers).toEqual([{ capability: 'E04', strength: 1 }]);

    const kept = [...confirmed.profile.offers, { capability: 'E01', strength: 0.4 }];
    expect(await companies.edit(owner, id, { offers: kept }, confirmed.version)).toMatchObject({ state: 'submitted' });
    await expect(reviews.confirmOffer(organizer, id, 'P01', 1)).rejects.toThrow(BadInput);
  });

  it('lets an organizer approve a first profile within the transaction of its participation, and no later change', async () => {
    const organizer = await makeActor();
    const { id } = await post();
    const approveFirst = () => inTransaction(db.dataSource, (tx) => reviews.approveFirst(tx, organizer, id));
    expect(await approveFirst()).toEqual(new WrongState('incomplete', ['submitted']));

    await companies.submit(owner, id, 1);
    expect(await approveFirst()).toMatchObject({ state: 'approved' });
    expect(await visible(id)).toMatchObject({ number: 1 });
    expect(await approveFirst()).toBeNull();
  });

  it('keeps blocks private to a new version at once', async () => {
    const { id, version } = await postApproved();
    const blocks = { companyIds: [randomUUID()], countries: ['FR'] };
    expect(await companies.setBlocks(owner, id, blocks, version)).toMatchObject({ state: 'approved' });
    expect(await visible(id)).toMatchObject({
      number: 2,
      profile: { blockedCompanyIds: blocks.companyIds, blockedCountries: ['FR'] },
    });
    await expect(companies.setBlocks(owner, id, { companyIds: [id], countries: ['XX'] }, 1)).rejects.toThrow(BadInput);
  });

  it('leaves the directory for good when archived', async () => {
    const { id, version } = await postApproved();
    const archived = (await companies.archive(owner, id, 'Merged', version, now)) as Company;
    expect(archived).toMatchObject({ archivedAt: now, archiveReason: 'Merged' });
    expect(await db.dataSource.manager.existsBy(DirectoryEntry, { companyId: id })).toBe(false);
    await expect(companies.find(stranger, id)).rejects.toThrow(NotFound);
    expect(await companies.edit(owner, id, { size: 1 }, archived.version)).toBeInstanceOf(WrongState);
    expect(await companies.listOwn(owner)).toEqual([]);
  });

  it('lists what waits for review by name, page by page', async () => {
    const names = ['Zeta', 'Eta', 'Theta'];
    for (const nameEn of names) {
      const { id } = await post({ ...complete, nameEn });
      await companies.submit(owner, id, 1);
    }
    const listed: string[] = [];
    let after = null;
    for (;;) {
      const page: Company[] = await companies.listToReview(administrator, 2, after);
      if (page.length === 0) break;
      listed.push(...page.map(({ profile }) => profile.nameEn));
      after = { nameEn: page.at(-1)!.profile.nameEn, id: page.at(-1)!.id };
    }
    expect(listed).toEqual(expect.arrayContaining(names));
    expect(new Set(listed.filter((name) => names.includes(name))).size).toBe(3);
    expect(listed.indexOf('Eta')).toBeLessThan(listed.indexOf('Theta'));
  });
});
