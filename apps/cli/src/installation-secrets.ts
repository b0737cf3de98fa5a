import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** What an embedded installation draws at its first start and keeps. */
export interface InstallationSecrets {
  /** Signs access tokens. */
  accessTokenKey: string;
  /** Of the application's role in the embedded PostgreSQL. */
  applicationPassword: string;
}

/** Draws them when they are not there yet; readable by their owner only. */
export async function readOrDrawSecrets(dataDirectory: string): Promise<InstallationSecrets> {
  const file = path.join(dataDirectory, 'secrets.json');
  if (!existsSync(file)) {
    const drawn: InstallationSecrets = { accessTokenKey: drawSecret(), applicationPassword: drawSecret() };
    // Written aside, so that a kill in the middle leaves no half of it.
    await fs.writeFile(`${file}.new`, JSON.stringify(drawn, null, 2), { mode: 0o600 });
    await fs.rename(`${file}.new`, file);
  }
  return JSON.parse(await fs.readFile(file, 'utf8')) as InstallationSecrets;
}

const drawSecret = (): string => randomBytes(32).toString('base64url');
