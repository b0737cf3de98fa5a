import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Company, Participation, type Account } from '#domain';
import type { GraphqlAnswer } from './api-harness.js';
import { MatchStage } from './match-stage.js';

const EXPLAIN = `mutation ($input: ExplainAbsenceInput!) {
  explainAbsence(input: $input) {
    __typename
    ... on AbsenceRequest { id state expectedCompanyIds absence { rank } }
    ... on Refusal { code message }
    ... on WrongSides { wantedSides }
  }
}`;
/** All that can be read, but the ids that were sent and times. */
const READING = `
  state progress weightsVersion isStale
  absence {
    rank possibleCount scoreToReach droppedBy
    score coverage reciprocity fit index indexSentence { en zh }
    changes { companyId kind code value score reachesList }
    members { companyId side nameEn nameZh country share isOutdated }
    lines { companyId capability priority byCompanyId strength }
    fitFactors { market language mode sector size agreement }
  }`;

interface Cast {
  china: Company;
  developed: Company;
  developing: Company;
}

describe('asking why two companies are absent', () => {
  let stage: MatchStage;
  let owner: Account;
  let china: Company;
  let developing: Company;
  let listId: string;

  beforeAll(async () => {
    stage = await MatchStage.open();
    china = await stage.addCompany('china');
    developing = await stage.addCompany('developing');
    owner = await stage.ownerOf(china);
    await stage.startWorker();
    listId = (await stage.match(owner, china))['id'] as string;
  });
  afterAll(() => stage.close());

  const ask = (companyIds: string[], matchRequestId = listId): Promise<GraphqlAnswer> =>
    stage.api.run(owner, EXPLAIN, { input: { matchRequestId, companyIds, idempotencyKey: randomUUID() } });
  const read = (id: string) => stage.lastOf(owner, 'absenceRequestProgress', id, READING);

  const leave =
    (state: Participation['state']) =>
    ({ developed }: Cast) =>
      stage.api.dataSource.getRepository(Participation).update({ companyId: developed.id }, { state });
  const change =
    (values: Partial<Company>) =>
    ({ developed }: Cast) =>
      stage.api.dataSource.getRepository(Company).update({ id: developed.id }, values);

  const reasons: Record<string, (cast: Cast) => Promise<unknown>> = {
    'blocks the asking company': (cast) => stage.setBlocks(cast.developed, { companyIds: [cast.china.id] }),
    'blocks the country of the asking company': (cast) => stage.setBlocks(cast.developed, { countries: ['CN'] }),
    'blocks the other one': (cast) => stage.setBlocks(cast.developed, { companyIds: [cast.developing.id] }),
    'said never to the asking company': (cast) => stage.sayNever(cast.developed, cast.china),
    'said never to the other one': (cast) => stage.sayNever(cast.developed, cast.developing),
    'was told never by the other one': (cast) => stage.sayNever(cast.developing, cast.developed),
    'has withdrawn from the forum': leave('withdrawn'),
    'was declined by the forum': leave('declined'),
    'has no approved profile': change({ approvedVersionId: null }),
    'has left the directory': change({ archivedAt: new Date('2027-01-01T00:00Z'), archiveReason: 'Closed.' }),
  };

  it('answers each private reason as an id that does not exist, at the door and when the job comes to it', async () => {
    // Nobody works on these before the reasons have come to be.
    await stage.stopWorker();
    const asked = new Map<string, { cast: Cast; id: string }>();
    for (const reason of ['nothing', ...Object.keys(reasons)]) {
      const developed = await stage.addCompany('developed');
      const { data } = await ask([developed.id, developing.id]);
      expect({ reason, answer: data!['explainAbsence'] }).toMatchObject({
        reason,
        answer: { __typename: 'AbsenceRequest', state: 'QUEUED', absence: null },
      });
      asked.set(reason, { cast: { china, developed, developing }, id: data!['explainAbsence'].id as string });
    }
    for (const [reason, close] of Object.entries(reasons)) await close(asked.get(reason)!.cast);

    const unknown = await ask([randomUUID(), developing.id]);
    expect(unknown).toEqual({
      data: {
        explainAbsence: { __typename: 'NotAvailable', code: 'NOT_AVAILABLE', message: 'This is not available.' },
      },
    });
    for (const reason of Object.keys(reasons)) {
      const { developed } = asked.get(reason)!.cast;
      expect({ reason, answer: await ask([developed.id, developing.id]) }).toEqual({ reason, answer: unknown });
      expect({ reason, answer: await ask([developing.id, developed.id]) }).toEqual({ reason, answer: unknown });
    }

    await stage.startWorker();
    const { id, cast } = asked.get('nothing')!;
    const explained = await read(id);
    expect(explained).toMatchObject({ state: 'DONE', progress: 1, weightsVersion: 'default-1', isStale: false });
    expect(explained['absence'].members).toMatchObject([
      { companyId: china.id, side: 'CHINA' },
      { companyId: cast.developed.id, side: 'DEVELOPED' },
      { companyId: developing.id, side: 'DEVELOPING' },
    ]);
    for (const reason of Object.keys(reasons)) {
      expect({ reason, reading: await read(asked.get(reason)!.id) }).toEqual({
        reason,
        reading: { state: 'NOT_AVAILABLE', progress: 1, weightsVersion: null, isStale: false, absence: null },
      });
    }
  });

  it('explains a triple that is not in the list: its rank, what it lacks, and what would raise it', async () => {
    const weak = await stage.addCompany('developed', { offers: [{ capability: 'Q01', strength: 0.4 }] });
    const best = await stage.match(owner, china, { count: 1 });
    expect(best['triples'].nodes[0].members[1].companyId).not.toBe(weak.id);

    const { data } = await ask([weak.id, developing.id], best['id'] as string);
    const { absence, ...reading } = await read(data!['explainAbsence'].id as string);
    expect(reading).toMatchObject({ state: 'DONE', isStale: false });
    expect(absence.rank).toBeGreaterThan(1);
    expect(absence.possibleCount).toBe(best['possibleCount']);
    expect(absence.scoreToReach).toBe(best['triples'].nodes[0].score);
    expect(absence.scoreToReach).toBeGreaterThan(absence.score);
    expect(absence.changes[0].score).toBeGreaterThan(absence.score);
    expect(absence.changes).toContainEqual(
      expect.objectContaining({ companyId: weak.id, kind: 'OFFER', code: 'Q01', value: expect.any(Number) }),
    );
    expect(absence.indexSentence.en).toContain('1+1+1');
  });

  it('says in the reader’s language which sides are wanted, alike for one that blocks', async () => {
    const [first, second] = [await stage.addCompany('developed'), await stage.addCompany('developed')];
    const open = await ask([first.id, second.id]);
    expect(open.data!['explainAbsence']).toEqual({
      __typename: 'WrongSides',
      code: 'WRONG_SIDES',
      message:
        'A triple has one company of each side. Name one company of developed countries and one of developing countries.',
      wantedSides: ['DEVELOPED', 'DEVELOPING'],
    });
    await stage.setBlocks(second, { companyIds: [china.id] });
    expect(await ask([first.id, second.id])).toEqual(open);
  });

  it('refuses what is not two ids, before anything is looked up', async () => {
    for (const companyIds of [[china.id], ['x', china.id], [china.id, china.id, china.id]]) {
      const { errors } = await ask(companyIds);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });

  it('is closed to strangers and to nobody', async () => {
    const { data } = await ask([(await stage.addCompany('developed')).id, developing.id]);
    const id = data!['explainAbsence'].id as string;
    const stranger = await stage.ownerOf(await stage.addCompany('china'));
    const READ = 'query ($id: UUID!) { absenceRequest(id: $id) { id } }';
    expect((await stage.api.ask(owner, READ, { id }))['absenceRequest']).toEqual({ id });
    expect((await stage.api.run(stranger, READ, { id })).errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
    expect((await stage.api.run(null, READ, { id })).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });
});
