import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createDataSource } from '#database';
import { seededRandom } from '#scheduling';
import type { DataSource } from 'typeorm';
import { measureBareBookings } from './bare-bookings.js';
import { GraphqlClient, makeTokens } from './graphql-client.js';
import { Installation } from './installation.js';
import { countDoubleBookings, Ledger } from './ledger.js';
import { describePhase, percentile, runPhase, type PhaseReport } from './load-phase.js';
import { Organizer } from './organizer.js';
import { PartnerOperations } from './partner-operations.js';
import { insertStage, type Stage } from './stage.js';

// `npm run load [-- --seed N] [--quick] [--only TEXT]`: booking under fire, on loopback, in about seven minutes, or in two with less of everything;
// `--only` takes the parts whose name holds the text, such as `fire` or `killed`. Ends with 1 when anything was lost, doubled or broken.

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const perSecond = values.quick ? 20 : 60;
const seconds = values.quick
  ? { warmUp: 3, main: 12, step: 4, bare: 3, rest: 5, disturbed: 12 }
  : { warmUp: 15, main: 60, step: 10, bare: 10, rest: 60, disturbed: 30 };
const worstP99Ms = 500;
const mostShown = 20;
const growth = 1.25;

const disturbances = {
  'an api process killed': (installation: Installation) => installation.killAndReplace('api-1'),
  'the worker killed': (installation: Installation) => installation.killAndReplace('worker'),
  'PostgreSQL restarted': (installation: Installation) => installation.restartPostgres(),
};

const random = seededRandom(Number(values.seed));
const draw = (): number => random.next();
const faults: string[] = [];

/** One load on an installation of its own. */
interface Bed {
  installation: Installation;
  dataSource: DataSource;
  stage: Stage;
  client: GraphqlClient;
  ledger: Ledger;
  operations: PartnerOperations;
}

const parts: Record<string, () => Promise<void>> = { 'under fire': underFire };
for (const [name, disturb] of Object.entries(disturbances)) parts[name] = () => disturbed(name, disturb);
for (const [name, run] of Object.entries(parts)) {
  if (name.includes(values.only ?? '')) await run();
}
for (const fault of faults.slice(0, mostShown)) console.log(`FAULT: ${fault}`);
if (faults.length > mostShown) console.log(`… and ${faults.length - mostShown} more.`);
console.log(faults.length === 0 ? 'Nothing was lost, doubled or broken.' : `${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function underFire(): Promise<void> {
  await withBed(async (bed) => {
    const { installation, operations, dataSource, stage } = bed;
    console.log(`seed ${values.seed}, node ${process.version}, two api processes, a worker, PostgreSQL`);
    console.log(`limits raised: ${JSON.stringify(installation.limits)}`);
    await runPhase(operations, { draw, perSecond, seconds: seconds.warmUp });
    const before = { memory: await installation.readMemory(), connections: await countConnections(dataSource) };

    const organizer = new Organizer(bed.client, stage);
    organizer.begin();
    const main = await runPhase(operations, { draw, perSecond, seconds: seconds.main });
    await organizer.end().catch((error: unknown) => faults.push(`the organizer: ${String(error)}`));
    console.log(`\n${perSecond} operations/s for ${seconds.main} s, while schedule runs go on and a draft is approved`);
    console.log(describePhase(main));
    console.log(`  ${organizer.runs} schedule runs; ${describeApprovals(organizer)}`);
    if (percentile(main, 0.99) > worstP99Ms) console.log(`  p99 is above the target of ${worstP99Ms} ms`);
    await judge(bed, 'the load', main);

    console.log(`\nRate raised by a quarter every ${seconds.step} s until p99 passes ${worstP99Ms} ms`);
    const steps: PhaseReport[] = [];
    for (let rate = perSecond * growth; rate < 2_000; rate *= growth) {
      const step = await runPhase(operations, { draw, perSecond: rate, seconds: seconds.step });
      steps.push(step);
      const booked = step.outcomes.get('book done') ?? 0;
      console.log(
        `  ${rate.toFixed(0)}/s: p50 ${percentile(step, 0.5).toFixed(0)} ms, p99 ${percentile(step, 0.99).toFixed(0)} ms, ${(booked / step.seconds).toFixed(1)} bookings/s`,
      );
      if (percentile(step, 0.99) > worstP99Ms) break;
    }
    await judge(bed, 'the raised rate', ...steps);

    await delay(seconds.rest * 1000);
    await compareRest(bed, before);

    const bareStage = await insertStage(dataSource, draw);
    const bare = await measureBareBookings(installation.applicationUrl, bareStage, draw, seconds.bare);
    console.log(
      `\nThe same bookings as bare SQL transactions: ${bare.perSecond.toFixed(0)}/s (${bare.booked} booked, ${bare.refused} taken)`,
    );
  });
}

async function disturbed(name: string, disturb: (installation: Installation) => Promise<void>): Promise<void> {
  await withBed(async (bed) => {
    await runPhase(bed.operations, { draw, perSecond, seconds: 5 });
    const running = runPhase(bed.operations, { draw, perSecond, seconds: seconds.disturbed });
    const organizer = new Organizer(bed.client, bed.stage);
    organizer.begin();
    await delay((seconds.disturbed / 2) * 1000);
    await disturb(bed.installation);
    const report = await running;
    await organizer.end().catch((error: unknown) => faults.push(`the organizer: ${String(error)}`));
    const { unavailable, connectionFailures } = bed.client;
    console.log(`\nWith ${name} in the middle`);
    console.log(describePhase(report));
    console.log(
      `  ${unavailable} UNAVAILABLE, ${connectionFailures} broken connections, each asked again; ${organizer.runs} schedule runs`,
    );
    await judge(bed, name, report);
  });
}

async function withBed(act: (bed: Bed) => Promise<void>): Promise<void> {
  const installation = await Installation.start();
  const interrupt = (): void => void installation.stop().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupt);
  // Whoever reads the output may leave before the end; the servers must not stay.
  process.stdout.once('error', interrupt);
  try {
    const dataSource = createDataSource({ url: installation.ownerUrl, applicationName: 'trefoil-load', poolSize: 4 });
    await dataSource.initialize();
    try {
      const stage = await insertStage(dataSource, draw);
      const accountIds = [stage.organizerId, ...stage.partners.map(({ accountId }) => accountId)];
      const client = new GraphqlClient(installation.apiUrls, await makeTokens(accountIds, installation.accessTokenKey));
      const ledger = new Ledger();
      await act({
        installation,
        dataSource,
        stage,
        client,
        ledger,
        operations: new PartnerOperations(client, stage, ledger, draw),
      });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.removeListener(signal, interrupt);
    process.stdout.removeListener('error', interrupt);
    await installation.stop();
  }
}

/** Looks from outside whether everything acknowledged is there once and nothing overlaps. */
async function judge(
  { dataSource, ledger, client }: Bed,
  of: string,
  ...phases: readonly PhaseReport[]
): Promise<void> {
  const doubles = await countDoubleBookings(dataSource);
  const differences = await ledger.compare(dataSource);
  console.log(
    `  ${ledger.count} bookings acknowledged, ${differences.length} differences, ${doubles} double bookings, ${client.serverErrors} server errors`,
  );
  if (doubles > 0) faults.push(`${of}: ${doubles} double bookings`);
  if (client.serverErrors > 0) faults.push(`${of}: ${client.serverErrors} answers with 5xx`);
  for (const { failures } of phases) faults.push(...failures.map((failure) => `${of}: ${failure}`));
  faults.push(...differences.map((difference) => `${of}: ${difference}`));
}

function describeApprovals({ approvals }: Organizer): string {
  const described = approvals.map(({ outcome, lost, ms }) =>
    outcome === 'RenewedDraft'
      ? `a draft published in ${ms.toFixed(0)} ms without the ${lost} meetings that bookings had overtaken`
      : `an approval answered with ${outcome}`,
  );
  return described.join('; ') || 'no draft approved';
}

interface AtRest {
  memory: Map<string, number>;
  connections: number;
}

async function compareRest({ installation, dataSource }: Bed, before: AtRest): Promise<void> {
  const memory = await installation.readMemory();
  const connections = await countConnections(dataSource);
  console.log(`\n${seconds.rest} s later, against the end of the warm-up`);
  for (const [name, megabytes] of memory) {
    const old = before.memory.get(name)!;
    console.log(`  ${name}: ${old.toFixed(0)} MB, now ${megabytes.toFixed(0)} MB (${(megabytes / old).toFixed(2)})`);
  }
  console.log(`  connections to PostgreSQL: ${before.connections}, now ${connections}`);
}

/** Connections of the application's role. */
async function countConnections(dataSource: DataSource): Promise<number> {
  const [row]: [{ count: number }] = await dataSource.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE usename = 'trefoil_app'`,
  );
  return row.count;
}
