import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultWeights } from '#matching';
import { MatchBed } from '#testing';
import { Company } from '../companies/company.entity.js';
import type { ProfileInput } from '../companies/profile-input.js';
import type { Forum } from '../forums/forum.entity.js';
import type { AbsenceRequest } from './absence-request.entity.js';
import type { MatchRequest } from './match-request.entity.js';

describe('StalenessService', () => {
  let bed: MatchBed;
  let forum: Forum;
  let china: Company;
  let developed: Company;
  let developing: Company;
  let list: MatchRequest;
  let question: AbsenceRequest;

  beforeAll(async () => {
    bed = await MatchBed.open();
  });
  afterAll(() => bed.close());
  beforeEach(async () => {
    forum = await bed.insertForum();
    china = await bed.addCompany(forum, 'china');
    developed = await bed.addCompany(forum, 'developed');
    developing = await bed.addCompany(forum, 'developing');
    list = await bed.match(china, forum);
    question = (await bed.absenceRequests.ask(await bed.ownerOf(china), {
      matchRequestId: list.id,
      companyIds: [developed.id, developing.id],
      idempotencyKey: randomUUID(),
    })) as AbsenceRequest;
    await bed.explain(question);
    expect(await staleness()).toEqual({ list: false, question: false, versions: [false, false, false] });
  });

  /** Of the list, of the question about it, and of the versions of its first triple. */
  const staleness = async () => {
    const [triple] = await bed.matchRequests.listTriples(list, 1);
    const versionIds = [triple!.chinaVersionId, triple!.developedVersionId, triple!.developingVersionId];
    const outdated = await bed.staleness.findOutdatedVersions(versionIds);
    return {
      list: (await bed.staleness.findStaleMatchRequests([list.id])).has(list.id),
      question: (await bed.staleness.findStaleAbsenceRequests([question.id])).has(question.id),
      versions: versionIds.map((id) => outdated.has(id)),
    };
  };
  const edit = async (company: Company, input: ProfileInput): Promise<void> => {
    const owner = await bed.ownerOf(company);
    const { version } = await bed.companies.find(owner, company.id);
    await bed.companies.edit(owner, company.id, input, version);
  };

  it('calls stale what names a profile that reads otherwise now', async () => {
    await edit(developed, { modes: ['investment'] });
    expect(await staleness()).toEqual({ list: true, question: true, versions: [false, true, false] });
    await edit(developed, { modes: ['engineering'] });
    expect(await staleness()).toEqual({ list: false, question: false, versions: [false, false, false] });
  });

  it('calls stale what the asking company’s own change concerns, its blocks too', async () => {
    await bed.setBlocks(china, { countries: ['BR'] });
    expect(await staleness()).toEqual({ list: true, question: true, versions: [false, false, false] });
  });

  it('tells nobody that another company has changed its blocks', async () => {
    await bed.setBlocks(developed, { companyIds: [china.id] });
    const { approvedVersionId } = await bed.database.dataSource
      .getRepository(Company)
      .findOneByOrFail({ id: developed.id });
    expect(approvedVersionId).not.toBe(developed.approvedVersionId);
    expect(await staleness()).toEqual({ list: false, question: false, versions: [false, false, false] });
  });

  it('calls stale what names a company that has left the directory', async () => {
    await bed.database.dataSource
      .getRepository(Company)
      .update({ id: developing.id }, { archivedAt: new Date('2027-01-01T00:00Z'), archiveReason: 'Closed.' });
    expect(await staleness()).toEqual({ list: true, question: true, versions: [false, false, true] });
  });

  it('calls stale what other weights were used for', async () => {
    const { fit } = defaultWeights;
    const score = { coverage: 0.5, reciprocity: 0.25, fit: 0.25 };
    await bed.forums.setForumWeights(await bed.organizerOf(forum), forum.id, { score, fit }, forum.version);
    expect(await staleness()).toEqual({ list: true, question: true, versions: [false, false, false] });
  });

  it('answers for many at once, and not for what is not done', async () => {
    const other = await bed.match(developing, forum);
    await edit(developed, { modes: ['investment'] });
    expect(await bed.staleness.findStaleMatchRequests([list.id, other.id, randomUUID()])).toEqual(
      new Set([list.id, other.id]),
    );
    await bed.database.dataSource.query(`update match_request set state = 'failed' where id = $1`, [other.id]);
    expect(await bed.staleness.findStaleMatchRequests([list.id, other.id])).toEqual(new Set([list.id]));
  });
});
