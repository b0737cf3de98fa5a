import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DirectoryClaim } from './directory-claim.js';
import { findFreePort } from './free-port.js';
import { choosePostgresAccount } from './postgres-account.js';
import { locatePostgresBinaries } from './postgres-binaries.js';
import { ensureCluster, giveTo, ownerRole, readOrDrawPassword } from './postgres-cluster.js';
import { PostgresPrograms } from './postgres-programs.js';
import { findPostmaster, type Postmaster } from './postmaster.js';

export interface EmbeddedPostgresSettings {
  /** Holds the cluster, the owner's password and the server's log; made when it is not there. */
  directory: string;
  /** Created when it is not there. */
  database: string;
  /** The port to listen on at 127.0.0.1 while it is unused; any other unused one takes its place. */
  preferredPort: number;
  /** False trades safety in a power cut for speed; for tests. */
  durable: boolean;
}

export interface EmbeddedPostgres {
  /** Signs in to `database` as the owner, a superuser. */
  url: string;
  port: number;
  /** Starts it again, on the same port, when it was killed; does nothing while it runs. */
  ensureRunning(): Promise<void>;
  /** Ends all connections and the server. */
  stop(): Promise<void>;
}

/** How long children of a killed server may take to notice, and a server that is stopping to stop. */
const patienceMs = 30_000;

/**
 * Starts a real PostgreSQL from npm's own packages in `directory`, which then belongs to this process until `stop()`.
 *
 * Whatever was killed before, at whatever moment, the next start works: a server that still runs there is taken over, a
 * cluster that was not finished is made anew.
 *
 * @throws DirectoryInUse when another process has started it there
 * @throws Error when the server does not come up, with what it wrote to its log
 */
export async function startEmbeddedPostgres(settings: EmbeddedPostgresSettings): Promise<EmbeddedPostgres> {
  const directory = path.resolve(settings.directory);
  await fs.mkdir(directory, { recursive: true });
  const claim = await DirectoryClaim.take(directory);
  try {
    const cluster = path.join(directory, 'cluster');
    const binaries = await locatePostgresBinaries();
    const account = await choosePostgresAccount(binaries, directory, cluster);
    const programs = new PostgresPrograms(binaries, account);
    const password = await readOrDrawPassword(path.join(directory, 'owner-password'));
    await ensureCluster(cluster, password, programs, account, settings.durable);
    const log = path.join(directory, 'postgres.log');
    await fs.appendFile(log, '');
    await giveTo(account, log);

    const ensure = (choosePort: () => Promise<number>) =>
      ensureServer(cluster, log, async () => startServer(programs, cluster, log, await choosePort(), settings.durable));
    const { port } = await ensure(() => findFreePort(settings.preferredPort));
    const urlOf = (database: string) => `postgres://${ownerRole}:${password}@127.0.0.1:${port}/${database}`;
    await ensureDatabase(urlOf('postgres'), settings.database);
    await checkTrigrams(urlOf(settings.database));
    return {
      url: urlOf(settings.database),
      port,
      async ensureRunning() {
        await ensure(() => Promise.resolve(port));
      },
      async stop() {
        await stopServer(programs, cluster);
        await claim.release();
      },
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** The server on the cluster: the one that runs, else the one that `start` starts. */
async function ensureServer(cluster: string, log: string, start: () => Promise<void>): Promise<Postmaster> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const running = await findPostmaster(cluster);
    if (running?.state === 'ready') return running;
    try {
      // One that is starting or stopping is waited for.
      if (!running) await start();
    } catch (error) {
      // Children of a killed server still hold its shared memory, or somebody took the port: both pass.
      if (Date.now() > deadline) throw await withLog(error, log);
    }
    if (Date.now() > deadline) throw await withLog(new Error(`PostgreSQL on ${cluster} does not get ready.`), log);
    await sleep(50);
  }
}

async function startServer(
  programs: PostgresPrograms,
  cluster: string,
  log: string,
  port: number,
  durable: boolean,
): Promise<void> {
  const options = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    // A path to a socket may be too long for the system, and nobody needs one.
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const flags = options.map((option) => `-c ${option}`).join(' ');
  await programs.run('pg_ctl', ['start', '-w', '-t', '60', '-s', '-D', cluster, '-l', log, '-o', flags]);
}

async function stopServer(programs: PostgresPrograms, cluster: string): Promise<void> {
  if (!(await findPostmaster(cluster))) return; // killed by somebody else
  await programs.run('pg_ctl', ['stop', '-w', '-t', '60', '-s', '-D', cluster, '-m', 'fast']);
}

async function ensureDatabase(url: string, database: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  });
}

/** Search by similarity is silently blind to Chinese where the cluster's character type is wrong. */
async function checkTrigrams(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    const { rows } = await client.query<{ trigrams: string[] }>(`SELECT show_trgm('三峡') AS trigrams`);
    if (rows[0]!.trigrams.length === 0)
      throw new Error('pg_trgm finds nothing in Chinese: the LC_CTYPE of the cluster is wrong.');
  });
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

async function withLog(cause: unknown, log: string): Promise<Error> {
  const end = (await fs.readFile(log, 'utf8')).trimEnd().split('\n').slice(-10).join('\n');
  return new Error(`${cause instanceof Error ? cause.message : String(cause)}\nFrom ${log}:\n${end}`, { cause });
}
