import { endWithFaults } from './schedule/end-with-faults.js';
import { solveProblem } from './schedule/solve-problem.js';

// Whoever reads may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  // The clock of `performance` starts with the process.
  const answer = solveProblem(process.argv.slice(2), 0);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
} catch (error) {
  endWithFaults(error);
}
