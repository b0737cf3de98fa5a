import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, insertAccount, testAudit, testPersonKeys, type TestDatabase } from '#testing';
import type { Account } from '../accounts/account.entity.js';
import { ServerKeys } from '../server-keys.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditSealingService } from './audit-sealing.service.js';
import { checkChain } from './check-chain.js';
import { PersonKey } from './person-key.entity.js';
import { PersonKeysService } from './person-keys.service.js';

const subject = { subjectType: 'company', subjectId: '00000000-0000-4000-8000-000000000001' };
const reason = { reason: 'Ms Example asked for it' };

describe('personal values in the audit log', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  const record = (account: Account, values = reason): Promise<void> =>
    database.dataSource.transaction((tx) =>
      testAudit.record(tx, { accountId: account.id, action: 'company.returned', ...subject, personal: values }),
    );
  const entriesOf = (account: Account): Promise<AuditEntry[]> =>
    database.dataSource.manager.find(AuditEntry, { where: { accountId: account.id }, order: { id: 'ASC' } });
  const openedOf = async (account: Account, keys = testPersonKeys) =>
    keys.open(database.dataSource.manager, await entriesOf(account));

  it('stand in no row as they are, and can be read with the key of the one who acted', async () => {
    const account = await insertAccount(database.dataSource);
    await record(account);
    const rows = await database.dataSource.query<object[]>(
      'SELECT e::text AS text FROM audit_entry e UNION ALL SELECT k::text FROM person_key k',
    );
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('Example');
    expect(await openedOf(account)).toStrictEqual([reason]);
  });

  it('share one key per person, also when two acts draw it at once', async () => {
    const account = await insertAccount(database.dataSource);
    await Promise.all(Array.from({ length: 6 }, () => record(account)));
    expect(await database.dataSource.manager.countBy(PersonKey, { accountId: account.id })).toBe(1);
    expect(await openedOf(account)).toStrictEqual(Array.from({ length: 6 }, () => reason));
  });

  it('take the key that another act has drawn and not yet committed', async () => {
    const account = await insertAccount(database.dataSource);
    const first = database.dataSource.createQueryRunner();
    await first.startTransaction();
    const act = { accountId: account.id, action: 'company.returned', ...subject, personal: reason };
    await testAudit.record(first.manager, act);
    const second = record(account);
    while ((await first.manager.query<object[]>('select from pg_locks where not granted')).length === 0)
      await delay(10);
    await first.commitTransaction();
    await first.release();
    await second;
    expect(await openedOf(account)).toStrictEqual([reason, reason]);
  });

  it('are closed for good once the key is deleted, while the entry and its seal stay', async () => {
    const [erased, other] = [await insertAccount(database.dataSource), await insertAccount(database.dataSource)];
    await record(erased);
    await record(other);
    await new AuditSealingService(database.dataSource).seal(new Date());
    expect(await openedOf(erased)).toStrictEqual([reason]);

    await testPersonKeys.erase(database.dataSource.manager, erased.id);
    expect(await openedOf(erased)).toStrictEqual([null]);
    expect(await entriesOf(erased)).toHaveLength(1);
    expect(await openedOf(other)).toStrictEqual([reason]);
    expect((await checkChain(database.dataSource, null)).faults).toStrictEqual([]);
  });

  it('open neither with the key of another installation nor in another entry', async () => {
    const account = await insertAccount(database.dataSource);
    await record(account);
    expect(await openedOf(account, new PersonKeysService(new ServerKeys('another'.repeat(8))))).toStrictEqual([null]);
    const moved = (await entriesOf(account)).map((entry) => ({ ...entry, action: 'company.archived' }));
    expect(await testPersonKeys.open(database.dataSource.manager, moved)).toStrictEqual([null]);
  });

  it('are refused to the service itself, which is nobody', async () => {
    const act = { accountId: null, action: 'company.returned', ...subject, personal: reason };
    await expect(database.dataSource.transaction((tx) => testAudit.record(tx, act))).rejects.toThrow(
      'the service itself',
    );
  });
});
