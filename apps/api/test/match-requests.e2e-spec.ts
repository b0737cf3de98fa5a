import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleCompanies, type Account, type Company, type Profile } from '#domain';
import { insertAccount, insertCompany, joinCompany } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

const ASK = `mutation ($input: RequestMatchesInput!) {
  requestMatches(input: $input) {
    __typename
    ... on MatchRequest { id state }
    ... on Refusal { code message }
  }
}`;
const ANSWER = `subscription ($id: UUID!) {
  matchRequestProgress(id: $id) {
    state progress possibleCount weightsVersion
    triples(first: 2) {
      pageInfo { hasNextPage endCursor }
      nodes {
        rank score index isStale
        members { companyId side nameEn share isOutdated }
        lines { companyId capability byCompanyId strength }
        fitFactors { market language }
      }
    }
  }
}`;

describe('asking for matches in the directory', () => {
  let api: TestApi;
  let worker: WorkerProcess;
  let account: Account;
  let asking: Company;

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startWorkerProcess(api.databaseUrl);
    for (const sample of sampleCompanies()) {
      // A sample company has the fields of a profile, read-only, and some of its own that no column takes.
      const company = await insertCompany(api.dataSource, sample as unknown as Profile);
      if (sample.nameEn === 'Dongfang Electric') asking = company;
    }
    account = await insertAccount(api.dataSource);
    await joinCompany(api.dataSource, account, asking);
  });
  afterAll(async () => {
    await worker.stop();
    await api.close();
  });

  const ask = (input: Record<string, unknown> = {}, by: Account | null = account) =>
    api.run(by, ASK, { input: { companyId: asking.id, idempotencyKey: randomUUID(), ...input } });

  it('shows progress and then the best triples with their reasons', async () => {
    const { data } = await ask({ count: 3 });
    expect(data?.requestMatches).toMatchObject({ __typename: 'MatchRequest', state: 'QUEUED' });

    const states: string[] = [];
    let answer: Record<string, any> | undefined;
    for await (const { data: update } of api.subscribe(account, ANSWER, { id: data?.requestMatches.id })) {
      states.push(update?.matchRequestProgress.state as string);
      if (states.at(-1) === 'DONE') {
        answer = update!.matchRequestProgress as Record<string, any>;
        break;
      }
    }
    expect(answer).toMatchObject({ progress: 1, weightsVersion: 'default-1' });
    expect(answer!.possibleCount).toBeGreaterThan(100);
    const { nodes, pageInfo } = answer!.triples;
    expect(pageInfo.hasNextPage).toBe(true);
    expect(nodes.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2]);
    expect(nodes[0].members).toMatchObject([
      { companyId: asking.id, side: 'CHINA', isOutdated: false },
      { side: 'DEVELOPED', nameEn: 'Salini Impregilo' },
      { side: 'DEVELOPING', nameEn: 'Ethiopian Electric Power' },
    ]);
    expect(nodes[0].lines.length).toBeGreaterThanOrEqual(24);
    expect(nodes[0].isStale).toBe(false);
  });

  it('says in the reader’s language why a company cannot ask', async () => {
    const incomplete = await insertCompany(api.dataSource, { needs: [] });
    await joinCompany(api.dataSource, account, incomplete);
    const { data } = await ask({ companyId: incomplete.id });
    expect(data?.requestMatches).toEqual({
      __typename: 'ProfileIncomplete',
      code: 'PROFILE_INCOMPLETE',
      message: 'The approved profile lacks: needs. Complete it to be matched.',
    });
  });

  it('refuses numbers out of range by name, before anything is written', async () => {
    const { errors } = await ask({ count: 101 });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', faults: [{ field: 'count' }] });
    const { errors: unknown } = await ask({ filters: { sectors: ['NOPE'] } });
    expect(unknown?.[0]?.extensions).toMatchObject({
      faults: [{ field: 'filters.sectors[0]', allowed: 'a sector code of the taxonomy' }],
    });
  });

  it('lists what a company asked, newest first and page by page', async () => {
    const LIST = `query ($companyId: ID!, $after: String) {
      matchRequests(companyId: $companyId, first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
    }`;
    const asked: string[] = [];
    for (let count = 1; count <= 3; count++) asked.unshift((await ask({ count })).data?.requestMatches.id as string);
    const first = (await api.ask(account, LIST, { companyId: asking.id })).matchRequests;
    const second = (await api.ask(account, LIST, { companyId: asking.id, after: first.pageInfo.endCursor }))
      .matchRequests;
    expect([...first.nodes, ...second.nodes].slice(0, 3).map(({ id }: { id: string }) => id)).toEqual(asked);
  });

  it('is closed to strangers and to nobody', async () => {
    const stranger = await insertAccount(api.dataSource);
    await joinCompany(api.dataSource, stranger, await insertCompany(api.dataSource));
    expect((await ask({}, stranger)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await ask({}, null)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');

    const { data } = await ask();
    const READ = 'query ($id: UUID!) { matchRequest(id: $id) { id } }';
    const theirs = await api.run(stranger, READ, { id: data?.requestMatches.id });
    const unknown = await api.run(stranger, READ, { id: randomUUID() });
    expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(theirs.errors?.[0]?.message.replace(/[0-9a-f-]{36}/, '')).toBe(
      unknown.errors?.[0]?.message.replace(/[0-9a-f-]{36}/, ''),
    );
  });
});
