import { endWithFaults } from './schedule/end-with-faults.js';

// Whoever reads may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const given = process.argv.slice(2);

try {
  const isPublished = given.some((word) => /^--b2bsp(=|$)/.test(word));
  const answer = await (isPublished ? solvePublished() : solveOwn());
  // Threads may be deep in a proof that nobody waits for any longer.
  process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit());
} catch (error) {
  endWithFaults(error);
}

// Each loads only what it needs: compiling the other half would take longer than a first schedule.
async function solvePublished(): Promise<unknown> {
  const { runB2bCommand } = await import('./schedule/run-b2b-command.js');
  return runB2bCommand(given, '--b2bsp FILE.dzn --time-limit SECONDS [--seed N]');
}

async function solveOwn(): Promise<unknown> {
  const { solveProblem } = await import('./schedule/solve-problem.js');
  // The clock of `performance` starts with the process.
  return solveProblem(given, 0);
}
