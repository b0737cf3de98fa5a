import * as path from 'node:path';
import type { EnvironmentReader } from './environment.js';

/** Absolute; `.data` below the working directory where nothing else is said. */
export function readDataDirectory(reader: EnvironmentReader): string {
  return path.resolve(reader.text('TREFOIL_DATA_DIRECTORY') ?? '.data');
}
