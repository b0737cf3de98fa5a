import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createDataSource, findFreePort, migrate, startEmbeddedPostgres } from '#database';
import { AccountsService } from '#domain';
import { residentMegabytes, testAudit, testServerKey } from '#testing';

// `npm run bench:import`: the built api and worker import the listed companies on a durable PostgreSQL of their own.
const root = path.resolve(import.meta.dirname, '../../..');
const file = path.resolve(root, '../shared/data/listed_companies.csv');
const email = 'bench@test.example';
const password = randomBytes(12).toString('hex');

type Answer = Record<string, Record<string, unknown>>;

const content = await fs.readFile(file).catch(() => null);
if (content) await run(content);
else console.log(`Skipped: there is no ${file}.`);

async function run(csv: Buffer): Promise<void> {
  const directory = await fs.mkdtemp(path.join(tmpdir(), 'trefoil-bench-'));
  await fs.chmod(directory, 0o711); // PostgreSQL's own account has to get in when we are root
  const server = await startEmbeddedPostgres({ directory, database: 'bench', preferredPort: 54_600, durable: true });
  const children: ChildProcess[] = [];
  try {
    const application = new URL(server.url);
    application.username = 'trefoil_app';
    application.password = 'only-for-this-bench';
    await migrate({ ownerUrl: server.url, applicationUrl: application.href, queueBackend: 'postgres' });
    await createAdministrator(application.href);

    const port = await findFreePort(0);
    const environment = {
      DATABASE_URL: application.href,
      TREFOIL_SERVER_KEY: testServerKey,
      TREFOIL_ACCESS_TOKEN_KEY: randomBytes(32).toString('hex'),
      PORT: String(port),
      LOG_LEVEL: 'error',
    };
    children.push(...(await Promise.all(['api', 'worker'].map((name) => startProcess(name, environment)))));
    await measure(`http://127.0.0.1:${port}`, csv, children[1]!.pid!);
  } finally {
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(children.map(async (child) => child.exitCode ?? (await once(child, 'exit'))));
    await server.stop();
    await fs.rm(directory, { recursive: true });
  }
}

async function createAdministrator(url: string): Promise<void> {
  const dataSource = createDataSource({ url, applicationName: 'trefoil-bench', poolSize: 2 });
  await dataSource.initialize();
  const accounts = new AccountsService(dataSource, testAudit);
  await accounts.createSampleAdministrator({ email, displayName: 'Administrator', password });
  await dataSource.destroy();
}

async function startProcess(name: string, environment: Record<string, string>): Promise<ChildProcess> {
  const child = fork(path.join(root, `dist/apps/${name}/src/main.js`), {
    cwd: root,
    execArgv: [],
    env: { PATH: process.env['PATH'], ...environment },
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended at its start.`))),
  ]);
  return child;
}

async function measure(url: string, csv: Buffer, workerPid: number): Promise<void> {
  let authorization = '';
  const ask = async (query: string): Promise<Answer> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: Answer; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const signIn = `mutation { signIn(input: { email: "${email}", password: "${password}" }) { ... on SignedIn { accessToken } } }`;
  authorization = `Bearer ${String((await ask(signIn))['signIn']!['accessToken'])}`;
  const upload = await fetch(`${url}/uploads`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization },
    body: new Uint8Array(csv),
  });
  const { id: uploadId } = (await upload.json()) as { id: string };
  const idleRss = await residentMegabytes(workerPid, 'VmRSS');

  /** Asks one question after another, with a short pause, until told to stop. */
  const readUntil = async (isOver: () => boolean): Promise<string> => {
    const queries = [
      '{ me { id } }',
      '{ searchDirectory(query: { text: "electric" }) { nodes { profile { nameEn } } } }',
    ];
    const latencies: number[] = [];
    for (let i = 0; !isOver(); i += 1) {
      const sentAt = performance.now();
      await ask(queries[i % 2]!);
      latencies.push(performance.now() - sentAt);
      await delay(20);
    }
    latencies.sort((a, b) => a - b);
    const at = (share: number): string => latencies[Math.floor(latencies.length * share)]!.toFixed(0);
    return `${latencies.length} requests: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
  };
  const idleUntil = performance.now() + 3_000;
  const idle = await readUntil(() => performance.now() > idleUntil);

  const startedAt = performance.now();
  const asked = await ask(
    `mutation { importCompanies(input: { uploadId: "${uploadId}", mapping: LISTED_COMPANIES }, idempotencyKey: "${randomUUID()}") { id } }`,
  );
  const id = String(asked['importCompanies']!['id']);
  let isRunning = true;
  const reader = readUntil(() => !isRunning);
  let state: Record<string, unknown>;
  do {
    await delay(50);
    state = (await ask(`{ companyImport(id: "${id}") { state rowsWritten faultCount } }`))['companyImport']!;
  } while (state['state'] === 'QUEUED' || state['state'] === 'RUNNING');
  const seconds = (performance.now() - startedAt) / 1000;
  isRunning = false;
  const busy = await reader;

  const rows = Number(state['rowsWritten']);
  const peakRss = await residentMegabytes(workerPid, 'VmHWM');
  console.log(
    `${String(state['state'])}: ${rows} companies, ${String(state['faultCount'])} faults, node ${process.version}`,
  );
  console.log(`${seconds.toFixed(1)} s from the request to done, ${(rows / seconds).toFixed(0)} rows/s`);
  console.log(`api before: ${idle}`);
  console.log(`api meanwhile: ${busy}`);
  console.log(`worker: ${describeMemory(peakRss)} MB at its peak, ${describeMemory(idleRss)} MB before`);
}

const describeMemory = (megabytes: number | null): string => megabytes?.toFixed(0) ?? 'unknown';
