import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { readDatabaseConfig } from '#config';
import { writeBackup } from '#database';
import { runFileCommand, UsageError } from './file-command.js';
import { withInstallationDatabase } from './installation-database.js';

/** `npm run backup -- FILE`: writes the whole installation to one file, whether its service runs or not. */

await runFileCommand('backup', async (name, signal) => {
  const file = path.resolve(name);
  if (existsSync(file)) throw new UsageError(`${file} exists already, name a new file.`);
  if (!existsSync(path.dirname(file))) throw new UsageError(`There is no folder ${path.dirname(file)}.`);

  const counts = await withInstallationDatabase(readDatabaseConfig(), (url) => writeBackup(url, file, signal));
  return `Backed up ${counts.rows} rows of ${counts.tables} tables to ${file}`;
});
