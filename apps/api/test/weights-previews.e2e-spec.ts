import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Account } from '#domain';
import { insertAccount, joinForum } from '#testing';
import { MatchStage } from './match-stage.js';

const PREVIEW = `mutation ($input: PreviewWeightsInput!) {
  previewWeights(input: $input) { __typename ... on WeightsPreview { id state seed } ... on Refusal { code message } }
}`;
const READING = `
  state progress isStale sampleSize seed wantedCount
  present { version score { coverage } }
  proposed { score { coverage reciprocity fit } fit { size } }
  comparison {
    lists { company { companyId nameEn nameZh } kept entered left largestMove presentRankOfBest }
    exposure {
      china { present { gini neverShown } proposed { gini neverShown } }
      developed { present { gini neverShown } proposed { gini neverShown } }
      developing { present { gini neverShown } proposed { gini neverShown } }
    }
    gainers { company { companyId nameEn } present proposed }
    losers { company { companyId nameEn } present proposed }
  }`;
const ADOPT = `mutation ($id: UUID!) {
  adoptWeightsPreview(id: $id) {
    __typename
    ... on Forum { weights { version score { coverage reciprocity fit } fit { size } } }
    ... on Refusal { code message }
    ... on WeightsPreviewStale { comparedVersion presentVersion }
  }
}`;
const HISTORY = `query ($forumId: ID!, $first: Int!, $after: String) {
  weightsHistory(forumId: $forumId, first: $first, after: $after) {
    nodes { changedAt weightsPreviewId account { id } before { version } after { version score { coverage } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const LIST = `query ($forumId: ID!) {
  weightsPreviews(forumId: $forumId) {
    nodes { id isStale comparison { lists { company { nameEn } } gainers { company { nameEn } } } }
  }
}`;

const weights = {
  score: { coverage: 0.1, reciprocity: 0.1, fit: 0.8 },
  fit: { market: 0.1, language: 0.1, mode: 0.1, sector: 0.1, size: 0.5, agreement: 0.1 },
};

describe('previewing weights', () => {
  let stage: MatchStage;
  let organizer: Account;
  let assistant: Account;
  let names: Map<string, string>;

  beforeAll(async () => {
    stage = await MatchStage.open();
    await stage.startWorker();
    organizer = await insertAccount(stage.api.dataSource);
    assistant = await insertAccount(stage.api.dataSource);
    await joinForum(stage.api.dataSource, organizer, stage.forum);
    await joinForum(stage.api.dataSource, assistant, stage.forum, 'assistant');
    names = new Map();
    for (const side of ['china', 'developed', 'developing'] as const) {
      for (const size of [0, 2, 4]) {
        const { id, profile } = await stage.addCompany(side, { size });
        names.set(id, profile.nameEn);
      }
    }
  });
  afterAll(() => stage.close());

  const ask = (given: object = {}, by: Account | null = organizer) =>
    stage.api.run(by, PREVIEW, {
      input: { forumId: stage.forum.id, ...weights, count: 5, idempotencyKey: randomUUID(), ...given },
    });
  const preview = async (given: object = {}) => {
    const id = (await ask(given)).data!['previewWeights'].id as string;
    return { id, ...(await stage.lastOf(organizer, 'weightsPreviewProgress', id, READING)) } as Record<string, any>;
  };

  it('shows what would change, with names, and nothing of it takes effect', async () => {
    const done = await preview({ sampleSize: 4 });
    expect(done).toMatchObject({
      state: 'DONE',
      progress: 1,
      isStale: false,
      sampleSize: 4,
      wantedCount: 5,
      present: { version: 'default-1' },
      proposed: { score: weights.score, fit: { size: 0.5 } },
    });
    const { lists, exposure, gainers } = done['comparison'];
    expect(lists).toHaveLength(4);
    for (const { company } of [...lists, ...gainers]) expect(company.nameEn).toBe(names.get(company.companyId));
    expect(exposure.developed.present.gini).toBeGreaterThanOrEqual(0);
    const FORUM = 'query ($id: UUID!) { forum(id: $id) { weights { version } } }';
    expect((await stage.api.ask(organizer, FORUM, { id: stage.forum.id }))['forum'].weights.version).toBe('default-1');
  });

  it('repeats a sample by its seed', async () => {
    const first = await preview({ sampleSize: 3 });
    const again = await preview({ sampleSize: 3, seed: first['seed'] });
    expect(again['comparison'].lists).toEqual(first['comparison'].lists);
  });

  it('reads a page of previews with as many queries for three as for one', async () => {
    const variables = { forumId: stage.forum.id };
    const before = (await stage.api.ask(organizer, LIST, variables))['weightsPreviews'].nodes.length as number;
    const few = await stage.countQueries(organizer, LIST, variables);
    await preview();
    await preview();
    expect((await stage.api.ask(organizer, LIST, variables))['weightsPreviews'].nodes).toHaveLength(before + 2);
    expect(await stage.countQueries(organizer, LIST, variables)).toBe(few);
  });

  it('adopts what was previewed, refuses what was compared with other weights, and keeps the history', async () => {
    const [first, second] = [await preview(), await preview()];
    const adopted = (await stage.api.ask(organizer, ADOPT, { id: first['id'] }))['adoptWeightsPreview'];
    expect(adopted).toMatchObject({ __typename: 'Forum', weights: { score: weights.score, fit: { size: 0.5 } } });
    const { version } = adopted.weights;
    expect((await stage.api.ask(organizer, ADOPT, { id: second['id'] }))['adoptWeightsPreview']).toEqual({
      __typename: 'WeightsPreviewStale',
      code: 'WEIGHTS_PREVIEW_STALE',
      message: 'The forum’s weights were changed since this preview compared with them. Preview again before adopting.',
      comparedVersion: 'default-1',
      presentVersion: version,
    });

    const third = await preview({ score: { coverage: 0.4, reciprocity: 0.3, fit: 0.3 } });
    expect(third['present'].version).toBe(version);
    await stage.api.ask(organizer, ADOPT, { id: third['id'] });
    const variables = { forumId: stage.forum.id, first: 1 };
    const latest = (await stage.api.ask(assistant, HISTORY, variables))['weightsHistory'];
    expect(latest).toMatchObject({
      nodes: [{ weightsPreviewId: third['id'], account: { id: organizer.id }, before: { version } }],
      pageInfo: { hasNextPage: true },
    });
    const after = latest.pageInfo.endCursor as string;
    expect((await stage.api.ask(assistant, HISTORY, { ...variables, after }))['weightsHistory']).toMatchObject({
      nodes: [{ weightsPreviewId: first['id'], before: { version: 'default-1' }, after: { version } }],
      pageInfo: { hasNextPage: false },
    });
    const forged = Buffer.from('["x"]').toString('base64url');
    const { errors } = await stage.api.run(assistant, HISTORY, { ...variables, after: forged });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', faults: [{ field: 'after' }] });
  });

  it('names the group of weights that does not add up', async () => {
    const { errors } = await ask({ score: { ...weights.score, fit: 0.5 } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      faults: [{ field: 'score', allowed: expect.stringContaining('0.70') }],
    });
  });

  it('is closed to everybody but the forum’s staff, and asked by its organizers', async () => {
    const { id } = await preview();
    const READ = 'query ($id: UUID!) { weightsPreview(id: $id) { id } }';
    expect((await stage.api.ask(assistant, READ, { id }))['weightsPreview']).toEqual({ id });
    expect((await ask({}, assistant)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    const stranger = await insertAccount(stage.api.dataSource);
    expect((await stage.api.run(stranger, READ, { id })).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect((await ask({}, null)).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });
});
