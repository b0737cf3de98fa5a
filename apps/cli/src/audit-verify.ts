import 'reflect-metadata';
import { readDatabaseConfig } from '#config';
import { createDataSource, listPendingMigrations } from '#database';
import { checkChain, headText, readHeadText, type ChainHead, type ChainReport } from '#domain';
import { isForPeople, UsageError } from './file-command.js';
import { withInstallationDatabase } from './installation-database.js';
import { MigrationsPending } from './server-installation.js';

/**
 * `npm run audit:verify [-- --expect HEAD]`: recomputes the chain over the audit log. Ends with 0 when the log is what was
 * sealed, with 1 when it is not or cannot be read, with 2 when called wrongly.
 */

try {
  const expected = readArguments(process.argv.slice(2));
  const report = await withInstallationDatabase(readDatabaseConfig(), (url) => check(url, expected));
  print(report);
  if (report.faults.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(isForPeople(error) ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

function readArguments(given: readonly string[]): ChainHead | null {
  if (given.length === 0) return null;
  const head = given.length === 2 && given[0] === '--expect' ? readHeadText(given[1]!) : null;
  if (!head) {
    throw new UsageError(
      'Usage: npm run audit:verify [-- --expect HEAD], HEAD as an earlier run printed it: NUMBER:HASH',
    );
  }
  return head;
}

async function check(url: string, expected: ChainHead | null): Promise<ChainReport> {
  const pending = await listPendingMigrations(url, 'redis');
  if (pending.length > 0) throw new MigrationsPending(pending);
  const dataSource = createDataSource({ url, applicationName: 'trefoil-audit-verify', poolSize: 1 });
  await dataSource.initialize();
  try {
    return await checkChain(dataSource, expected);
  } finally {
    await dataSource.destroy();
  }
}

function print({ sealedCount, waitingCount, head, faults }: ChainReport): void {
  for (const fault of faults) console.log(fault);
  if (waitingCount > 0)
    console.log(`${waitingCount} entries wait for their seal; a running worker seals them in seconds.`);
  if (faults.length > 0) {
    console.log('The audit log is NOT what was sealed.');
    return;
  }
  console.log(`${sealedCount} sealed entries are as they were sealed.`);
  if (head)
    console.log(`Head ${headText(head)}\nKeep it elsewhere: --expect with it tells later whether the end was cut.`);
}
