import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { PostgresAccount } from './postgres-account.js';
import type { PostgresPrograms } from './postgres-programs.js';

/** The superuser of every cluster made here, and the owner of what is in it. */
export const ownerRole = 'trefoil_owner';

const attemptPrefix = 'initdb-';

/**
 * Makes the cluster of a first start. It grows in a folder of its own and moves to its place when it is whole, so that a
 * kill in the middle leaves nothing that looks complete; what an earlier attempt left is removed.
 */
export async function ensureCluster(
  cluster: string,
  password: string,
  programs: PostgresPrograms,
  account: PostgresAccount,
  durable: boolean,
): Promise<void> {
  const directory = path.dirname(cluster);
  await removeAttempts(directory);
  if (existsSync(cluster)) return;

  const attempt = await fs.mkdtemp(path.join(directory, attemptPrefix));
  const passwordFile = path.join(attempt, 'password');
  await fs.writeFile(passwordFile, password, { mode: 0o600 });
  for (const owned of [passwordFile, attempt]) await giveTo(account, owned);
  const fresh = path.join(attempt, 'cluster');
  await programs.run('initdb', [
    `--pgdata=${fresh}`,
    `--username=${ownerRole}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // pg_trgm asks the C library what a letter is; in plain C it finds none in Chinese or accented names.
    '--lc-ctype=C.UTF-8',
    '--lc-collate=C',
    '--lc-messages=C',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]);
  await fs.rename(fresh, cluster);
  await fs.rm(attempt, { recursive: true });
}

/** The owner's password, drawn at the first start and kept for all others. */
export async function readOrDrawPassword(file: string): Promise<string> {
  if (!existsSync(file)) {
    await fs.writeFile(`${file}.new`, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await fs.rename(`${file}.new`, file);
  }
  return fs.readFile(file, 'utf8');
}

export async function giveTo(account: PostgresAccount, file: string): Promise<void> {
  if (account.uid !== undefined) await fs.chown(file, account.uid, account.gid!);
}

async function removeAttempts(directory: string): Promise<void> {
  const attempts = (await fs.readdir(directory)).filter((name) => name.startsWith(attemptPrefix));
  for (const attempt of attempts) {
    // An initdb whose starter was killed may still be writing into its folder; the next start removes it then.
    await fs.rm(path.join(directory, attempt), { recursive: true }).catch(() => undefined);
  }
}
