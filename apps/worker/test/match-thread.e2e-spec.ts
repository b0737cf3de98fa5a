import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { Company, CompanyVersion, Participation, Preference, type Forum, type MatchRun, type Profile } from '#domain';
import { defaultWeights, InputFaults } from '#matching';
import {
  fromSources,
  createTestDatabase,
  insertCompany,
  insertDelegation,
  insertForum,
  insertParticipants,
  matchCore,
  type TestDatabase,
  variedProfile,
} from '#testing';
import { MatchThread } from '../src/threads/match-thread.js';

const source = {
  filename: fileURLToPath(new URL('../src/threads/match.thread.ts', import.meta.url)),
  execArgv: fromSources,
};

describe('MatchThread', () => {
  let database: TestDatabase;
  let forum: Forum;
  let china: Company;
  let developed: Company[];
  let developing: Company[];
  let thread: MatchThread;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    forum = await insertForum(dataSource);
    const needs = (...codes: string[]) => codes.map((capability) => ({ capability, priority: 0.6 }));
    const insert = async (profile: Partial<Profile>) => {
      const company = await insertCompany(dataSource, profile);
      await insertDelegation(dataSource, forum, company);
      return company;
    };
    china = await insert({ country: 'CN', side: 'CHINA' });
    developed = [];
    for (const strength of [0.4, 0.6, 0.8]) {
      developed.push(
        await insert({
          country: 'IT',
          side: 'DEVELOPED',
          offers: [{ capability: 'Q01', strength }],
          needs: needs('P01', 'M02', 'L02'),
        }),
      );
    }
    developing = [
      await insert({
        country: 'KE',
        side: 'DEVELOPING',
        offers: [
          { capability: 'L02', strength: 0.8 },
          { capability: 'M02', strength: 0.4 },
        ],
        needs: needs('E01', 'Q01', 'P01'),
      }),
    ];
  });
  afterAll(() => database.close());

  beforeEach(() => {
    thread = new MatchThread(database.dataSource, source);
  });
  afterEach(() => thread.close());

  const run = (signal = new AbortController().signal): MatchRun => ({ onProgress: () => undefined, signal });
  const question = () => ({ company: china.id, k: 10, weights: defaultWeights, filters: {} });
  const ask = (scope: string | null = forum.id) => thread.rankAndExplain(scope, question(), run());
  const partners = ({ answer }: Awaited<ReturnType<typeof ask>>) => answer.triples.map((triple) => triple.developed);
  const changeProfile = async (company: Company, change: Partial<Profile>): Promise<string> => {
    const { dataSource } = database;
    const before = await dataSource.getRepository(CompanyVersion).findOneByOrFail({ id: company.approvedVersionId! });
    const version = await dataSource.getRepository(CompanyVersion).save({
      companyId: company.id,
      number: before.number + 1,
      profile: { ...before.profile, ...change },
    });
    await dataSource.getRepository(Company).update({ id: company.id }, { approvedVersionId: version.id });
    company.approvedVersionId = version.id;
    return version.id;
  };

  it('answers as the core does in one process, of a forum and of the whole directory', async () => {
    const inProcess = matchCore(database.dataSource);
    for (const scope of [forum.id, null]) {
      const expected = await inProcess.rankAndExplain(scope, question(), run());
      const { answer, versionIds } = await ask(scope);
      expect(answer.triples).toStrictEqual(expected.answer.triples);
      expect(answer.triples).toHaveLength(3);
      expect(versionIds).toStrictEqual(expected.versionIds);
    }
  });

  it('answers before its index is ready and says so, and fills it while nobody asks', async () => {
    const first = await ask();
    expect(first.answer.isIndexed).toBe(false);

    let isIndexed = false;
    for (const startedAt = Date.now(); !isIndexed && Date.now() - startedAt < 10_000;) {
      const { answer } = await ask();
      expect(answer.triples).toStrictEqual(first.answer.triples);
      isIndexed = answer.isIndexed;
    }
    expect(isIndexed).toBe(true);
  });

  it('sees with the next question what has changed: a profile, a participant that left, one that came, a never', async () => {
    const [, , best] = developed;
    expect(partners(await ask())[0]).toBe(best!.id);

    const versionId = await changeProfile(best!, { offers: [{ capability: 'Q01', strength: 0.4 }] });
    const changed = await ask();
    expect(partners(changed)[0]).toBe(developed[1]!.id);
    expect(changed.versionIds.get(best!.id)).toBe(versionId);

    const participations = database.dataSource.getRepository(Participation);
    const leaver = { forumId: forum.id, companyId: developed[1]!.id };
    await participations.update(leaver, { state: 'withdrawn' });
    const without = await ask();
    expect(without.answer.triples).toHaveLength(2);
    expect(without.versionIds.has(developed[1]!.id)).toBe(false);

    await participations.update(leaver, { state: 'approved' });
    expect(partners(await ask())[0]).toBe(developed[1]!.id);

    const never = { forumId: forum.id, companyId: developed[1]!.id, otherCompanyId: china.id };
    await database.dataSource.getRepository(Preference).insert({ ...never, value: 'never' });
    expect(partners(await ask())).not.toContain(developed[1]!.id);
    await database.dataSource.getRepository(Preference).delete(never);

    await changeProfile(best!, { offers: [{ capability: 'Q01', strength: 0.8 }] });
    const again = await ask();
    expect(partners(again)[0]).toBe(best!.id);
    // All this time the thread has kept what it had packed, or the index would be empty.
    expect(again.answer.isIndexed).toBe(true);
  });

  it('answers questions that come at once each by its own', async () => {
    const many = await Promise.all([ask(), ask(null), ask(), thread.rankEveryCompany(forum.id, everyone(), run())]);
    expect(many.slice(0, 3).map((answered) => partners(answered as Awaited<ReturnType<typeof ask>>).length)).toEqual([
      3, 3, 3,
    ]);
    expect(many[3].answer.map(({ company }) => company)).toEqual([china.id, ...developing.map(({ id }) => id)]);
  });

  it('leaves a question whose asker has gone, and keeps its pools', async () => {
    await ask();
    const gone = new AbortController();
    gone.abort(new Error('Nobody waits.'));
    await expect(thread.rankAndExplain(forum.id, question(), run(gone.signal))).rejects.toThrow('Nobody waits.');

    const going = new AbortController();
    const long = thread.rankEveryCompany(
      forum.id,
      { ...everyone(), companies: Array.from({ length: 200_000 }, () => china.id) },
      run(going.signal),
    );
    setTimeout(() => going.abort(new Error('Nobody waits any more.')), 300);
    await expect(long).rejects.toThrow('Nobody waits any more.');
    expect((await ask()).answer.triples).toHaveLength(3);
  });

  it('says what is wrong with a question, and begins anew after its thread has ended', async () => {
    const unknown = thread.rankAndExplain(forum.id, { ...question(), company: 'nobody' }, run());
    await expect(unknown).rejects.toThrow(new InputFaults(['company: "nobody" is not in the directory']));

    await ask();
    const [worker] = (thread as unknown as { thread: { threads: { terminate(): Promise<number> }[] } }).thread.threads;
    await worker!.terminate();

    expect((await ask()).answer.triples).toHaveLength(3);
  });

  // Last: its companies stand in the directory, too.
  it('packs a pool of any size, which reaches the thread in parts', async () => {
    const { dataSource } = database;
    const large = await insertForum(dataSource);
    const sides = ['CHINA', 'DEVELOPED', 'DEVELOPING'] as const;
    const profiles = Array.from({ length: 2_100 }, (_, i) => variedProfile(sides[i % 3]!, i));
    const companies = await insertParticipants(dataSource, large, profiles);
    const asking = { ...question(), company: companies[2_000]!.id };

    const { answer, versionIds } = await thread.rankAndExplain(large.id, asking, run());

    const expected = await matchCore(dataSource).rankAndExplain(large.id, asking, run());
    expect(versionIds.size).toBe(2_100);
    expect(answer.counts.possible).toBe(700 * 700);
    expect(answer.triples).toStrictEqual(expected.answer.triples);
  });

  const everyone = () => ({
    companies: [china.id, 'somebody who has left', ...developing.map(({ id }) => id)],
    k: 3,
    weights: defaultWeights,
  });
});
