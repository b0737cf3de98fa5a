import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { DirectoryInUse, migrate, startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import { applicationUrlOf, templateDatabase } from './test-database-names.js';

/** The process behind a test run's databases: one server, one migrated template. It ends with the run, however that ends. */

const prefix = 'trefoil-test-';

/** No run needs as long between making its folder and claiming it. */
const claimedWithinMs = 60_000;

const start = (directory: string): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ directory, database: templateDatabase, preferredPort: 54_400, durable: false });

/** Ends the servers and removes the files of runs whose own server process was killed, too. */
async function removeLeftovers(): Promise<void> {
  for (const name of await fs.readdir(tmpdir())) {
    const directory = path.join(tmpdir(), name);
    if (!name.startsWith(prefix)) continue;
    const found = await fs.stat(directory).catch(() => null); // another run has just removed it
    if (!found || found.uid !== process.getuid?.() || Date.now() - found.mtimeMs < claimedWithinMs) continue;
    try {
      await (await start(directory)).stop();
      await fs.rm(directory, { recursive: true });
    } catch (error) {
      if (!(error instanceof DirectoryInUse)) throw error; // another run's, at this moment
    }
  }
}

await removeLeftovers();
const directory = await fs.mkdtemp(path.join(tmpdir(), prefix));
// PostgreSQL's own account has to get in when we are root.
await fs.chmod(directory, 0o711);
const server = await start(directory);
await migrate({ ownerUrl: server.url, applicationUrl: applicationUrlOf(server.url), queueBackend: 'postgres' });

async function end(): Promise<void> {
  await server.stop();
  await fs.rm(directory, { recursive: true });
  process.exit();
}

if (!process.connected) await end(); // the run ended meanwhile
process.once('disconnect', () => void end());
process.send!({ url: server.url });
