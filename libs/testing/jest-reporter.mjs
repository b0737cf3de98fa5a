import { findRedisServer } from './src/redis-program.mjs';

const nothing = () => ({ passed: 0, failed: 0, skipped: 0 });

/** Ends a test run with the number of tests of each kind, and then, as the last line, of all. */
export default class CountReporter {
  /** The kind of each test file: the result of one that cannot be loaded does not name it. */
  #kinds = new Map();

  onTestFileStart({ path, context }) {
    this.#kinds.set(path, context.config.displayName.name);
  }

  onRunComplete(_contexts, { testResults }) {
    const kinds = new Map();
    const all = nothing();
    for (const suite of testResults) {
      const kind = this.#kinds.get(suite.testFilePath);
      if (!kinds.has(kind)) kinds.set(kind, nothing());
      for (const count of [kinds.get(kind), all]) addSuite(count, suite);
    }
    // Jest's own summary comes after the reporters, so this waits for the end of the process.
    process.once('exit', () => print(kinds, all));
  }
}

function print(kinds, all) {
  console.log();
  for (const [kind, count] of [...kinds].sort()) console.log(`${kind}: ${inWords(count)}`);
  if (all.skipped > 0 && findRedisServer() === null) {
    console.log('skipped: redis-server is not on the PATH, so nothing ran on Redis');
  }
  console.log(inWords(all));
}

function addSuite(count, suite) {
  // A file that cannot be loaded has no failing test to count.
  const hasFailedAsWhole = suite.testExecError && suite.numFailingTests === 0;
  count.passed += suite.numPassingTests;
  count.failed += suite.numFailingTests + (hasFailedAsWhole ? 1 : 0);
  count.skipped += suite.numPendingTests + suite.numTodoTests;
}

const inWords = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
