import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** What an embedded installation draws at its first start and keeps. */
export interface InstallationSecrets {
  /** Signs access tokens. */
  accessTokenKey: string;
  /** What is secret at rest is encrypted with keys drawn from it. */
  serverKey: string;
  /** Of the application's role in the embedded PostgreSQL. */
  applicationPassword: string;
}

/** Draws those that are not there yet; readable by their owner only. */
export async function readOrDrawSecrets(dataDirectory: string): Promise<InstallationSecrets> {
  const file = path.join(dataDirectory, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(await fs.readFile(file, 'utf8')) as Partial<InstallationSecrets>) : {};
  const secrets: InstallationSecrets = {
    accessTokenKey: kept.accessTokenKey ?? drawSecret(),
    // Younger than the others: a data directory of an earlier version has none.
    serverKey: kept.serverKey ?? drawSecret(),
    applicationPassword: kept.applicationPassword ?? drawSecret(),
  };
  if (Object.keys(kept).length < Object.keys(secrets).length) {
    // Written aside, so that a kill in the middle leaves no half of it.
    await fs.writeFile(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    await fs.rename(`${file}.new`, file);
  }
  return secrets;
}

const drawSecret = (): string => randomBytes(32).toString('base64url');
