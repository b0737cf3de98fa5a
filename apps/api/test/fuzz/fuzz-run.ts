import { faultOf, outcomeWord, type FuzzAnswer } from './findings.js';
import type { FuzzKind, FuzzTarget, Hostile } from './fuzz-kind.js';
import { operationKind } from './operation-kind.js';
import { routeKind } from './route-kind.js';
import { changedTables, readRowCounts } from './row-counts.js';
import { Seeded } from './seeded.js';
import { subscriptionKind } from './subscription-kind.js';

export interface FuzzOptions {
  seed: number;
  count: number;
  /** Called after each batch with the number of requests so far. */
  onBatch?: (done: number) => Promise<void>;
}

export interface FuzzReport {
  requests: number;
  /** How many of each kind. */
  byKind: Map<string, number>;
  /** How often each operation, route or sort of session ended in each outcome. */
  outcomes: Map<string, Map<string, number>>;
  /** What is wrong, with the request that shows it. */
  findings: string[];
}

interface Tried {
  request: Hostile;
  answer: FuzzAnswer;
}

const kinds: readonly FuzzKind[] = [operationKind, subscriptionKind, routeKind];
const turns = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind));

/** Few, so that most batches have no request that was accepted and wrote, after which the refused ones are tried again alone. */
const batchSize = 10;
const atOnce = 5;

const isRefused = ({ answer }: Tried): boolean => outcomeWord(answer) !== 'ok';

/** Sends that many hostile requests, looks at every answer, and after each batch at what refused ones have left behind. */
export async function fuzz(target: FuzzTarget, { seed, count, onBatch }: FuzzOptions): Promise<FuzzReport> {
  const seeded = new Seeded(seed);
  const report: FuzzReport = { requests: 0, byKind: new Map(), outcomes: new Map(), findings: [] };
  let counts = await readRowCounts(target.dataSource);
  while (report.requests < count) {
    const requests: Hostile[] = [];
    while (requests.length < Math.min(batchSize, count - report.requests)) {
      const kind = turns[(report.requests + requests.length) % turns.length]!;
      const index = report.byKind.get(kind.name) ?? 0;
      report.byKind.set(kind.name, index + 1);
      requests.push(await kind.draw(target, index, seeded));
    }
    const tried = await sendAll(requests);
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

/** In the order of the requests; a few at a time. */
async function sendAll(requests: readonly Hostile[]): Promise<Tried[]> {
  const tried: Tried[] = [];
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < requests.length) {
      const index = next++;
      const request = requests[index]!;
      tried[index] = { request, answer: await request.send() };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, send));
  return tried;
}

function note({ outcomes, findings }: FuzzReport, { request, answer }: Tried): void {
  const words = outcomes.get(request.name) ?? new Map<string, number>();
  outcomes.set(request.name, words);
  const word = outcomeWord(answer);
  words.set(word, (words.get(word) ?? 0) + 1);
  const fault = faultOf(answer);
  if (fault) findings.push(`${fault}: ${request.name} ${request.description}\n  ${answer.body.slice(0, 500)}`);
}

/**
 * Which of these refused requests changed the count of a table. They are sent again without those that were accepted, of which
 * writing is expected, and halved until those that write are left.
 */
async function findWriters(target: FuzzTarget, refused: readonly Hostile[]): Promise<string[]> {
  if (refused.length === 0) return [];
  const before = await readRowCounts(target.dataSource);
  const again = (await sendAll(refused)).filter(isRefused);
  const changed = changedTables(before, await readRowCounts(target.dataSource));
  // One that was accepted this time speaks for itself and not for the others.
  if (changed.length === 0 || again.length === 0) return [];
  if (again.length === 1 && refused.length === 1) {
    const { name, description } = again[0]!.request;
    return [`refused, and yet it wrote ${changed.join(', ')}: ${name} ${description}`];
  }
  const requests = again.map(({ request }) => request);
  const half = Math.ceil(requests.length / 2);
  const first = await findWriters(target, requests.slice(0, half));
  return requests.length === 1 ? first : [...first, ...(await findWriters(target, requests.slice(half)))];
}
