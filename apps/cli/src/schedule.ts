import { endWithFaults } from './schedule/end-with-faults.js';
import { runB2bCommand } from './schedule/run-b2b-command.js';
import { solveProblem } from './schedule/solve-problem.js';

// Whoever reads may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const given = process.argv.slice(2);
  // The clock of `performance` starts with the process.
  const answer = given.some((word) => /^--b2bsp(=|$)/.test(word))
    ? await runB2bCommand(given, '--b2bsp FILE.dzn --time-limit SECONDS [--seed N]')
    : solveProblem(given, 0);
  // Threads may be deep in a proof that nobody waits for any longer.
  process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit());
} catch (error) {
  endWithFaults(error);
}
