import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Account } from '#domain';
import { insertAccount, joinCompany } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';

const FILE = `id profile { nameEn } file { version state stateReason missing { code message } profile { nameEn size side } }`;
const RESULT = `__typename ... on Company { ${FILE} } ... on Refusal { code message }
  ... on EditConflict { presentVersion }`;
const POST = `mutation ($input: PostCompanyInput!, $key: String!) {
  postCompany(input: $input, idempotencyKey: $key) { ${FILE} }
}`;
const EDIT = `mutation ($id: UUID!, $input: EditCompanyInput!, $version: Int!) {
  editCompany(id: $id, input: $input, expectedVersion: $version) { ${RESULT} }
}`;
const SUBMIT = `mutation ($id: UUID!, $version: Int!) {
  submitCompany(id: $id, expectedVersion: $version) { ${RESULT} ... on SubmissionIncomplete { missing } }
}`;
const APPROVE = `mutation ($id: UUID!, $version: Int!) {
  approveCompany(id: $id, expectedVersion: $version) { ${RESULT} }
}`;
const RETURN = `mutation ($id: UUID!, $version: Int!) {
  returnCompany(id: $id, reason: "Which dam?", expectedVersion: $version) { ${RESULT} }
}`;
const SEE = `query ($id: UUID!) {
  company(id: $id) {
    profile { nameEn country { code label { zh } } offers { strength capability { code label { en } } } needs { priority } }
    file { state blockedCountries }
  }
}`;

describe('companies through the API', () => {
  let api: TestApi;
  let administrator: Account;
  let owner: Account;
  let stranger: Account;

  beforeAll(async () => {
    api = await startTestApi();
    administrator = await insertAccount(api.dataSource, { isAdministrator: true });
    owner = await insertAccount(api.dataSource);
    stranger = await insertAccount(api.dataSource);
  });
  afterAll(() => api.close());

  const post = async (input: object): Promise<{ id: string; file: { version: number } }> =>
    (await api.ask(owner, POST, { input, key: randomUUID() })).postCompany;

  it('are posted, completed, submitted, returned, approved, and changed under review', async () => {
    const posted = await post({ nameEn: 'Alpha Hydro', country: 'DE' });
    const { id } = posted;
    expect(posted).toMatchObject({
      profile: null,
      file: {
        state: 'INCOMPLETE',
        profile: { side: 'DEVELOPED' },
        missing: [
          { code: 'offers', message: 'Name at least one capability that the company offers.' },
          { code: 'needs' },
        ],
      },
    });
    const { submitCompany: refused } = await api.ask(owner, SUBMIT, { id, version: 1 });
    expect(refused).toEqual({
      __typename: 'SubmissionIncomplete',
      code: 'SUBMISSION_INCOMPLETE',
      missing: ['offers', 'needs'],
      message: 'The profile cannot be reviewed before it has: offers, needs.',
    });

    const input = {
      kind: 'PUBLIC_BODY',
      offers: [{ capability: 'E04', strength: 0.8 }],
      needs: ['F01', 'P01', 'O01'].map((capability) => ({ capability, priority: 0.6 })),
    };
    const { editCompany: edited } = await api.ask(owner, EDIT, { id, input, version: 1 });
    expect(edited).toMatchObject({ __typename: 'Company', file: { missing: [] } });
    const { submitCompany: submitted } = await api.ask(owner, SUBMIT, { id, version: edited.file.version });
    expect(submitted.file.state).toBe('SUBMITTED');
    expect(await api.codeOf(stranger, SEE, { id })).toBe('NOT_FOUND');

    const { companiesToReview } = await api.ask(administrator, `{ companiesToReview { nodes { ${FILE} } } }`);
    expect(companiesToReview.nodes).toEqual([expect.objectContaining({ id })]);
    const { returnCompany: returned } = await api.ask(administrator, RETURN, { id, version: submitted.file.version });
    expect(returned.file).toMatchObject({ state: 'RETURNED', stateReason: 'Which dam?' });
    const { submitCompany: again } = await api.ask(owner, SUBMIT, { id, version: returned.file.version });
    const { approveCompany: approved } = await api.ask(administrator, APPROVE, { id, version: again.file.version });
    expect(approved).toMatchObject({ file: { state: 'APPROVED' }, profile: { nameEn: 'Alpha Hydro' } });

    const rename = { id, input: { nameEn: 'Omega Hydro', size: 3 }, version: approved.file.version };
    const { editCompany: renamed } = await api.ask(owner, EDIT, rename);
    expect(renamed).toMatchObject({ profile: { nameEn: 'Alpha Hydro' }, file: { state: 'SUBMITTED' } });
    expect((await api.ask(owner, EDIT, rename)).editCompany).toMatchObject({
      __typename: 'EditConflict',
      presentVersion: renamed.file.version,
    });
    expect((await api.ask(stranger, SEE, { id })).company).toEqual({
      profile: {
        nameEn: 'Alpha Hydro',
        country: { code: 'DE', label: { zh: '德国' } },
        offers: [
          { strength: 0.8, capability: { code: 'E04', label: { en: 'Engineering design and feasibility study' } } },
        ],
        needs: [{ priority: 0.6 }, { priority: 0.6 }, { priority: 0.6 }],
      },
      file: null,
    });
  });

  it('take a side, a confirmed offer, blocks and people, and leave when archived', async () => {
    const offers = [{ capability: 'E01', strength: 0.4 }];
    const { id } = await post({ nameEn: 'Beta', country: 'HK', offers });
    const change = async (account: Account, mutation: string): Promise<void> => {
      const { company } = await api.ask(administrator, `{ company(id: "${id}") { file { version } } }`);
      const query = `mutation { ${mutation.replace('VERSION', company.file.version)} { __typename } }`;
      expect(Object.values(await api.ask(account, query))).toEqual([{ __typename: 'Company' }]);
    };
    await change(
      administrator,
      `overrideCompanySide(id: "${id}", side: DEVELOPED, reason: "Moved", expectedVersion: VERSION)`,
    );
    await change(administrator, `confirmCompanyOffer(id: "${id}", capability: "E01", expectedVersion: VERSION)`);
    await change(
      owner,
      `setCompanyBlocks(id: "${id}", input: { companyIds: [], countries: ["FR"] }, expectedVersion: VERSION)`,
    );
    await joinCompany(api.dataSource, stranger, { id }, 'owner');
    await change(owner, `setCompanyMember(id: "${id}", accountId: "${stranger.id}", role: MEMBER)`);

    const { company } = await api.ask(
      stranger,
      `{ company(id: "${id}") { file { sideOverride blockedCountries profile { side offers { strength } } } } }`,
    );
    expect(company.file).toEqual({
      sideOverride: 'DEVELOPED',
      blockedCountries: ['FR'],
      profile: { side: 'DEVELOPED', offers: [{ strength: 1 }] },
    });
    const { companyMembers } = await api.ask(owner, `{ companyMembers(id: "${id}") { role account { id } } }`);
    expect(companyMembers).toEqual([
      { role: 'OWNER', account: { id: owner.id } },
      { role: 'MEMBER', account: { id: stranger.id } },
    ]);

    await change(owner, `removeCompanyMember(id: "${id}", accountId: "${stranger.id}")`);
    await change(owner, `archiveCompany(id: "${id}", reason: "Merged", expectedVersion: VERSION)`);
    const { myCompanies } = await api.ask(owner, '{ myCompanies { id } }');
    expect(myCompanies).not.toContainEqual({ id });
  });

  it('are closed to nobody and to strangers', async () => {
    const { id } = await post({ nameEn: 'Gamma', country: 'BR' });
    expect(await api.codeOf(null, SEE, { id })).toBe('UNAUTHENTICATED');
    expect(await api.codeOf(null, POST, { input: { nameEn: 'X', country: 'BR' }, key: randomUUID() })).toBe(
      'UNAUTHENTICATED',
    );
    const elsewhere = await insertAccount(api.dataSource);
    const own = { input: { nameEn: 'Elsewhere', country: 'BR' }, key: randomUUID() };
    await api.ask(elsewhere, POST, own);
    expect(await api.codeOf(elsewhere, EDIT, { id, input: { size: 1 }, version: 1 })).toBe('FORBIDDEN');
    expect(await api.codeOf(elsewhere, `query ($id: UUID!) { companyMembers(id: $id) { role } }`, { id })).toBe(
      'FORBIDDEN',
    );
    expect(await api.codeOf(owner, APPROVE, { id, version: 1 })).toBe('FORBIDDEN');
    expect(await api.codeOf(owner, '{ companiesToReview { nodes { id } } }')).toBe('FORBIDDEN');
  });

  it('name every fault of an input with its field and what is allowed, and write nothing', async () => {
    const { id } = await post({ nameEn: 'Delta', country: 'BR' });
    const answer = await api.run(owner, EDIT, {
      id,
      version: 1,
      input: { size: 2, sectors: ['NOPE'], offers: [{ capability: 'E01', strength: 1 }] },
    });
    expect(answer.errors![0]!.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      requestId: expect.any(String) as unknown,
      faults: [
        { field: 'sectors[0]', allowed: 'a sector of the taxonomy' },
        { field: 'offers[0].strength', allowed: '0.40, 0.60, 0.80; 1.00 only once an organizer has confirmed it' },
      ],
    });
    const nulled = { id, version: 1, input: { nameEn: null, offers: null } };
    expect(await api.codeOf(owner, EDIT, nulled)).toBe('BAD_USER_INPUT');
    expect(await api.codeOf(owner, SEE, { id: 'not-a-uuid' })).toBe('BAD_USER_INPUT');
    const { company } = await api.ask(owner, `{ company(id: "${id}") { file { version profile { size } } } }`);
    expect(company.file).toEqual({ version: 1, profile: { size: null } });
  });

  it('show the tables of codes to anyone, with source and date', async () => {
    const { countries, sectors, capabilities, cooperationModes, regions, taxonomySources } = await api.ask(
      null,
      `{ countries { code label { en zh } side } sectors { code } capabilities { code } cooperationModes { code }
         regions { code } taxonomySources { table source asOf } }`,
    );
    expect(countries).toContainEqual({ code: 'BR', label: { en: 'Brazil', zh: '巴西' }, side: 'DEVELOPING' });
    expect([countries, sectors, capabilities, cooperationModes, regions].map((table) => table.length)).toEqual([
      249, 40, 67, 5, 22,
    ]);
    expect(new Set(taxonomySources.map((source: { table: string }) => source.table)).size).toBe(5);
  });
});
