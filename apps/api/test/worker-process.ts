import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { testServerKey } from '#testing';

const main = path.resolve(import.meta.dirname, '../../../dist/apps/worker/src/main.js');

export interface WorkerProcess {
  pid: number;
  stop: () => Promise<void>;
}

/** A real worker, as built, on the database of a test; `environment` adds to its configuration. Wants `npm run build` before it. */
export async function startWorkerProcess(
  databaseUrl: string,
  environment: Record<string, string> = {},
): Promise<WorkerProcess> {
  const child: ChildProcess = fork(main, {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      TREFOIL_SERVER_KEY: testServerKey,
      LOG_LEVEL: 'error',
      ...environment,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [null])])) as [unknown];
  if (message === null) throw new Error('The worker ended before it was ready.');
  return {
    pid: child.pid!,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
