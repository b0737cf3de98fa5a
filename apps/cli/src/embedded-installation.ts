import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedStartConfig } from '#config';
import { findFreePort, migrate, startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import { readOrDrawSecrets } from './installation-secrets.js';
import type { Installation } from './installation.js';

/** Beside PostgreSQL's own 5432, which a machine may well have in use. */
const preferredDatabasePort = 54_329;

/** The application's role: it reads and writes rows and cannot alter the schema, as in production. */
const applicationRole = 'trefoil_app';

const lookAfterPostgresEveryMs = 500;

/** Starts the PostgreSQL that comes along, draws what is secret, and brings the schema up to date. */
export async function openEmbeddedInstallation(config: EmbeddedStartConfig): Promise<Installation> {
  const secrets = await readOrDrawSecrets(config.dataDirectory);
  const postgres = await startEmbeddedPostgres({
    directory: path.join(config.dataDirectory, 'postgres'),
    database: 'trefoil',
    preferredPort: preferredDatabasePort,
    durable: true,
  });
  try {
    const applicationUrl = new URL(postgres.url);
    applicationUrl.username = applicationRole;
    applicationUrl.password = secrets.applicationPassword;
    await migrate({ ownerUrl: postgres.url, applicationUrl: applicationUrl.href, queueBackend: 'postgres' });
    const port = await findFreePort(config.http.port, config.http.host);
    const stopKeeping = keepRunning(postgres);
    return {
      http: { ...config.http, port },
      env: {
        DATABASE_URL: applicationUrl.href,
        TREFOIL_ACCESS_TOKEN_KEY: secrets.accessTokenKey,
        TREFOIL_SAMPLE: '1',
        HOST: config.http.host,
        PORT: String(port),
        LOG_LEVEL: config.logLevel,
      },
      async close() {
        await stopKeeping();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Starts PostgreSQL again whenever it was killed, until the returned function is called. */
function keepRunning(postgres: EmbeddedPostgres): () => Promise<void> {
  let isKept = true;
  const keeping = (async () => {
    while (isKept) {
      await postgres.ensureRunning().catch((error: Error) => console.warn(error.message));
      await sleep(lookAfterPostgresEveryMs);
    }
  })();
  return () => {
    isKept = false;
    return keeping;
  };
}
