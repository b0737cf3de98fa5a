import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const program = path.resolve('dist/apps/cli/src/start.js');

/** `npm start` after its build, in a data directory of the test's. */
export class RunningStart {
  output = '';
  /** The exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;
  private readonly process: ChildProcess;

  constructor(readonly dataDirectory: string) {
    if (!existsSync(program)) throw new Error('The tests of npm start run the built program: npm run build');
    // One port for each of Jest's processes: two starts that find the same one unused would both take it.
    const port = String(39_000 + Number(process.env['JEST_WORKER_ID'] ?? 0));
    const env = { PATH: process.env['PATH'], PORT: port, TREFOIL_DATA_DIRECTORY: dataDirectory };
    this.process = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout!, this.process.stderr!]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.ended = once(this.process, 'exit').then(([code]) => code as number | null);
  }

  get pid(): number {
    return this.process.pid!;
  }

  /** Where the service answers, once it says so. */
  async ready(): Promise<string> {
    const isOver = this.ended.then(() => true);
    for (;;) {
      const address = /GraphiQL\s+(http:\/\/\S+)\/graphiql/.exec(this.output)?.[1];
      if (address) return address;
      if (await Promise.race([isOver, sleep(25)])) throw new Error(`The start ended:\n${this.output}`);
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  /** The process number of one of its services. */
  serviceNumber(name: 'api' | 'worker'): number {
    const entry = path.resolve(`dist/apps/${name}/src/main.js`);
    const pids = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid));
    const found = pids.filter((pid) => {
      try {
        const isProgram = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(entry);
        // "pid (name) state parent …"
        return (
          isProgram && readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1] === String(this.pid)
        );
      } catch {
        return false; // ended while we looked
      }
    });
    if (found.length !== 1) throw new Error(`${found.length} processes run ${entry} for ${this.pid}`);
    return Number(found[0]);
  }
}

export function postmasterNumber(dataDirectory: string): number {
  return Number(readFileSync(path.join(dataDirectory, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}

export async function isReady(address: string): Promise<boolean> {
  const response = await fetch(`${address}/health/ready`).catch(() => null);
  return response?.status === 200;
}

/** Until `condition` holds; the test's own timeout is the limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(25);
}

export function isAlive(pid: number): boolean {
  try {
    // A zombie has ended.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
