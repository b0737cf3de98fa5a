import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompanyImportsService, maxUploadBytes, type Account } from '#domain';
import { OutboxJob } from '#jobs';
import { insertAccount } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';

const IMPORT = `mutation ($uploadId: UUID!, $mapping: ImportMapping!, $key: String!) {
  importCompanies(input: { uploadId: $uploadId, mapping: $mapping }, idempotencyKey: $key) { id state }
}`;
const PROGRESS = `subscription ($id: UUID!) {
  companyImportProgress(id: $id) { state rowsRead rowsWritten faultCount faults { row column cause } }
}`;
const SEARCH = `query ($query: DirectoryQuery, $first: Int, $after: String) {
  searchDirectory(query: $query, first: $first, after: $after) {
    nodes { profile { nameEn nameZh } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const COUNT = `query ($query: DirectoryQuery) {
  countDirectory(query: $query) { total facets { side { code count } sector { code count label { zh } } } }
}`;

const listed = [
  'name,country_iso2,sector,industry_group,industry,market_cap_class,website',
  'Danieli & C. Officine Meccaniche S.p.A.,IT,Industrials,Capital Goods,Machinery,Small Cap,http://www.danieli.com',
  'Dongfang Electric,CN,Industrials,Capital Goods,Electrical Equipment,Mid Cap,',
].join('\n');
const template = 'name_en,name_zh,country,sectors\nThree Gorges,三峡集团,CN,ENE-HYD\n';

describe('the directory and imports through the API', () => {
  let api: TestApi;
  let administrator: Account;
  let visitor: Account;

  beforeAll(async () => {
    api = await startTestApi();
    administrator = await insertAccount(api.dataSource, { isAdministrator: true });
    visitor = await insertAccount(api.dataSource);
  });
  afterAll(() => api.close());

  const upload = async (account: Account | null, body: string, contentType = 'text/csv'): Promise<Response> =>
    fetch(`${api.url}/uploads?fileName=list.csv`, {
      method: 'POST',
      headers: {
        'content-type': contentType,
        ...(account && { authorization: await api.authorizationOf(account) }),
      },
      body,
    });

  /** Asks for the import of a file, does the worker's part, and gives the last state that a subscriber sees. */
  async function importFile(body: string, mapping: string): Promise<Record<string, unknown>> {
    const { id: uploadId } = (await (await upload(administrator, body)).json()) as { id: string };
    const { importCompanies } = await api.ask(administrator, IMPORT, { uploadId, mapping, key: randomUUID() });
    const { id } = importCompanies;
    const progress = api.subscribe(administrator, PROGRESS, { id });
    expect((await progress.next()).value.data.companyImportProgress).toMatchObject({ state: 'QUEUED', rowsRead: 0 });
    const job = await api.dataSource.manager.findOneByOrFail(OutboxJob, { payload: { companyImportId: id } });
    await api.get(CompanyImportsService).run(id, job.id, new AbortController().signal);
    for await (const { data } of progress) {
      if (data!.companyImportProgress.state !== 'RUNNING') return data!.companyImportProgress;
    }
    throw new Error('The subscription ended early.');
  }

  const find = async (query: object): Promise<string[]> =>
    (await api.ask(visitor, SEARCH, { query })).searchDirectory.nodes.map(
      (node: { profile: { nameEn: string } }) => node.profile.nameEn,
    );

  it('imports nothing of a file with faults, and everything of one without', async () => {
    expect(await importFile(`${template}Nowhere,,XX,\n`, 'TEMPLATE')).toEqual({
      state: 'REFUSED',
      rowsRead: 2,
      rowsWritten: 0,
      faultCount: 1,
      faults: [{ row: 3, column: 'country', cause: 'allowed: an ISO 3166-1 alpha-2 code in capitals, such as BR' }],
    });
    expect(await find({})).toEqual([]);

    const done = { state: 'DONE', faultCount: 0, faults: [] };
    expect(await importFile(template, 'TEMPLATE')).toEqual({ ...done, rowsRead: 1, rowsWritten: 1 });
    expect(await importFile(listed, 'LISTED_COMPANIES')).toEqual({ ...done, rowsRead: 2, rowsWritten: 2 });
    expect(await find({})).toEqual(['Danieli & C. Officine Meccaniche S.p.A.', 'Dongfang Electric', 'Three Gorges']);
  });

  it('finds in English, in Chinese and with a typing error', async () => {
    expect(await find({ text: 'danieli' })).toEqual(['Danieli & C. Officine Meccaniche S.p.A.']);
    expect(await find({ text: '三峡' })).toEqual(['Three Gorges']);
    expect(await find({ text: 'Dongfang Electirc' })).toEqual(['Dongfang Electric']);
    expect(await find({ sides: ['CHINA'], isComplete: true })).toEqual([]);
  });

  it('counts by filter', async () => {
    const { countDirectory } = await api.ask(visitor, COUNT, { query: { sides: ['DEVELOPED'] } });
    expect(countDirectory).toEqual({
      total: 1,
      facets: {
        side: [
          { code: 'CHINA', count: 2 },
          { code: 'DEVELOPED', count: 1 },
        ],
        sector: [{ code: 'MAN-EQP', count: 1, label: { zh: '机械、工业与船舶海工装备' } }],
      },
    });
  });

  it('pages by cursor, and reads all companies of a page at once', async () => {
    const first = (await api.ask(visitor, SEARCH, { first: 2 })).searchDirectory;
    expect(first.nodes).toHaveLength(2);
    const rest = (await api.ask(visitor, SEARCH, { first: 2, after: first.pageInfo.endCursor })).searchDirectory;
    expect(rest).toMatchObject({ nodes: [{ profile: { nameEn: 'Three Gorges' } }], pageInfo: { hasNextPage: false } });
    const wrong = await api.run(visitor, SEARCH, { after: Buffer.from('["x","y","z"]').toString('base64url') });
    expect(wrong.errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', faults: [{ field: 'after' }] });
  });

  it('gives the template to download', async () => {
    const response = await fetch(`${api.url}/imports/template.csv`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await response.text()).toMatch(/^\uFEFF?name_en,name_zh,name_local,country,/);
  });

  it('takes uploads and imports from administrators and organizers alone, and only CSV of a bounded size', async () => {
    expect((await upload(null, template)).status).toBe(401);
    expect((await upload(visitor, template)).status).toBe(403);
    expect((await upload(administrator, template, 'text/plain')).status).toBe(415);
    expect((await upload(administrator, '')).status).toBe(400);
    expect((await upload(administrator, 'a'.repeat(maxUploadBytes + 1))).status).toBe(413);
    const { id: uploadId } = (await (await upload(administrator, template)).json()) as { id: string };
    const theirs = { uploadId, mapping: 'TEMPLATE', key: randomUUID() };
    expect(await api.codeOf(visitor, IMPORT, theirs)).toBe('FORBIDDEN');
    expect(await api.codeOf(null, SEARCH)).toBe('UNAUTHENTICATED');
  });
});
