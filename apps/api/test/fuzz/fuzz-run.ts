import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Account } from '#domain';
import type { Tries } from '../permissions/tries.js';
import { operationEntries } from '../permissions/entries.js';
import { faultOf, outcomeWord, type FuzzAnswer } from './findings.js';
import { fuzzRequest, type FuzzRequest } from './fuzz-request.js';
import { changedTables, readRowCounts } from './row-counts.js';
import { Seeded } from './seeded.js';

export interface FuzzTarget {
  url: string;
  dataSource: DataSource;
  schema: GraphQLSchema;
  tries: Tries;
  authorizationOf: (account: Account) => Promise<string>;
}

export interface FuzzOptions {
  seed: number;
  count: number;
  /** Called after each batch with the number of requests so far. */
  onBatch?: (done: number) => Promise<void>;
}

export interface FuzzReport {
  requests: number;
  /** How often each operation ended in each outcome. */
  outcomes: Map<string, Map<string, number>>;
  /** What is wrong, with the request that shows it. */
  findings: string[];
}

interface Tried {
  request: FuzzRequest;
  answer: FuzzAnswer;
}

/** What the API reads of a body; it hangs up on more, perhaps while that is being sent. */
const maxBodyBytes = 256 * 1024;
const batchSize = 100;
const atOnce = 6;

const isRefused = ({ answer }: Tried): boolean => outcomeWord(answer) !== 'ok';

/** Sends that many hostile requests, looks at every answer, and after each batch at what refused ones have left behind. */
export async function fuzz(target: FuzzTarget, { seed, count, onBatch }: FuzzOptions): Promise<FuzzReport> {
  const seeded = new Seeded(seed);
  const report: FuzzReport = { requests: 0, outcomes: new Map(), findings: [] };
  const operations = Object.keys(operationEntries).filter((operation) => !operation.startsWith('Subscription.'));
  let counts = await readRowCounts(target.dataSource);
  while (report.requests < count) {
    const requests: FuzzRequest[] = [];
    for (let index = 0; index < Math.min(batchSize, count - report.requests); index++) {
      // In turn, so that each gets its share whatever the seed.
      const operation = operations[(report.requests + index) % operations.length]!;
      requests.push(await drawReadable(target, operation, seeded));
    }
    const tried = await sendAll(target, requests);
    report.requests += tried.length;
    for (const one of tried) note(report, one);

    const after = await readRowCounts(target.dataSource);
    if (changedTables(counts, after).length > 0) {
      const refused = tried.filter(isRefused).map(({ request }) => request);
      report.findings.push(...(await findWriters(target, refused)));
      counts = await readRowCounts(target.dataSource);
    }
    await onBatch?.(report.requests);
  }
  return report;
}

/** Requests that the API would not read to their end are another test's. */
async function drawReadable(target: FuzzTarget, operation: string, seeded: Seeded): Promise<FuzzRequest> {
  for (;;) {
    const request = await draw(target, operation, seeded);
    const { query, variables } = request;
    if (Buffer.byteLength(JSON.stringify({ query, variables })) <= maxBodyBytes) return request;
  }
}

async function draw({ schema, tries }: FuzzTarget, operation: string, seeded: Seeded): Promise<FuzzRequest> {
  const { ours, theirs } = tries.stage;
  const role = seeded.pick(['owner', 'owner', 'organizer', 'organizer', 'nobody'] as const);
  const version = seeded.isBelow(0.5) ? 'present' : 'stale';
  const valid = await tries.variablesOf(operation, ours, role, version);
  return fuzzRequest(schema, [operation, role], valid, seeded, Object.values(theirs.ids));
}

/** In the order of the requests; a few at a time. */
async function sendAll(target: FuzzTarget, requests: readonly FuzzRequest[]): Promise<Tried[]> {
  const tried: Tried[] = [];
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < requests.length) {
      const index = next++;
      const request = requests[index]!;
      tried[index] = { request, answer: await ask(target, request) };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, send));
  return tried;
}

async function ask(target: FuzzTarget, { role, query, variables }: FuzzRequest): Promise<FuzzAnswer> {
  const account = target.tries.stage.people[role];
  const response = await fetch(`${target.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(account ? { authorization: await target.authorizationOf(account) } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: await response.text() };
}

function note({ outcomes, findings }: FuzzReport, { request, answer }: Tried): void {
  const words = outcomes.get(request.operation) ?? new Map<string, number>();
  outcomes.set(request.operation, words);
  const word = outcomeWord(answer);
  words.set(word, (words.get(word) ?? 0) + 1);
  const fault = faultOf(answer);
  if (fault) findings.push(`${fault}: ${describe(request)}\n  ${answer.body.slice(0, 500)}`);
}

/**
 * Which of these refused requests changed the count of a table. They are sent again without those that were accepted, of which
 * writing is expected, and halved until those that write are left.
 */
async function findWriters(target: FuzzTarget, refused: readonly FuzzRequest[]): Promise<string[]> {
  if (refused.length === 0) return [];
  const before = await readRowCounts(target.dataSource);
  const again = (await sendAll(target, refused)).filter(isRefused);
  const changed = changedTables(before, await readRowCounts(target.dataSource));
  // One that was accepted this time speaks for itself and not for the others.
  if (changed.length === 0 || again.length === 0) return [];
  if (again.length === 1 && refused.length === 1) {
    return [`refused, and yet it wrote ${changed.join(', ')}: ${describe(again[0]!.request)}`];
  }
  const requests = again.map(({ request }) => request);
  const half = Math.ceil(requests.length / 2);
  const first = await findWriters(target, requests.slice(0, half));
  return requests.length === 1 ? first : [...first, ...(await findWriters(target, requests.slice(half)))];
}

const describe = ({ operation, role, variables }: FuzzRequest): string =>
  `${operation} as ${role} with ${JSON.stringify(variables).slice(0, 600)}`;
