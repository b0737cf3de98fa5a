import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AttemptCount } from '#domain';
import { startTestApi, type TestApi } from './api-harness.js';
import { listFields, listOperations, type Operation } from './declared-access.js';
import { holders, openStage, roles, type Role, type Stage } from './permissions/cast.js';
import { operationEntries, routeEntries } from './permissions/entries.js';
import { fresh } from './permissions/operation-entry.js';
import { hiddenKind, idsIn, withId, withoutIds, withUnknownIds } from './permissions/foreign-ids.js';
import { closedToAdministrators, openToAdministrators } from './permissions/administrators.js';
import { isShownTo, leaksIn, objectsOf, secretsOf } from './permissions/leaks.js';
import { outcomeOf, type Outcome } from './permissions/outcome.js';
import { Tries } from './permissions/tries.js';

describe('who may do what', () => {
  let api: TestApi;
  let stage: Stage;
  let tries: Tries;
  let operations: Operation[];

  beforeAll(async () => {
    // Everything that a result shows costs more than people may ask for at once.
    api = await startTestApi({ surface: { TREFOIL_MAX_COST: '10000000' } });
    stage = await openStage(api);
    tries = new Tries(api, stage);
    operations = listOperations(api.get);
  }, 120_000);
  // Everybody gives a wrong password once for each operation that asks one.
  beforeEach(() => api.dataSource.getRepository(AttemptCount).createQueryBuilder().delete().execute());
  afterAll(() => api?.close());

  const ruleOf = (operation: string) => operations.find(({ kind, name }) => `${kind}.${name}` === operation)?.rule;
  const allowedTo = (operation: string): readonly Role[] => {
    const rule = ruleOf(operation);
    return [...(rule ? holders[rule] : []), ...(operationEntries[operation]!.also ?? [])];
  };

  it('is tried for every operation: each has an entry', () => {
    const declared = operations.map(({ kind, name }) => (kind === 'REST' ? name : `${kind}.${name}`));
    const tried = [...Object.keys(operationEntries), ...Object.keys(routeEntries)];
    expect({ without: declared.filter((name) => !tried.includes(name)) }).toEqual({ without: [] });
    expect({ gone: tried.filter((name) => !declared.includes(name)) }).toEqual({ gone: [] });
  });

  describe.each(Object.keys(operationEntries))('%s', (operation) => {
    const { answer = 'answer' } = operationEntries[operation]!;
    const wordOf = ({ kind, word }: Outcome): string => (answer === 'answer' && kind === 'answered' ? answer : word);

    it('is open to exactly those whom its rule names', async () => {
      const allowed = allowedTo(operation);
      const expected: Record<string, string> = {};
      const found: Record<string, string> = {};
      for (const role of roles) {
        const outcome = outcomeOf(
          await tries.run(operation, role, await tries.variablesOf(operation, stage.ours, role)),
        );
        expected[role] = allowed.includes(role) ? answer : role === 'nobody' ? 'UNAUTHENTICATED' : 'denied';
        found[role] =
          outcome.kind === 'denied' && ![answer, 'UNAUTHENTICATED'].includes(outcome.word) ? 'denied' : wordOf(outcome);
      }
      expect(found).toEqual(expected);
    });

    it('answers a stranger’s id as one that does not exist', async () => {
      const allowed = allowedTo(operation);
      const insider = (['owner', 'organizer'] as const).find((role) => allowed.includes(role));
      const places = idsIn(await tries.variablesOf(operation, stage.ours, insider ?? 'owner'), stage.ours);

      // From outside: everything is somebody else's.
      for (const role of ['strangeOwner', 'strangeOrganizer'] as const) {
        if (allowed.includes(role)) continue;
        const variables = await tries.variablesOf(operation, stage.ours, role);
        const named = idsIn(variables, stage.ours);
        if (named.length === 0) continue;
        const unknown = withUnknownIds(variables, named);
        expect({ role, answer: withoutIds(await tries.run(operation, role, variables)) }).toEqual({
          role,
          answer: withoutIds(await tries.run(operation, role, unknown)),
        });
      }

      // From inside: one object is somebody else's, and all the rest is one's own.
      for (const { kind, path } of insider ? places : []) {
        const own = () => tries.variablesOf(operation, stage.ours, insider!, 'present');
        const hidden = withId(await own(), path, stage.theirs.ids[hiddenKind(kind)]);
        const asTheirs = withoutIds(await tries.run(operation, insider!, hidden));
        const unknown = withUnknownIds(await own(), [{ kind, path }]);
        expect({ path, answer: withoutIds(await tries.run(operation, insider!, unknown)) }).toEqual({
          path,
          answer: asTheirs,
        });
      }
    });

    it('has something to hide: whose it is gets the answer', async () => {
      const stranger = { owner: 'strangeOwner', organizer: 'strangeOrganizer' } as const;
      for (const [role, twin] of Object.entries(stranger) as ['owner', 'strangeOwner'][]) {
        if (!holders[ruleOf(operation) ?? 'anyone'].includes(role)) continue;
        const theirs = await tries.variablesOf(operation, stage.theirs, twin);
        expect({ twin, word: wordOf(outcomeOf(await tries.run(operation, twin, theirs))) }).toEqual({
          twin,
          word: answer,
        });
      }
    });
  });

  it('shows a draft forum and an unlisted company to their own people alone', async () => {
    const wordOf = async (operation: string, role: Role, id: string): Promise<string> =>
      outcomeOf(await tries.run(operation, role, { id })).word;
    for (const role of roles) {
      const isStaff = ['organizer', 'assistant', 'administrator'].includes(role);
      const isMember = ['owner', 'member', 'administrator'].includes(role);
      const hidden = role === 'nobody' ? 'UNAUTHENTICATED' : 'NOT_FOUND';
      expect({ role, word: await wordOf('Query.forum', role, stage.ours.ids.draftForum) }).toEqual({
        role,
        word: isStaff ? 'Forum' : hidden,
      });
      expect({ role, word: await wordOf('Query.company', role, stage.ours.ids.unlistedCompany) }).toEqual({
        role,
        word: isMember ? 'Company' : hidden,
      });
    }
  });

  it('answers an administrator on what belongs to one person as on what does not exist', async () => {
    const personal: string[] = [];
    for (const operation of Object.keys(operationEntries)) {
      // Some are handed out once, so they are noted before.
      const belongings = Object.values(tries.belongingsOf(stage.people.organizer)).flat() as string[];
      const variables = await tries.variablesOf(operation, stage.ours, 'organizer');
      const text = JSON.stringify(variables);
      const named = belongings.filter((id) => text.includes(id));
      // Imports are the installation's: its administrators see all of them.
      if (named.length === 0 || operation.endsWith('companyImport') || operation.endsWith('Progress')) continue;
      personal.push(operation);
      const unknown = JSON.parse(
        named.reduce((changed, id) => changed.replaceAll(id, fresh()), text),
      ) as typeof variables;
      expect({ operation, answer: withoutIds(await tries.run(operation, 'administrator', variables)) }).toEqual({
        operation,
        answer: withoutIds(await tries.run(operation, 'administrator', unknown)),
      });
    }
    expect(personal.length).toBeGreaterThan(4);
  });

  it.each(Object.keys(routeEntries))('keeps the route %s to those whom its rule names', async (path) => {
    const { method, query = '', id, body, contentType } = routeEntries[path]!;
    const { rule } = operations.find(({ kind, name }) => kind === 'REST' && name === path)!;
    for (const role of roles) {
      const account = stage.people[role];
      const { ids } = stage.ours;
      const asked = path.replace(':id', id?.(ids, tries.belongingsOf(account)) ?? '');
      const response = await fetch(`${api.url}${asked}${typeof query === 'string' ? query : query(ids)}`, {
        method,
        ...(body === undefined ? {} : { body }),
        headers: {
          ...(contentType === undefined ? {} : { 'content-type': contentType }),
          ...(account ? { authorization: await api.authorizationOf(account) } : {}),
        },
      });
      await response.arrayBuffer();
      const denial = ({ 401: 'UNAUTHENTICATED', 403: 'denied', 404: 'denied' } as Record<number, string>)[
        response.status
      ];
      const expected = role === 'nobody' ? 'UNAUTHENTICATED' : 'denied';
      expect({ role, denial }).toEqual({ role, denial: holders[rule!].includes(role) ? undefined : expected });
    }
  });

  describe('of all those answers', () => {
    it('none holds what is private of another world, which its own people do see', () => {
      const { ours, theirs } = stage;
      const seen = JSON.stringify(
        tries.sightings
          .filter(({ role }) => ['owner', 'organizer', 'member'].includes(role))
          .map(({ answer }) => answer),
      );
      const unseen = [...secretsOf(ours)].filter(([secret]) => !seen.includes(secret)).map(([, kind]) => kind);
      expect(unseen).toEqual([]);
      expect(secretsOf(theirs).size).toBe(secretsOf(ours).size);
      expect(leaksIn(stage, tries.sightings)).toEqual([]);
    });

    it('each shows a field only to those whom the field’s rule names', () => {
      const narrow = listFields(api.get).filter(({ rule }) => rule !== 'asObject');
      expect(narrow.map(({ name }) => name)).toContain('Company.file');
      for (const { name, rule } of narrow) {
        const [type, field] = name.split('.') as [string, string];
        const shown = tries.sightings.flatMap(({ role, operation, answer }) =>
          [...objectsOf(type, answer.data)].map((object) => ({
            where: `${operation} as ${role}`,
            may: isShownTo[rule as keyof typeof isShownTo](role, object, stage),
            isThere: object[field] !== null,
          })),
        );
        const leaked = shown.filter(({ may, isThere }) => isThere && !may).map(({ where }) => where);
        expect({ name, leaked }).toEqual({ name, leaked: [] });
        // There was something to show, and somebody to keep it from.
        expect({ name, isSeen: shown.some(({ may, isThere }) => isThere && may) }).toEqual({ name, isSeen: true });
        expect({ name, isKept: shown.some(({ may }) => !may) }).toEqual({ name, isKept: true });
      }
    });

    it('an administrator is shown no kind of object that is between companies, or of a forum’s staff, all of which they see', () => {
      const kindsSeenBy = (seers: readonly Role[]) =>
        new Set(
          tries.sightings.filter(({ role }) => seers.includes(role)).flatMap(({ answer }) => typesIn(answer.data)),
        );
      const people = kindsSeenBy(['owner', 'partner', 'organizer']);
      const administrator = kindsSeenBy(['administrator']);
      expect(closedToAdministrators.filter((kind) => !people.has(kind))).toEqual([]);
      expect(closedToAdministrators.filter((kind) => administrator.has(kind))).toEqual([]);
      // Nor is this an administrator who sees nothing.
      expect([...administrator]).toEqual(
        expect.arrayContaining(['CompanyFile', 'CompanyMember', 'SignUp', 'AuditEntry']),
      );
    });

    it('an administrator reads of a world what these rules name, each of which its own people read, and no more', () => {
      const { ours, theirs } = stage;
      const secrets = [...secretsOf(ours), ...secretsOf(theirs)];
      const kindsReadBy = (readers: readonly Role[]) => {
        // The log names what an act was about, and nothing of it.
        const read = tries.sightings.filter(
          ({ role, operation }) => readers.includes(role) && operation !== 'Query.auditLog',
        );
        const text = JSON.stringify(read.map(({ answer }) => answer.data));
        return new Set(secrets.filter(([secret]) => text.includes(secret)).map(([, kind]) => kind));
      };
      const people = kindsReadBy(['owner', 'member', 'organizer', 'assistant', 'partner']);
      expect([...secretsOf(ours).values()].filter((kind) => !people.has(kind))).toEqual([]);
      expect([...kindsReadBy(['administrator'])].sort()).toEqual([...openToAdministrators].sort());
      const log = JSON.stringify(
        tries.sightings.filter(({ role, operation }) => role === 'administrator' && operation === 'Query.auditLog'),
      );
      expect(log).toContain(ours.ids.forum);
      expect(Object.entries(ours.secrets).filter(([, text]) => log.includes(text))).toEqual([]);
    });

    it('every page lists the same as edges and as nodes, and says where it ends', () => {
      const pages = tries.sightings.flatMap(({ operation, answer }) => [...pagesIn(operation, answer.data)]);
      expect(new Set(pages.map(({ type }) => type)).size).toBeGreaterThan(10);
      for (const { where, page } of pages) {
        const edges = page.edges.map(({ node }) => node);
        expect({ where, nodes: page.nodes }).toEqual({ where, nodes: edges });
        expect({ where, end: page.pageInfo.endCursor }).toEqual({ where, end: page.edges.at(-1)?.cursor ?? null });
      }
    });
  });
});

/** The `__typename` of every object in an answer. */
function typesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(typesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { __typename: type } = value as { __typename?: string };
  return [...(type === undefined ? [] : [type]), ...Object.values(value).flatMap(typesIn)];
}

interface ShownPage {
  edges: { cursor: string; node: unknown }[];
  nodes: unknown[];
  pageInfo: { endCursor: string | null };
}

function* pagesIn(where: string, value: unknown): Generator<{ where: string; type: string; page: ShownPage }> {
  if (Array.isArray(value)) for (const item of value) yield* pagesIn(where, item);
  else if (typeof value === 'object' && value !== null) {
    const type = String((value as { __typename?: string }).__typename);
    if (type.endsWith('Connection')) yield { where, type, page: value as ShownPage };
    for (const item of Object.values(value)) yield* pagesIn(where, item);
  }
}
