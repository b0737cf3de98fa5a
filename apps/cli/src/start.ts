import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ConfigError, readStartConfig, type MailConfig, type StartConfig } from '#config';
import { DirectoryClaim, DirectoryInUse } from '#database';
import { openEmbeddedInstallation } from './embedded-installation.js';
import { drawSetupToken } from './first-administrator.js';
import type { Installation } from './installation.js';
import { ensureSample, type PrintedSignIn } from './sample-content.js';
import { DatabaseUnusable, MigrationsPending, openServerInstallation } from './server-installation.js';
import { addressOf, Services } from './services.js';

/** `npm start`: everything Trefoil needs, from one command, until Ctrl-C. */

const stopRequest = new AbortController();
/** npm passes on what the terminal has sent already: within this time a signal is the echo of another. */
const echoMs = 1_000;
let stopRequestedAt: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopRequestedAt === undefined) {
      stopRequestedAt = performance.now();
      stopRequest.abort();
    } else if (performance.now() - stopRequestedAt > echoMs) {
      // Somebody does not want to wait. The next start copes with whatever is left.
      process.exit(130);
    }
  });
}

try {
  const config = readStartConfig();
  if (config.mode === 'embedded') await runAlone(config);
  else await run(config, () => Promise.resolve());
} catch (error) {
  if (error instanceof DirectoryInUse) {
    const where = error.note ? `at ${error.note}` : '(it is just starting)';
    console.log(`Trefoil already runs here ${where}, process ${error.pid}.`);
    console.log('Stop it there with Ctrl-C, or start another one beside it with TREFOIL_DATA_DIRECTORY=<folder>.');
  } else if (!stopRequest.signal.aborted) {
    console.error(isForPeople(error) ? error.message : error);
    process.exitCode = 1;
  }
}
// What a library may have left open does not keep a stopped Trefoil alive.
process.exit();

/** Two in one data directory would damage nothing, but neither would be whole. */
async function runAlone(config: StartConfig): Promise<void> {
  const claim = await claimDataDirectory(config.dataDirectory);
  try {
    await run(config, (address) => claim.announce(address));
  } finally {
    await claim.release();
  }
}

async function claimDataDirectory(directory: string): Promise<DirectoryClaim> {
  try {
    await fs.mkdir(directory, { recursive: true });
    return await DirectoryClaim.take(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    throw new ConfigError([`TREFOIL_DATA_DIRECTORY: ${directory} belongs to somebody else, name a folder of your own`]);
  }
}

async function run(config: StartConfig, announce: (address: string) => Promise<void>): Promise<void> {
  const installation = await (config.mode === 'embedded'
    ? openEmbeddedInstallation(config)
    : openServerInstallation(config));
  try {
    stopRequest.signal.throwIfAborted();
    const logDirectory = path.join(config.dataDirectory, 'logs');
    const services = await Services.start(installation, logDirectory);
    try {
      const [content] = await Promise.all([
        prepareContent(installation, config.dataDirectory),
        services.whenReady(stopRequest.signal),
      ]);
      const address = addressOf(installation.http);
      await announce(address);
      printWelcome(address, config, logDirectory, content);
      await untilStopRequested();
      console.log('\nTrefoil stops.');
    } finally {
      await services.stop();
    }
  } finally {
    await installation.close();
  }
}

/** What there is for whoever comes first. */
interface Content {
  sampleSignIns: PrintedSignIn[] | null;
  /** For the first administrator; null once there is an account. */
  setupToken: string | null;
}

async function prepareContent(installation: Installation, dataDirectory: string): Promise<Content> {
  if (installation.hasSample)
    return { sampleSignIns: await ensureSample(installation, dataDirectory), setupToken: null };
  return { sampleSignIns: null, setupToken: await drawSetupToken(installation) };
}

function printWelcome(
  address: string,
  config: StartConfig,
  logDirectory: string,
  { sampleSignIns, setupToken }: Content,
): void {
  const seconds = (performance.now() / 1000).toFixed(1);
  console.log(`\nTrefoil is ready after ${seconds} s. Ctrl-C stops it.\n`);
  console.log(`  GraphiQL  ${address}/graphiql`);
  console.log(`  API       ${address}/graphql`);
  console.log(`  Logs      ${logDirectory}`);
  if (config.mode === 'embedded') console.log(`  Data      ${config.dataDirectory}`);
  console.log(`  Mails     ${whereMailsGo(config.mail)}`);
  if (sampleSignIns) {
    console.log('\nSample sign-ins (the needs, times and answers of the sample forum are assumed):\n');
    const width = Math.max(...sampleSignIns.map(({ email }) => email.length));
    for (const { email, password, displayName } of sampleSignIns) {
      console.log(`  ${email.padEnd(width)}  ${password}  ${displayName}`);
    }
  }
  if (setupToken) {
    console.log('\nThere is no account yet. Make the first administrator within a day, with this token:\n');
    console.log(`  mutation { createFirstAdministrator(setupToken: "${setupToken}", input: { … }) { __typename } }`);
  }
}

function whereMailsGo({ transport }: MailConfig): string {
  if (transport.kind === 'smtp') return `sent through ${transport.host}:${transport.port}`;
  return `written to ${transport.directory} as .eml files, not sent: TREFOIL_SMTP_URL sends them`;
}

function untilStopRequested(): Promise<void> {
  const { signal } = stopRequest;
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    // A signal handler alone does not keep a process alive, and its services might all be gone for a moment.
    const alive = setInterval(() => undefined, 60_000);
    signal.addEventListener('abort', () => clearInterval(alive), { once: true });
  });
}

function isForPeople(error: unknown): error is Error {
  return error instanceof ConfigError || error instanceof MigrationsPending || error instanceof DatabaseUnusable;
}
