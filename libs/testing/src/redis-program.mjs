import { accessSync, constants } from 'node:fs';
import * as path from 'node:path';

/**
 * The full path of `redis-server`, or null when it is not on the PATH. Plain JavaScript, since Jest's reporter needs it
 * too.
 *
 * @returns {string | null}
 */
export function findRedisServer() {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    const program = path.join(folder, 'redis-server');
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
