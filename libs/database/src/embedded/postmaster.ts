import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { processIdentity } from './process-identity.js';

/** A running PostgreSQL server, as its `postmaster.pid` describes it. */
export interface Postmaster {
  pid: number;
  port: number;
  state: 'starting' | 'stopping' | 'ready' | 'standby';
}

/**
 * The server that runs on a cluster, or null. A `postmaster.pid` whose process is gone stays where it is: PostgreSQL
 * itself reads it to see whether children of a killed server are still about. One that names a stranger, who got the
 * number after a crash or a reboot, is removed, since PostgreSQL could take that stranger for a server.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const file = path.join(cluster, 'postmaster.pid');
  const text = await fs.readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  // Process, directory, start, port, socket directory, address, shared memory, state; the last ones come later.
  const lines = (text ?? '').split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!pid || (await processIdentity(pid)) === null) return null;
  if (!(await isPostgresOn(pid, cluster))) {
    await fs.rm(file, { force: true });
    return null;
  }
  return { pid, port: Number(lines[3]), state: (lines[7] || 'starting') as Postmaster['state'] };
}

async function isPostgresOn(pid: number, cluster: string): Promise<boolean> {
  try {
    if (process.platform === 'linux') {
      // A server's working directory is its cluster. Of a process whose directory we may not see we are not the owner.
      return (await fs.readlink(`/proc/${pid}/cwd`)) === (await fs.realpath(cluster));
    }
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]);
    return stdout.includes('postgres') && stdout.includes(cluster);
  } catch {
    return false;
  }
}
