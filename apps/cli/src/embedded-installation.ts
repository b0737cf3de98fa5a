import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedStartConfig } from '#config';
import { findFreePort, type EmbeddedPostgres } from '#database';
import { migrateEmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.js';
import { readOrDrawSecrets } from './installation-secrets.js';
import type { Installation } from './installation.js';

const lookAfterPostgresEveryMs = 500;

/** Starts the PostgreSQL that comes along, draws what is secret, and brings the schema up to date. */
export async function openEmbeddedInstallation(config: EmbeddedStartConfig): Promise<Installation> {
  const secrets = await readOrDrawSecrets(config.dataDirectory);
  const postgres = await startEmbeddedDatabase(config.dataDirectory);
  try {
    const applicationUrl = await migrateEmbeddedDatabase(postgres.url, secrets);
    const port = await findFreePort(config.http.port, config.http.host);
    const stopKeeping = keepRunning(postgres);
    return {
      http: { ...config.http, port },
      databaseUrl: applicationUrl,
      queue: { backend: 'postgres', url: applicationUrl },
      serverKey: secrets.serverKey,
      hasSample: true,
      env: {
        DATABASE_URL: applicationUrl,
        TREFOIL_ACCESS_TOKEN_KEY: secrets.accessTokenKey,
        TREFOIL_SERVER_KEY: secrets.serverKey,
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
