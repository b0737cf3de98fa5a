import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort, migrate, startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import { residentMegabytes } from '#testing';

const root = path.resolve(import.meta.dirname, '../../../..');

export type ProcessName = 'api-1' | 'api-2' | 'worker';

/** Limits by address: all partners of a load come from one. */
const limits = { TREFOIL_ADDRESS_RATE: '100000', TREFOIL_ADDRESS_BURST: '100000' };

/** Two api processes and a worker, as built, on a durable PostgreSQL of their own; each of them can be killed. */
export class Installation {
  readonly accessTokenKey = randomBytes(32).toString('hex');
  private readonly serverKey = randomBytes(32).toString('hex');
  /** Raised above its defaults, and printed. */
  readonly limits = limits;
  private readonly children = new Map<ProcessName, ChildProcess>();
  private readonly ports = new Map<ProcessName, number>();
  private isStopping = false;

  private constructor(
    private readonly directory: string,
    private readonly server: EmbeddedPostgres,
    /** Signs in as the application's role. */
    readonly applicationUrl: string,
  ) {}

  static async start(): Promise<Installation> {
    const directory = await fs.mkdtemp(path.join(tmpdir(), 'trefoil-load-'));
    await fs.chmod(directory, 0o711); // PostgreSQL's own account has to get in when we are root
    const server = await startEmbeddedPostgres({ directory, database: 'load', preferredPort: 54_700, durable: true });
    const application = new URL(server.url);
    application.username = 'trefoil_app';
    application.password = randomBytes(12).toString('hex');
    await migrate({ ownerUrl: server.url, applicationUrl: application.href, queueBackend: 'postgres' });
    const installation = new Installation(directory, server, application.href);
    for (const name of ['api-1', 'api-2'] as const) installation.ports.set(name, await findFreePort(0));
    await Promise.all((['api-1', 'api-2', 'worker'] as const).map((name) => installation.startProcess(name)));
    return installation;
  }

  /** Signs in as the owner: for checks from outside. */
  get ownerUrl(): string {
    return this.server.url;
  }

  get apiUrls(): string[] {
    return [...this.ports.values()].map((port) => `http://127.0.0.1:${port}/graphql`);
  }

  /** As a crash would end it; another starts at once, as a supervisor would do it. */
  async killAndReplace(name: ProcessName): Promise<void> {
    const child = this.children.get(name)!;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    await this.startProcess(name);
  }

  /** A fast shutdown, which breaks every connection, and a start on the same port a second later. */
  async restartPostgres(): Promise<void> {
    const pidFile = path.join(this.directory, 'cluster', 'postmaster.pid');
    process.kill(Number((await fs.readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGINT');
    await delay(1_000);
    await this.server.ensureRunning();
  }

  /** Megabytes of resident memory of each process; none where there is no /proc. */
  async readMemory(): Promise<Map<ProcessName, number>> {
    const memory = new Map<ProcessName, number>();
    for (const [name, { pid }] of this.children) {
      const megabytes = await residentMegabytes(pid!);
      if (megabytes !== null) memory.set(name, megabytes);
    }
    return memory;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    for (const child of this.children.values()) child.kill('SIGTERM');
    await Promise.all(
      [...this.children.values()].map(
        async (child) => child.exitCode ?? child.signalCode ?? (await once(child, 'exit')),
      ),
    );
    await this.server.stop();
    await fs.rm(this.directory, { recursive: true });
  }

  private async startProcess(name: ProcessName): Promise<void> {
    const child = fork(path.join(root, `dist/apps/${name === 'worker' ? 'worker' : 'api'}/src/main.js`), {
      cwd: root,
      execArgv: [],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: this.applicationUrl,
        DATABASE_POOL_SIZE: '20',
        TREFOIL_ACCESS_TOKEN_KEY: this.accessTokenKey,
        TREFOIL_SERVER_KEY: this.serverKey,
        LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'fatal',
        ...(name === 'worker' ? {} : { PORT: String(this.ports.get(name)) }),
        ...this.limits,
      },
    });
    this.children.set(name, child);
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended at its start.`))),
    ]);
    child.once('exit', (code) => {
      if (!this.isStopping && this.children.get(name) === child && !child.killed) {
        throw new Error(`${name} ended by itself with ${code}.`);
      }
    });
  }
}
