import { InputFaults } from '#matching';
import { answerQuestion } from './triples/answer-question.js';
import { readArguments } from './triples/read-arguments.js';

/** More faults than a person reads at once are left out. */
const mostFaults = 50;

// Whoever reads may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const answer = answerQuestion(readArguments(process.argv.slice(2)));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
} catch (error) {
  if (!(error instanceof InputFaults)) throw error;
  process.stderr.write(
    error.faults
      .slice(0, mostFaults)
      .map((fault) => `${fault}\n`)
      .join(''),
  );
  process.exitCode = 2;
}
