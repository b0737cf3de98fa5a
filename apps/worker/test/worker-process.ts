import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fromSources } from '#testing';

export interface LogLine {
  level: string;
  msg: string;
  requestId?: string;
  jobId?: string;
}

const entry = fileURLToPath(new URL('./assigned-work.main.ts', import.meta.url));

/** The worker as a process of its own, run from its sources. */
export class WorkerProcess {
  readonly lines: LogLine[] = [];

  private constructor(
    private readonly child: ChildProcess,
    private readonly exited: Promise<unknown>,
  ) {
    createInterface({ input: child.stdout! }).on('line', (line) => this.lines.push(JSON.parse(line) as LogLine));
  }

  /** Resolves when the worker takes jobs. */
  static async start(environment: Record<string, string>): Promise<WorkerProcess> {
    const child = fork(entry, {
      execArgv: fromSources,
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let errors = '';
    child.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const exited = once(child, 'exit');
    const worker = new WorkerProcess(child, exited);
    const [ready] = (await Promise.race([once(child, 'message'), exited])) as [unknown];
    if (typeof ready === 'object' && ready !== null) return worker;
    throw new Error(`The worker ended at its start.\n${errors}\n${JSON.stringify(worker.lines, null, 1)}`);
  }

  get hasExited(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** `kill -9`: no hook, no last word. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    if (!this.hasExited) await this.exited;
  }

  /** What an operator or `npm start` does. */
  async terminate(): Promise<void> {
    this.child.kill('SIGTERM');
    if (!this.hasExited) await this.exited;
  }

  /** What the worker sees when the process that started it is gone. */
  async abandon(): Promise<void> {
    this.child.disconnect();
    if (!this.hasExited) await this.exited;
  }
}
