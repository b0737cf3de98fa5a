import { checkGivenSchedule } from './schedule/check-given-schedule.js';
import { endWithFaults } from './schedule/end-with-faults.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const violations = checkGivenSchedule(process.argv.slice(2));
  for (const { rule, message } of violations) process.stdout.write(`${rule}: ${message.replace(/\s+/g, ' ')}\n`);
  if (violations.length > 0) process.exitCode = 1;
} catch (error) {
  endWithFaults(error);
}
