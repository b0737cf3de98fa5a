import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from './api-harness.js';
import { listFields, listOperations, type Operation } from './declared-access.js';
import { accountEntries } from './permissions/account.entries.js';
import { holders, openStage, type Stage } from './permissions/cast.js';
import { operationEntries, routeEntries } from './permissions/entries.js';
import { hiddenKind, idsIn, withId, withoutIds, withUnknownIds } from './permissions/foreign-ids.js';
import { makeKeys, type WalkedKey, type WalkedKeys } from './permissions/key-cast.js';
import { leaksIn, secretsOf } from './permissions/leaks.js';
import { outcomeOf } from './permissions/outcome.js';
import { shownBeyond } from './permissions/shown-beyond.js';
import { Tries, type Sighting } from './permissions/tries.js';

describe('what a program may do by an API key', () => {
  let api: TestApi;
  let stage: Stage;
  let tries: Tries;
  let keys: WalkedKeys;
  let operations: Operation[];
  const sightings: Sighting[] = [];

  beforeAll(async () => {
    api = await startTestApi({ surface: { TREFOIL_MAX_COST: '10000000' } });
    stage = await openStage(api);
    tries = new Tries(api, stage);
    keys = await makeKeys(api, stage);
    operations = listOperations(api.get);
  }, 120_000);
  afterAll(() => api?.close());

  const declaredOf = (operation: string): Operation =>
    operations.find(({ kind, name }) => (kind === 'REST' ? name : `${kind}.${name}`) === operation)!;
  /** Whether the scopes of the key open the operation, and the role as which it acts may use it. */
  const isOpenTo = ({ scopes, as, isDead }: WalkedKey, { rule, scope }: Operation): boolean =>
    !isDead && scopes.some((one) => one === scope) && holders[rule!].includes(as);
  const run = async (operation: string, { authorization, as }: WalkedKey, variables: Record<string, unknown>) => {
    const answer = await tries.runWith(operation, authorization, variables);
    sightings.push({ role: as, operation, variables, answer });
    return answer;
  };

  describe.each(Object.keys(operationEntries))('%s', (operation) => {
    const { answer = 'answer' } = operationEntries[operation]!;

    it('is open to exactly the keys whose scopes and role open it', async () => {
      const declared = declaredOf(operation);
      const expected: Record<string, string> = {};
      const found: Record<string, string> = {};
      for (const key of keys.ours) {
        const variables = await tries.variablesOf(operation, stage.ours, key.as);
        const given = await run(operation, key, variables);
        const { kind, word } = outcomeOf(given);
        if (declared.rule === 'anyone' || isOpenTo(key, declared)) {
          expected[key.name] = answer;
          found[key.name] = kind === 'answered' && answer === 'answer' ? answer : word;
        } else {
          // Past its scope nothing is looked at: it does not even tell whether there is such a thing.
          const isScoped = key.scopes.some((scope) => scope === declared.scope);
          expected[key.name] = key.isDead ? 'UNAUTHENTICATED' : isScoped ? 'denied' : 'FORBIDDEN';
          found[key.name] = isScoped && !key.isDead ? kind : word;
        }
      }
      expect(found).toEqual(expected);
    });

    it('answers a stranger’s id as one that does not exist', async () => {
      const declared = declaredOf(operation);
      for (const key of declared.rule === 'anyone' ? [] : keys.theirs) {
        const variables = await tries.variablesOf(operation, stage.ours, key.as);
        const unknown = withUnknownIds(variables, idsIn(variables, stage.ours));
        if (holders[declared.rule!].includes(key.as)) continue;
        expect({ key: key.name, answer: withoutIds(await run(operation, key, variables)) }).toEqual({
          key: key.name,
          answer: withoutIds(await run(operation, key, unknown)),
        });
      }
      for (const key of keys.ours.filter(({ name }) => name.endsWith('all scopes'))) {
        if (!isOpenTo(key, declared)) continue;
        const own = () => tries.variablesOf(operation, stage.ours, key.as, 'present');
        for (const { kind, path } of idsIn(await own(), stage.ours)) {
          const hidden = withId(await own(), path, stage.theirs.ids[hiddenKind(kind)]);
          const asTheirs = withoutIds(await run(operation, key, hidden));
          const unknown = withUnknownIds(await own(), [{ kind, path }]);
          expect({ path, answer: withoutIds(await run(operation, key, unknown)) }).toEqual({ path, answer: asTheirs });
        }
      }
    });

    it('shows a key what it shows a person with its role, and no more', async () => {
      const narrow = listFields(api.get).filter(({ rule }) => rule !== 'asObject');
      const mayBeLess = new Set(narrow.map(({ name }) => name));
      for (const key of keys.ours.filter(({ name }) => name.endsWith('all scopes'))) {
        if (!isOpenTo(key, declaredOf(operation))) continue;
        const variables = await tries.variablesOf(operation, stage.ours, key.as);
        const twin = await api.authorizationOf(keys.twins[key.as]!);
        const asPerson = await tries.runWith(operation, twin, variables);
        const asKey = await run(operation, key, variables);
        expect({ key: key.name, more: shownBeyond(asPerson.data, asKey.data) }).toEqual({ key: key.name, more: [] });
        const less = shownBeyond(asKey.data, asPerson.data).filter(({ field }) => !mayBeLess.has(field));
        expect({ key: key.name, less }).toEqual({ key: key.name, less: [] });
      }
    });
  });

  it.each(Object.keys(routeEntries))('keeps the route %s to people, unless it is for anyone', async (path) => {
    const { method, query = '', id, body, contentType } = routeEntries[path]!;
    for (const { name, authorization, as, isDead } of [...keys.ours, ...keys.theirs]) {
      const { ids } = stage.ours;
      const asked = path.replace(':id', id?.(ids, tries.belongingsOf(stage.people[as])) ?? '');
      const response = await fetch(`${api.url}${asked}${typeof query === 'string' ? query : query(ids)}`, {
        method,
        ...(body === undefined ? {} : { body }),
        headers: { authorization, ...(contentType === undefined ? {} : { 'content-type': contentType }) },
      });
      await response.arrayBuffer();
      const isOpen = declaredOf(path).rule === 'anyone';
      // Whether the service is ready is another question: on a busy machine it may answer 503 to whoever asks for just that.
      const status = path === '/health/ready' && response.status === 503 ? 200 : response.status;
      expect({ name, status }).toEqual({ name, status: isOpen ? 200 : isDead ? 401 : 403 });
    }
  });

  it('is nothing that is about accounts, ways to sign in, or keys', () => {
    const closed = Object.keys(accountEntries)
      .map(declaredOf)
      .filter(({ rule }) => rule !== 'anyone');
    expect(closed.length).toBeGreaterThan(25);
    expect(closed.filter(({ scope }) => scope !== 'none')).toEqual([]);
  });

  it('is refused where the maker of the key may do it as a person', async () => {
    const [{ authorization }] = keys.ours as [WalkedKey];
    const { unlistedCompany, draftForum } = stage.ours.ids;
    for (const [query, code] of [
      ['{ auditHead { __typename } }', 'FORBIDDEN'],
      [`{ company(id: "${unlistedCompany}") { id } }`, 'NOT_FOUND'],
      [`{ forum(id: "${draftForum}") { id } }`, 'NOT_FOUND'],
    ] as const) {
      expect((await api.run(keys.maker, query)).errors).toBeUndefined();
      expect((await api.runWith(authorization, query)).errors).toMatchObject([{ extensions: { code } }]);
    }
  });

  it('shows nothing of another world, though each world shows its keys what is theirs', () => {
    const seen = JSON.stringify(
      sightings.filter(({ role }) => !role.startsWith('strange')).map(({ answer }) => answer),
    );
    const shown = [...secretsOf(stage.ours)].filter(([secret]) => seen.includes(secret)).map(([, kind]) => kind);
    expect(shown).toEqual(expect.arrayContaining(['message', 'reason', 'meeting', 'matchRequest', 'scheduleDraft']));
    expect(leaksIn(stage, sightings)).toEqual([]);
  });
});
