import { randomBytes, randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createDataSource, migrate, startEmbeddedPostgres } from '#database';
import { startApiProcess } from './api-process.js';

// `npm run bench:reset`: password resets of existing and of unknown accounts in turn, over HTTP against the built api on a
// durable PostgreSQL of its own. The two medians shall not tell them apart.
const calls = 200;
const warmUps = 20;
const query = 'mutation ($email: String!) { requestPasswordReset(email: $email) { __typename } }';

const directory = await fs.mkdtemp(path.join(tmpdir(), 'trefoil-bench-'));
await fs.chmod(directory, 0o711); // PostgreSQL's own account has to get in when we are root
const server = await startEmbeddedPostgres({ directory, database: 'bench', preferredPort: 54_700, durable: true });
try {
  const application = new URL(server.url);
  application.username = 'trefoil_app';
  application.password = 'only-for-this-bench';
  await migrate({ ownerUrl: server.url, applicationUrl: application.href, queueBackend: 'postgres' });
  const emails = await insertAccounts(server.url, calls + warmUps);
  const api = await startApiProcess(application.href, randomBytes(32).toString('hex'), {
    TREFOIL_HOURLY_MAILS_PER_ADDRESS: '1000000',
  });
  try {
    await compare(`${api.url}/graphql`, emails);
  } finally {
    await api.stop();
  }
} finally {
  await server.stop();
  await fs.rm(directory, { recursive: true, force: true });
}
process.exit();

async function insertAccounts(url: string, count: number): Promise<string[]> {
  const emails = Array.from({ length: count }, () => `${randomUUID()}@bench.example`);
  const dataSource = await createDataSource({ url, applicationName: 'bench', poolSize: 1 }).initialize();
  await dataSource.query(
    `INSERT INTO account (email, display_name, password_hash, version)
     SELECT email, 'Bench', 'none', 1 FROM unnest($1::text[]) AS email`,
    [emails],
  );
  await dataSource.destroy();
  return emails;
}

async function compare(url: string, emails: readonly string[]): Promise<void> {
  const existing: number[] = [];
  const unknown: number[] = [];
  for (const [index, email] of emails.entries()) {
    const pair = [await time(url, email), await time(url, `${randomUUID()}@bench.example`)] as const;
    if (index < warmUps) continue;
    existing.push(pair[0]);
    unknown.push(pair[1]);
  }
  const [ofExisting, ofUnknown] = [median(existing), median(unknown)];
  const difference = Math.abs(ofExisting - ofUnknown);
  console.log(`${calls} calls each`);
  console.log(`existing account: median ${ofExisting.toFixed(2)} ms`);
  console.log(`unknown account:  median ${ofUnknown.toFixed(2)} ms`);
  console.log(`difference: ${difference.toFixed(2)} ms, ${((100 * difference) / ofExisting).toFixed(1)} %`);
}

/** Milliseconds of one request. */
async function time(url: string, email: string): Promise<number> {
  const body = JSON.stringify({ query, variables: { email } });
  const startedAt = performance.now();
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const answer = await response.text();
  const duration = performance.now() - startedAt;
  if (!answer.includes('"MailRequested"')) throw new Error(answer);
  return duration;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
