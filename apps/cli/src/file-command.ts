import { ConfigError } from '#config';
import { BackupRefused, DirectoryInUse } from '#database';
import { MigrationsPending } from './server-installation.js';

/** The command was not called as it should be. */
export class UsageError extends Error {}

/**
 * Runs a command that is called with the name of one file, until it is done or Ctrl-C undoes it. The process ends with 0,
 * with 2 after a UsageError, else with 1; what people can react to is one line on stderr.
 *
 * @param run gives the line to print when all went well
 */
export async function runFileCommand(
  name: string,
  run: (file: string, signal: AbortSignal) => Promise<string>,
): Promise<void> {
  const stopRequest = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopRequest.abort());
  try {
    const [file, ...others] = process.argv.slice(2);
    if (!file || others.length > 0) throw new UsageError(`Usage: npm run ${name} -- FILE`);
    console.log(await run(file, stopRequest.signal));
  } catch (error) {
    if (stopRequest.signal.aborted) console.error(`The ${name} was stopped, and nothing is left of it.`);
    else console.error(isForPeople(error) ? error.message : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/** Whether its message alone tells a person what to do. */
export function isForPeople(error: unknown): error is Error {
  const isOurs = [UsageError, BackupRefused, ConfigError, DirectoryInUse, MigrationsPending].some(
    (kind) => error instanceof kind,
  );
  // A full disk, a folder that may not be entered, a server that does not answer: the system says it well.
  return isOurs || (error instanceof Error && 'syscall' in error);
}
