import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { startTestApi, type TestApi } from './api-harness.js';
import { fuzz } from './fuzz/fuzz-run.js';
import { openStage } from './permissions/cast.js';
import { Tries } from './permissions/tries.js';

/** The short form of `npm run fuzz`. */
describe('requests of bad will', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it('find nothing that breaks, leaks, or writes though it is refused', async () => {
    const { url, dataSource, authorizationOf } = api;
    const { schema } = api.get(GraphQLSchemaHost);
    const tries = new Tries(api, await openStage(api));
    const report = await fuzz({ url, dataSource, schema, tries, authorizationOf }, { seed: 20_261_125, count: 1_000 });
    expect(report.findings).toEqual([]);

    // It went deep enough: some came past validation and permission, and were refused by the domain or accepted.
    const words = new Set([...report.outcomes.values()].flatMap((outcome) => [...outcome.keys()]));
    expect([...words]).toEqual(
      expect.arrayContaining(['ok', 'BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'EDIT_CONFLICT']),
    );
    expect(report.outcomes.size).toBeGreaterThan(100);
    // Each way in: sessions that ended well and that the server closed, routes that answered and that refused.
    expect([...report.byKind.keys()]).toEqual(['operations', 'subscriptions', 'routes']);
    expect([...words]).toEqual(
      expect.arrayContaining(['closed 4400', 'closed 4401', 'closed 4409', 'closed 1009', '400']),
    );
  }, 180_000);
});
