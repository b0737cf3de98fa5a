import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { startTestApi, testAccessTokenKey } from '../api-harness.js';
import { startApiProcess } from '../api-process.js';
import { openStage } from '../permissions/cast.js';
import { Tries } from '../permissions/tries.js';
import { fuzz, type FuzzReport } from './fuzz-run.js';

/*
 * npm run fuzz -- [--count 25000] [--seed N]
 *
 * The long form of fuzz.e2e-spec.ts: against an api process of its own, whose heap after a forced collection must stay within a
 * fifth of what it was after the first 2,000 requests. Ends with 1 when something was found, with 2 for a bad argument.
 */

const warmUp = 2_000;
const heapAllowance = 1.2;

const { values } = parseArgs({
  options: { count: { type: 'string', default: '25000' }, seed: { type: 'string', default: '1' } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
if (!Number.isSafeInteger(count) || count <= warmUp || !Number.isSafeInteger(seed)) {
  console.error(`--count is a whole number above ${warmUp}, --seed a whole number.`);
  process.exit(2);
}

const server = fork(path.resolve(import.meta.dirname, '../../../../libs/testing/src/test-server.ts'));
const [{ url: serverUrl }] = (await once(server, 'message')) as [{ url: string }];
process.env['TREFOIL_TEST_SERVER'] = serverUrl;

const backstage = await startTestApi();
const tried = await startApiProcess(backstage.databaseUrl, testAccessTokenKey, {}, [
  '--expose-gc',
  '--import',
  path.resolve(import.meta.dirname, 'gc-probe.mjs'),
]);
const heaps: { after: number; bytes: number }[] = [];
const report = await fuzz(
  {
    url: tried.url,
    dataSource: backstage.dataSource,
    schema: backstage.get(GraphQLSchemaHost).schema,
    tries: new Tries(backstage, await openStage(backstage)),
    authorizationOf: backstage.authorizationOf,
  },
  {
    seed,
    count,
    async onBatch(after) {
      if (after % warmUp !== 0 && after !== count) return;
      const [message] = await tried.ask({ ask: 'heap' });
      heaps.push({ after, bytes: (message as { heapBytes: number }).heapBytes });
    },
  },
);
await tried.stop();
await backstage.close();
server.disconnect();
await once(server, 'exit');

print(report);
const [first, last] = [heaps[0]!, heaps.at(-1)!];
const inMegabytes = ({ after, bytes }: typeof first): string => `${after}: ${(bytes / 1e6).toFixed(1)} MB`;
console.log(`\nheap after requests: ${heaps.map(inMegabytes).join(', ')}`);
const isHeapSteady = last.bytes <= first.bytes * heapAllowance;
if (!isHeapSteady) console.log(`FOUND the heap grew by ${Math.round((last.bytes / first.bytes - 1) * 100)} %`);
for (const finding of report.findings) console.log(`FOUND ${finding}`);
console.log(`${report.requests} requests, seed ${seed}, ${report.findings.length + Number(!isHeapSteady)} findings`);
process.exit(report.findings.length > 0 || !isHeapSteady ? 1 : 0);

function print({ outcomes, byKind }: FuzzReport): void {
  for (const [operation, words] of [...outcomes].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const counted = [...words].sort((one, other) => other[1] - one[1]).map(([word, times]) => `${word} ${times}`);
    console.log(`${operation.padEnd(36)} ${counted.join('  ')}`);
  }
  console.log(`\n${[...byKind].map(([kind, requests]) => `${kind} ${requests}`).join(', ')}`);
}
