import * as path from 'node:path';
import { ownerRole, readOrDrawPassword } from './postgres-cluster.js';
import { findPostmaster } from './postmaster.js';

/**
 * How to sign in, as its owner, to the PostgreSQL that another process runs in `directory` (the one it gave to
 * `startEmbeddedPostgres`). Null while none answers there. Takes nothing over.
 */
export async function findEmbeddedPostgres(directory: string, database: string): Promise<string | null> {
  const postmaster = await findPostmaster(path.resolve(directory, 'cluster'));
  if (postmaster?.state !== 'ready') return null;
  const password = await readOrDrawPassword(path.join(directory, 'owner-password'));
  return `postgres://${ownerRole}:${password}@127.0.0.1:${postmaster.port}/${database}`;
}
