import { readFileSync } from 'node:fs';
import { type B2bInstance, InstanceFault, readInstance } from '#scheduling/b2b';
import { readNumber, readOptions, requireOption } from './read-options.js';
import { type B2bAnswer, solveB2b } from './solve-b2b.js';
import { UsageFault } from './usage-fault.js';

const names = ['b2bsp', 'time-limit', 'seed'] as const;

/**
 * Solves an instance of the published benchmark; the time limit counts from the start of the process.
 *
 * @throws UsageFault for an argument or a file that cannot be used
 */
export async function runB2bCommand(given: readonly string[], usage: string): Promise<B2bAnswer> {
  const values = readOptions(given, names, usage);
  const file = requireOption(values, 'b2bsp', usage);
  const limit = requireOption(values, 'time-limit', usage);
  const timeLimitSeconds = readNumber('time-limit', limit, { least: 0, most: 1_000_000, isWhole: false });
  const seed = readNumber('seed', values.get('seed') ?? '0', { least: 0, most: 1_000_000_000, isWhole: true });
  return solveB2b(readInstanceFile(file), { deadlineMs: timeLimitSeconds * 1000, seed });
}

function readInstanceFile(file: string): B2bInstance {
  try {
    return readInstance(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof InstanceFault) throw new UsageFault(`--b2bsp: ${JSON.stringify(file)}: ${error.message}`);
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new UsageFault(`--b2bsp: ${JSON.stringify(file)} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
