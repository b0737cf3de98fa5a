import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { AuditSealingService } from '#domain';
import { createTestDatabase, type TestDatabase, testAudit } from '#testing';

// The program is started three times.
jest.setTimeout(120_000);

const program = path.resolve('dist/apps/cli/src/audit-verify.js');

describe('npm run audit:verify', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  async function run(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
    const env = { PATH: process.env['PATH'], DATABASE_URL: database.url };
    const child = spawn(process.execPath, [program, ...args], { env });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, output, errors };
  }

  it('prints the head of a sound log, accepts it later, and ends with 1 and the place after a change', async () => {
    const { dataSource } = database;
    const subject = { subjectType: 'meeting', subjectId: '00000000-0000-4000-8000-000000000000' };
    const record = () =>
      dataSource.transaction((tx) => testAudit.record(tx, { accountId: null, action: 'meeting.held', ...subject }));
    await record();
    await record();
    const now = new Date('2027-05-10T06:00:00Z');
    const { head } = (await new AuditSealingService(dataSource).seal(now))!;
    await record();

    const sound = await run('--expect', `2:${head.hash}`);
    expect(sound).toStrictEqual({
      code: 0,
      output: [
        '1 entries wait for their seal; a running worker seals them in seconds.',
        '2 sealed entries are as they were sealed.',
        `Head 2:${head.hash}`,
        'Keep it elsewhere: --expect with it tells later whether the end was cut.',
        '',
      ].join('\n'),
      errors: '',
    });
    expect((await run('--expect', 'x')).code).toBe(2);

    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query('SET session_replication_role = replica');
    await owner.query(`UPDATE audit_entry SET action = 'meeting.no-show' WHERE id = 1`);
    await owner.end();
    const changed = await run('--expect', `3:${head.hash}`);
    expect(changed.code).toBe(1);
    expect(changed.output).toContain('The entry 1, sealed at position 1, or its place in the chain, was changed.');
    expect(changed.output).toContain('its tail was cut');
    expect(changed.output).toContain('NOT what was sealed');
    expect(changed.output).not.toContain('Head');
  });
});
