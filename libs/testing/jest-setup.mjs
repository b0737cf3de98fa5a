import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts the database server of a test run, once for all kinds of test that need one; jest-teardown.mjs ends it.
 * A process of its own, because Jest's set-up cannot load TypeScript, and because it outlives a killed Jest long enough
 * to stop the server and remove its files.
 */
export default async function setUp() {
  const server = fork(fileURLToPath(new URL('src/test-server.ts', import.meta.url)), {
    execArgv: [
      '--import',
      fileURLToPath(new URL('../../tools/typescript.mjs', import.meta.url)),
      '--conditions=development',
    ],
    // Jest's own options, such as --experimental-vm-modules, are not for it.
    env: { ...process.env, NODE_OPTIONS: '' },
    // Ctrl-C goes to Jest; the server ends when Jest does.
    detached: true,
  });
  process.env.TREFOIL_TEST_SERVER = await new Promise((resolve, reject) => {
    server.once('message', ({ url }) => resolve(url));
    server.once('exit', (code) => reject(new Error(`The test database server ended with code ${code}.`)));
  });
  // Neither keeps Jest from ending.
  server.unref();
  server.channel.unref();
  globalThis.trefoilTestServer = server;
}
