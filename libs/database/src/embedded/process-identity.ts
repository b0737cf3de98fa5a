import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * Tells one process from a later one that got its number: the boot and the moment it started. Null when no such process
 * runs; one that has ended and waits for its parent to notice counts as ended.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return identityFromProc(pid);
  return process.platform === 'win32' ? identityFromSignal(pid) : identityFromPs(pid);
}

async function identityFromProc(pid: number): Promise<string | null> {
  try {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    // "pid (name) state parent …": the name may itself hold blanks and brackets. The start is field 22 of proc(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const boot = await fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    return `${boot.trim()} ${fields[19]}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}

async function identityFromPs(pid: number): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { LC_ALL: 'C' } });
    return stdout.trim();
  } catch {
    return null; // ps fails when it finds none
  }
}

/** Where nothing better is at hand, a number that is in use again is taken for its earlier holder. */
function identityFromSignal(pid: number): string | null {
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'alive' : null;
  }
}
