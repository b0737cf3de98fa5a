import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync } from 'node:fs';

export interface SupervisedProgram {
  /** What people call it: `api`. */
  name: string;
  /** The compiled file to run. */
  entry: string;
  env: NodeJS.ProcessEnv;
  /** Everything it prints goes here; what an earlier start left there is kept beside it. */
  logFile: string;
}

/** How long a process may take to finish what it is doing before it is killed. */
const graceMs = 10_000;

const firstRestartDelayMs = 250;
const longestRestartDelayMs = 10_000;

/** One that dies this often without ever having been ready will not do better. */
const attemptsToBeReady = 3;

/** A program that is kept running: when it dies it is started again, each time after a longer pause until it is ready. */
export class SupervisedProcess {
  /** Resolves when the program has sent `{ ready: true }` for the first time; rejects when it keeps dying before. */
  readonly firstReady: Promise<void>;
  private child: ChildProcess | undefined;
  private deathsInRow = 0;
  private isStopping = false;
  private restart: NodeJS.Timeout | undefined;
  private announceReady!: () => void;
  private announceFailure: ((cause: Error) => void) | undefined;

  constructor(private readonly program: SupervisedProgram) {
    this.firstReady = new Promise((resolve, reject) => {
      this.announceReady = resolve;
      this.announceFailure = reject;
    });
    // Whoever waits for it hears of it; nobody does when the start has failed for another reason before.
    this.firstReady.catch(() => undefined);
    if (existsSync(program.logFile)) renameSync(program.logFile, `${program.logFile}.previous`);
    this.launch();
  }

  /** Asks it to end, and makes it end after ten seconds. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.restart);
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(kill);
  }

  private launch(): void {
    const { entry, env, logFile } = this.program;
    const log = openSync(logFile, 'a');
    // In a process group of its own: Ctrl-C reaches the supervisor alone, which ends its processes in order.
    const child = fork(entry, [], { env, stdio: ['ignore', log, log, 'ipc'], detached: true });
    closeSync(log);
    this.child = child;
    child.on('message', (message) => {
      if (typeof message === 'object' && 'ready' in message) this.onReady();
    });
    child.once('exit', (code, signal) => this.onExit(signal ?? `code ${code}`));
  }

  private onReady(): void {
    this.deathsInRow = 0;
    this.announceFailure = undefined;
    this.announceReady();
  }

  private onExit(how: string): void {
    if (this.isStopping) return;
    const { name, logFile } = this.program;
    this.deathsInRow += 1;
    if (this.announceFailure && this.deathsInRow === attemptsToBeReady) {
      this.announceFailure(new Error(`The ${name} does not start (${how}). Its log: ${logFile}`));
      return;
    }
    const delayMs = Math.min(firstRestartDelayMs * 2 ** (this.deathsInRow - 1), longestRestartDelayMs);
    if (!this.announceFailure) console.warn(`The ${name} ended (${how}) and is started again. Its log: ${logFile}`);
    this.restart = setTimeout(() => this.launch(), delayMs);
  }
}
