import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** As whom PostgreSQL's programs run. */
export interface PostgresAccount {
  /** Undefined: as whom we run ourselves. */
  uid?: number;
  gid?: number;
  /** The program that starts them, with its arguments; empty when they are started directly. */
  prefix: string[];
}

/** Every distribution has the second; the first is there where PostgreSQL's own packages are. */
const accountNames = ['postgres', 'nobody'];

/** What a user namespace shows as whom we are; any number but 0, which PostgreSQL refuses. */
const shownId = 65_534;

/**
 * PostgreSQL refuses to run as root. For root it runs as an account that can reach both its programs and its files; in
 * a folder that no other account can reach (a checkout below /root) it keeps root's rights, but enters a user namespace
 * in which they show as somebody else's. Files that are there already keep their owner.
 *
 * @param programs the folder of PostgreSQL's programs
 * @param directory an existing folder, in which the cluster is or will be
 * @param cluster the cluster's own folder, which may not exist yet
 */
export async function choosePostgresAccount(
  programs: string,
  directory: string,
  cluster: string,
): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  for (const account of await candidates(cluster)) {
    const isUsable = account.uid !== 0 && (await reaches(account, programs)) && (await reaches(account, directory));
    if (isUsable) return { ...account, prefix: [] };
  }
  return { prefix: ['unshare', '--user', `--map-user=${shownId}`, `--map-group=${shownId}`, '--'] };
}

interface Owner {
  uid: number;
  gid: number;
}

async function candidates(cluster: string): Promise<Owner[]> {
  const owner = await fs.stat(cluster).catch(() => undefined); // not there before the first start
  if (owner) return [{ uid: owner.uid, gid: owner.gid }];
  const lines = (await fs.readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  return accountNames.flatMap((name) =>
    lines.filter((fields) => fields[0] === name).map((fields) => ({ uid: Number(fields[2]), gid: Number(fields[3]) })),
  );
}

/** Whether every folder on the way down lets the account through. */
async function reaches(account: Owner, folder: string): Promise<boolean> {
  for (let step = folder; ; step = path.dirname(step)) {
    const { mode, uid } = await fs.stat(step);
    if (!(mode & (uid === account.uid ? 0o100 : 0o001))) return false;
    if (step === path.dirname(step)) return true;
  }
}
