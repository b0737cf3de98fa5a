import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmptyDatabase, type EmptyDatabase } from '#testing';

describe('npm start with DATABASE_URL', () => {
  let database: EmptyDatabase;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(() => database.close());

  async function run(program: 'start' | 'migrate', env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
    const file = path.resolve(`dist/apps/cli/src/${program}.js`);
    const child = spawn(process.execPath, [file], { env: { PATH: process.env['PATH'], ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, output };
  }

  it('draws no key, and lists everything that is missing', async () => {
    const { code, output } = await run('start', { REDIS_URL: 'redis://127.0.0.1:1' });
    expect(code).toBe(1);
    expect(output).toContain('TREFOIL_ACCESS_TOKEN_KEY: is not set');
    expect(output).toContain('TREFOIL_SERVER_KEY: is not set');
    expect(output).toContain('DATABASE_URL: is not set');
  });

  it('refuses to start before the migrations have run, and npm run migrate runs them', async () => {
    const env = {
      DATABASE_URL: database.ownerUrl,
      TREFOIL_ACCESS_TOKEN_KEY: 'k'.repeat(32),
      TREFOIL_SERVER_KEY: 's'.repeat(32),
    };
    const refused = await run('start', env);
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('Run: npm run migrate');

    expect((await run('migrate', env)).output).toMatch(/^Migrated: \w+/);
    expect(await run('migrate', env)).toStrictEqual({ code: 0, output: 'The database is up to date.\n' });
  });
});
