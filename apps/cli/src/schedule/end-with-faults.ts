import { InputFaults } from '#matching/input-faults';

/** More faults than a person reads at once are left out. */
const mostFaults = 50;

/** Ends with exit code 2 and a line per fault of the input; anything else is thrown on. */
export function endWithFaults(error: unknown): void {
  if (!(error instanceof InputFaults)) throw error;
  const lines = error.faults.slice(0, mostFaults).map((fault) => `${fault.replace(/\s+/g, ' ')}\n`);
  process.stderr.write(lines.join(''));
  process.exitCode = 2;
}
