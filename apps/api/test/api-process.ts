import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { findFreePort } from '#database';
import { testServerKey } from '#testing';

const main = path.resolve(import.meta.dirname, '../../../dist/apps/api/src/main.js');

export interface ApiProcess {
  url: string;
  /** Sends a message to the process; what it answers. */
  ask: (message: object) => Promise<unknown[]>;
  stop: () => Promise<void>;
}

/** A real api process, as built, on the database of a test; `environment` adds to its configuration. Wants `npm run build` before it. */
export async function startApiProcess(
  databaseUrl: string,
  accessTokenKey: string,
  environment: Record<string, string> = {},
  execArgv: string[] = [],
): Promise<ApiProcess> {
  const port = await findFreePort(0);
  const child = fork(main, {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      TREFOIL_ACCESS_TOKEN_KEY: accessTokenKey,
      TREFOIL_SERVER_KEY: testServerKey,
      PORT: String(port),
      // A hundred requests at once shall wait for each other in the database, not for a connection until that times out.
      DATABASE_POOL_SIZE: '40',
      LOG_LEVEL: 'warn',
      // All come from one address, and some from one account.
      TREFOIL_ADDRESS_RATE: '100000',
      TREFOIL_ADDRESS_BURST: '100000',
      TREFOIL_ACCOUNT_RATE: '100000',
      TREFOIL_ACCOUNT_BURST: '100000',
      ...environment,
    },
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const [message] = (await Promise.race([once(child, 'message'), exited.then(() => [null])])) as [unknown];
  if (message === null) throw new Error('The api ended before it was ready.');
  return {
    url: `http://127.0.0.1:${port}`,
    async ask(message) {
      const answer = once(child, 'message');
      child.send(message);
      return answer;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
