import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MatchBed } from '#testing';
import type { Actor } from '../accounts/actor.js';
import { Company } from '../companies/company.entity.js';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import type { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { NotAvailable, WrongState } from '../refusal.js';
import type { AbsenceRequest } from './absence-request.entity.js';
import { MatchRequest } from './match-request.entity.js';
import { WrongSides } from './match-request.refusals.js';

describe('AbsenceRequestsService', () => {
  let bed: MatchBed;
  let forum: Forum;
  let china: Company;
  let developed: Company;
  let developing: Company;
  let owner: Actor;
  let list: MatchRequest;

  beforeAll(async () => {
    bed = await MatchBed.open();
  });
  afterAll(() => bed.close());
  beforeEach(async () => {
    forum = await bed.insertForum();
    china = await bed.addCompany(forum, 'china');
    developed = await bed.addCompany(forum, 'developed');
    developing = await bed.addCompany(forum, 'developing');
    owner = await bed.ownerOf(china);
    list = await bed.match(china, forum);
  });

  const ask = (first = developed.id, second = developing.id, by = owner) =>
    bed.absenceRequests.ask(by, {
      matchRequestId: list.id,
      companyIds: [first, second],
      idempotencyKey: randomUUID(),
    });

  /** All of a question that its answer decides. */
  const decided = ({
    id: _id,
    accountId: _accountId,
    matchRequestId: _matchRequestId,
    matchRequest: _matchRequest,
    expectedCompanyIds: _expectedCompanyIds,
    createdAt: _createdAt,
    finishedAt,
    ...rest
  }: AbsenceRequest) => ({ ...rest, isFinished: finishedAt !== null });
  const readingOf = async ({ id }: AbsenceRequest) => ({
    ...decided(await bed.absenceRequests.find(owner, id)),
    isStale: (await bed.staleness.findStaleAbsenceRequests([id])).has(id),
  });

  it('answers with the breakdown, the rank and what would have to change, and names weights and versions', async () => {
    const request = (await ask(developing.id, developed.id)) as AbsenceRequest;
    expect(request).toMatchObject({ state: 'queued', absence: null, weights: null });
    await bed.explain(request);

    const answered = await readingOf(request);
    expect(answered).toMatchObject({
      state: 'done',
      progress: 1,
      weights: { version: 'default-1' },
      chinaVersionId: china.approvedVersionId,
      developedVersionId: developed.approvedVersionId,
      developingVersionId: developing.approvedVersionId,
      isStale: false,
    });
    const [triple] = await bed.matchRequests.listTriples(list, 1);
    const { score, coverage, reciprocity, fit, index, shares, lines, fitFactors } = triple!;
    expect(answered.absence).toMatchObject({
      ...{ score, coverage, reciprocity, fit, index, shares, lines, fitFactors },
      rank: 1,
      possibleCount: list.possibleCount,
      droppedBy: [],
    });
    expect(answered.absence!.changes.length).toBeGreaterThan(0);
    expect(answered.absence!.changes.map(({ score: changed }) => changed > score)).not.toContain(false);
  });

  it('tells which filters of the list leave the two out', async () => {
    const filters = {
      hostCountries: ['ET'],
      sectors: [],
      needsCovered: [],
      excludedCompanyIds: [developed.id],
      minimumIndex: null,
    };
    list = await bed.match(china, forum, { filters });
    const request = (await ask()) as AbsenceRequest;
    await bed.explain(request);
    const { absence } = await readingOf(request);
    expect(absence).toMatchObject({ rank: null });
    expect([...absence!.droppedBy].sort()).toEqual(['excludedCompanies', 'hostCountries']);
  });

  const leave = (state: Participation['state']) => () =>
    bed.database.dataSource
      .getRepository(Participation)
      .update({ forumId: forum.id, companyId: developed.id }, { state })
      .then(() => undefined);
  const change = (values: Partial<Company>) => () =>
    bed.database.dataSource
      .getRepository(Company)
      .update({ id: developed.id }, values)
      .then(() => undefined);

  const reasons: [string, () => Promise<void>][] = [
    ['blocks the asking company', () => bed.setBlocks(developed, { companyIds: [china.id] })],
    ['is blocked by the asking company', () => bed.setBlocks(china, { companyIds: [developed.id] })],
    ['blocks the country of the asking company', () => bed.setBlocks(developed, { countries: ['CN'] })],
    ['blocks the other one', () => bed.setBlocks(developed, { companyIds: [developing.id] })],
    ['is blocked by the other one', () => bed.setBlocks(developing, { companyIds: [developed.id] })],
    ['said never to the asking company', () => bed.sayNever(forum, developed, china)],
    ['was told never by the asking company', () => bed.sayNever(forum, china, developed)],
    ['said never to the other one', () => bed.sayNever(forum, developed, developing)],
    ['was told never by the other one', () => bed.sayNever(forum, developing, developed)],
    ['has withdrawn from the forum', leave('withdrawn')],
    ['was declined by the forum', leave('declined')],
    ['has only applied to the forum', leave('applied')],
    ['has no approved profile', change({ approvedVersionId: null })],
    ['has left the directory', change({ archivedAt: new Date('2027-01-01T00:00Z'), archiveReason: 'Closed.' })],
  ];

  it.each(reasons)('answers for a company that %s as for an id that does not exist', async (_reason, close) => {
    const open = (await ask()) as AbsenceRequest;
    expect(open.state).toBe('queued');

    await close();
    const unknown = await ask(randomUUID());
    expect(unknown).toStrictEqual(new NotAvailable());
    expect(await ask()).toStrictEqual(unknown);
    expect(await ask(developing.id, developed.id)).toStrictEqual(unknown);
  });

  it('ends in one and the same way, whatever closed the triple since it was asked', async () => {
    const control = (await ask()) as AbsenceRequest;
    await bed.explain(control);
    expect((await readingOf(control)).absence).not.toBeNull();

    const readings = new Map<string, unknown>();
    for (const [reason, close] of reasons) {
      developed = await bed.addCompany(forum, 'developed');
      china = await bed.addCompany(forum, 'china');
      developing = await bed.addCompany(forum, 'developing');
      owner = await bed.ownerOf(china);
      list = await bed.match(china, forum);
      const request = (await ask()) as AbsenceRequest;
      await close();
      await bed.explain(request);
      readings.set(reason, await readingOf(request));
    }
    const notAvailable = {
      state: 'not_available',
      progress: 1,
      weights: null,
      absence: null,
      chinaVersionId: null,
      developedVersionId: null,
      developingVersionId: null,
      isFinished: true,
      isStale: false,
    };
    expect(Object.fromEntries(readings)).toEqual(Object.fromEntries(reasons.map(([reason]) => [reason, notAvailable])));
  });

  it('ends in that way too when the asking company itself has left', async () => {
    const request = (await ask()) as AbsenceRequest;
    await bed.database.dataSource
      .getRepository(Participation)
      .update({ forumId: forum.id, companyId: china.id }, { state: 'withdrawn' });
    await bed.explain(request);
    expect(await readingOf(request)).toMatchObject({ state: 'not_available', absence: null });
  });

  it('says of two on one side which sides are wanted, and no more of one that blocks', async () => {
    const second = await bed.addCompany(forum, 'developed');
    const refusal = new WrongSides(['DEVELOPED', 'DEVELOPING']);
    expect(await ask(developed.id, second.id)).toStrictEqual(refusal);
    await bed.setBlocks(developed, { companyIds: [china.id] });
    expect(await ask()).toStrictEqual(new NotAvailable());
    expect(await ask(developed.id, second.id)).toStrictEqual(refusal);
    expect(await ask(developed.id, china.id)).toStrictEqual(refusal);
    await leave('withdrawn')();
    expect(await ask(developed.id, second.id)).toStrictEqual(new NotAvailable());
    expect(await ask(randomUUID(), second.id)).toStrictEqual(new NotAvailable());
  });

  it('gives reasons that lie with the asking company alike for every id', async () => {
    await bed.database.dataSource.getRepository(MatchRequest).update({ id: list.id }, { state: 'running' });
    const notDone = await ask();
    expect(notDone).toBeInstanceOf(WrongState);
    expect(await ask(randomUUID())).toStrictEqual(notDone);
  });

  it('wants a new list when the company has given up a need that a filter of the old one names', async () => {
    const filters = {
      hostCountries: [],
      sectors: [],
      needsCovered: ['Q01'],
      excludedCompanyIds: [],
      minimumIndex: null,
    };
    list = await bed.match(china, forum, { filters });
    expect(await ask()).toMatchObject({ state: 'queued' });
    const { version } = await bed.companies.find(owner, china.id);
    const needs = [
      { capability: 'L02', priority: 1 as const },
      { capability: 'L03', priority: 1 as const },
      { capability: 'M02', priority: 1 as const },
    ];
    await bed.companies.edit(owner, china.id, { needs }, version);
    for (const id of [developed.id, randomUUID()]) {
      await expect(ask(id)).rejects.toMatchObject({ parameters: { faults: [{ field: 'matchRequestId' }] } });
    }
  });

  it('makes one question of two asked with one key, and answers once, however often the job runs', async () => {
    const input = {
      matchRequestId: list.id,
      companyIds: [developed.id, developing.id] as [string, string],
      idempotencyKey: randomUUID(),
    };
    const [first, second] = (await Promise.all([
      bed.absenceRequests.ask(owner, input),
      bed.absenceRequests.ask(owner, input),
    ])) as AbsenceRequest[];
    expect(second!.id).toBe(first!.id);
    await expect(
      bed.absenceRequests.ask(owner, { ...input, companyIds: [developing.id, developed.id] }),
    ).rejects.toThrow(BadInput);

    await bed.explain(first!);
    const { absence } = await readingOf(first!);
    await bed.setBlocks(developed, { companyIds: [china.id] });
    await bed.explain(first!);
    expect((await readingOf(first!)).absence).toEqual(absence);
  });

  it('is nobody else’s to ask or to read, but the forum’s staff may read it', async () => {
    const request = (await ask()) as AbsenceRequest;
    const stranger = await bed.ownerOf(developed);
    await expect(ask(developed.id, developing.id, stranger)).rejects.toThrow(NotFound);
    await expect(bed.absenceRequests.find(stranger, request.id)).rejects.toThrow(NotFound);
    await expect(bed.absenceRequests.watch(stranger, request.id)).rejects.toThrow(NotFound);
    const organizer = await bed.organizerOf(forum);
    expect((await bed.absenceRequests.find(organizer, request.id)).id).toBe(request.id);
    await expect(ask(developed.id, developing.id, organizer)).rejects.toThrow(NotAllowed);
  });
});
