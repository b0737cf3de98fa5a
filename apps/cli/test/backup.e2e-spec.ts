import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import pg from 'pg';
import { createDataSource, findEmbeddedPostgres } from '#database';
import {
  createEmptyDatabase,
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  joinCompany,
  readTableContents,
  type EmptyDatabase,
  type TableContent,
} from '#testing';
import { isReady, RunningStart, until } from './running-start.js';

// Two whole installations are made and started.
jest.setTimeout(120_000);

interface Ended {
  code: number;
  output: string;
  errors: string;
}

async function run(
  program: 'backup' | 'restore' | 'migrate',
  env: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<Ended> {
  const file = path.resolve(`dist/apps/cli/src/${program}.js`);
  const child = spawn(process.execPath, [file, ...args], { env: { PATH: process.env['PATH'], ...env } });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output, errors };
}

describe('npm run backup and npm run restore', () => {
  let directory: string;
  let server: EmptyDatabase;
  const starts: RunningStart[] = [];

  beforeAll(async () => {
    directory = await fs.mkdtemp(path.join(tmpdir(), 'trefoil-backup-cli-'));
    await fs.chmod(directory, 0o755); // as a checkout's .data
    server = await createEmptyDatabase();
  });
  afterAll(async () => {
    for (const start of starts) {
      start.kill('SIGTERM');
      await start.ended;
    }
    await server.close();
    await fs.rm(directory, { recursive: true, maxRetries: 10, retryDelay: 200 });
  });

  const inDirectory = (name: string): string => path.join(directory, name);
  const embedded = (name: string): NodeJS.ProcessEnv => ({ TREFOIL_DATA_DIRECTORY: inDirectory(name) });

  async function start(name: string): Promise<{ start: RunningStart; address: string; ownerUrl: string }> {
    await fs.mkdir(inDirectory(name), { recursive: true });
    const started = new RunningStart(inDirectory(name));
    starts.push(started);
    const address = await started.ready();
    const ownerUrl = await findEmbeddedPostgres(path.join(inDirectory(name), 'postgres'), 'trefoil');
    return { start: started, address, ownerUrl: ownerUrl! };
  }

  /** Everything but who is signed in and when jobs were offered, which a restore changes. */
  async function contentsOf(ownerUrl: string): Promise<Record<string, TableContent>> {
    const changed = ['attempt_count', 'refresh_token', 'setup_link', 'sign_in', 'outbox_job'];
    const contents = Object.entries(await readTableContents(ownerUrl));
    return Object.fromEntries(contents.filter(([table]) => !changed.includes(table)));
  }

  it('move a running embedded installation to a server, and back to an embedded one that starts', async () => {
    const first = await start('first');
    await insertInstallation(first.ownerUrl);
    // The worker seals what the sample has written; what it seals during the backup would not be in it.
    await until(async () => (await readTableContents(first.ownerUrl))['unsealed_entry']!.rows === 0);
    const original = await contentsOf(first.ownerUrl);
    expect(original['audit_seal']!.rows).not.toBe(0);
    expect(original['delegation']!.rows).not.toBe(0);

    const toServer = inDirectory('to-server');
    const written = await run('backup', embedded('first'), toServer);
    expect(written).toMatchObject({ code: 0, errors: '' });
    expect(written.output).toMatch(/^Backed up \d+ rows of \d+ tables to \S+\n$/);
    expect(await isReady(first.address)).toBe(true); // it was left alone

    const inUse = await run('restore', embedded('first'), toServer);
    expect(inUse).toMatchObject({ code: 1, output: '' });
    expect(inUse.errors).toMatch(/^Process \d+ works in .* Stop Trefoil there first.*\n$/);
    first.start.kill('SIGINT');
    expect(await first.start.ended).toBe(0);

    const notEmpty = await run('restore', embedded('first'), toServer);
    expect(notEmpty).toMatchObject({ code: 1, output: '' });
    expect(notEmpty.errors).toMatch(/^The installation is not empty, .*\n$/);

    const onServer = { DATABASE_URL: server.ownerUrl };
    expect((await run('restore', onServer, toServer)).errors).toContain('Run: npm run migrate');
    expect((await run('migrate', onServer)).code).toBe(0);
    expect(await run('restore', onServer, toServer)).toMatchObject({ code: 0, errors: '' });
    expect(await contentsOf(server.ownerUrl)).toStrictEqual(original);

    const toEmbedded = inDirectory('to-embedded');
    expect(await run('backup', onServer, toEmbedded)).toMatchObject({ code: 0, errors: '' });
    expect(await run('restore', embedded('second'), toEmbedded)).toMatchObject({ code: 0, errors: '' });
    // One that is not running is started for its backup, and stopped again.
    expect(await run('backup', embedded('second'), inDirectory('again'))).toMatchObject({ code: 0, errors: '' });

    const second = await start('second');
    const restored = await contentsOf(second.ownerUrl);
    expect(restored).toStrictEqual(original);
    expect(await isReady(second.address)).toBe(true);
    expect(await askForMyCompanies(second.address)).toStrictEqual(['Carried Over']);
    // The worker takes up the job that the first installation had not done.
    await until(async () => (await readAttempts(second.ownerUrl)) > 0);
  });

  it.each([
    ['backup', [], 'Usage: npm run backup -- FILE'],
    ['backup', ['one', 'two'], 'Usage: npm run backup -- FILE'],
    ['backup', ['/nowhere/to/be/found/file'], 'There is no folder /nowhere/to/be/found.'],
    ['backup', ['package.json'], `${path.resolve('package.json')} exists already, name a new file.`],
    ['restore', [], 'Usage: npm run restore -- FILE'],
    ['restore', ['/nowhere/file'], 'There is no file /nowhere/file.'],
    ['restore', ['libs'], `There is no file ${path.resolve('libs')}.`],
  ] as const)('%s %j ends with 2 and says why in one line', async (program, args, message) => {
    const ended = await run(program, embedded('none'), ...args);
    expect(ended).toStrictEqual({ code: 2, output: '', errors: `${message}\n` });
    expect(await fs.readdir(directory)).not.toContain('none');
  });

  it('a backup of no installation, and a restore of a foreign file, end with 1 and one line', async () => {
    const none = await run('backup', embedded('none'), inDirectory('none-file'));
    expect(none).toStrictEqual({
      code: 1,
      output: '',
      errors: `There is no installation in ${inDirectory('none')}.\n`,
    });
    const foreign = await run('restore', { DATABASE_URL: server.ownerUrl }, 'package.json');
    const message = `${path.resolve('package.json')} is not a backup of Trefoil.\n`;
    expect(foreign).toStrictEqual({ code: 1, output: '', errors: message });
  });

  it('a backup that is killed leaves no file that looks whole', async () => {
    const large = await createEmptyDatabase();
    await run('migrate', { DATABASE_URL: large.ownerUrl });
    const client = new pg.Client({ connectionString: large.ownerUrl });
    await client.connect();
    await client.query(
      `INSERT INTO audit_entry (action, subject_type, subject_id, after)
       SELECT 'acted', 'company', gen_random_uuid(), jsonb_build_object('n', n) FROM generate_series(1, 300000) AS n`,
    );
    await client.end();

    const file = inDirectory('killed');
    const program = path.resolve('dist/apps/cli/src/backup.js');
    const backup = spawn(process.execPath, [program, file], {
      env: { PATH: process.env['PATH'], DATABASE_URL: large.ownerUrl },
    });
    const ended = once(backup, 'exit');
    const sizeOf = (name: string) =>
      fs.stat(name).then(
        ({ size }) => size,
        () => 0,
      );
    await until(async () => (await sizeOf(`${file}.part`)) > 0);
    backup.kill('SIGKILL');
    expect(await ended).toStrictEqual([null, 'SIGKILL']);
    const left = (await fs.readdir(directory)).filter((name) => name.startsWith('killed'));
    expect(left).toStrictEqual(['killed.part']);
    await large.close();
  });
});

const person = { email: 'representative@test.example', password: 'a password for the test' };

/** One of each, and a job that was offered to a queue which is not part of the backup. */
async function insertInstallation(ownerUrl: string): Promise<void> {
  const dataSource = createDataSource({ url: ownerUrl, applicationName: 'backup-spec', poolSize: 2 });
  await dataSource.initialize();
  const account = await insertAccount(dataSource, { email: person.email, passwordHash: await hash(person.password) });
  const [company, forum] = [await insertCompany(dataSource, { nameEn: 'Carried Over' }), await insertForum(dataSource)];
  await joinCompany(dataSource, account, company);
  await insertDelegation(dataSource, forum, company);
  await dataSource.query(
    `INSERT INTO audit_entry (action, subject_type, subject_id) VALUES ('company.approved', 'company', $1)`,
    [company.id],
  );
  await dataSource.query(
    `INSERT INTO outbox_job (id, name, payload, dispatched_at)
     VALUES (gen_random_uuid(), 'run-match-request', '{"matchRequestId": "00000000-0000-4000-8000-000000000000"}',
             now() + interval '1 day')`,
  );
  await dataSource.destroy();
}

async function readAttempts(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ attempts: number }>(
    `SELECT attempts FROM outbox_job WHERE payload @> '{"matchRequestId": "00000000-0000-4000-8000-000000000000"}'`,
  );
  await client.end();
  return rows[0]!.attempts;
}

/** Signs in with the password of the first installation. @returns the names */
async function askForMyCompanies(address: string): Promise<string[]> {
  const ask = async (query: string, variables: object, accessToken?: string) => {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(accessToken && { authorization: `Bearer ${accessToken}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { data: Record<string, any> };
  };
  const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { accessToken } } }';
  const { data } = await ask(signIn, { input: person });
  const { accessToken } = data['signIn'] as { accessToken: string };
  const answer = await ask('{ myCompanies { profile { nameEn } } }', {}, accessToken);
  return answer.data['myCompanies'].map((company: { profile: { nameEn: string } }) => company.profile.nameEn);
}
