import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import type { PostgresAccount } from './postgres-account.js';

/** PostgreSQL's own programs, run as one account. */
export class PostgresPrograms {
  constructor(
    private readonly folder: string,
    private readonly account: PostgresAccount,
  ) {}

  /** @throws Error with what the program said on its way out */
  async run(program: 'initdb' | 'pg_ctl', args: string[]): Promise<void> {
    const [command, ...rest] = [...this.account.prefix, path.join(this.folder, program), ...args];
    const { uid, gid } = this.account;
    // C: messages that code can recognise. PG… would name another server, and the working directory may be one that
    // the account cannot enter.
    const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C' };
    try {
      await promisify(execFile)(command!, rest, { uid, gid, env, cwd: path.parse(this.folder).root });
    } catch (cause) {
      const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
      const said = [stderr, stdout]
        .map((text) => text.trim())
        .filter(Boolean)
        .join('\n');
      throw new Error(`${program} failed: ${said || String(cause)}`, { cause });
    }
  }
}
