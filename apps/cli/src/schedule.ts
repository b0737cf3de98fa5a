import { runB2bCommand } from './schedule/run-b2b-command.js';
import { UsageFault } from './schedule/usage-fault.js';

const usage = '--b2bsp FILE.dzn --time-limit SECONDS [--seed N]';

try {
  const given = process.argv.slice(2);
  if (!given.includes('--b2bsp')) throw new UsageFault(`--b2bsp: missing; use ${usage}`);
  const answer = await runB2bCommand(given, usage);
  // The threads may be deep in a proof that nobody waits for any longer.
  process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit());
} catch (error) {
  if (!(error instanceof UsageFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
