import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createDataSource, migrate, startEmbeddedPostgres } from '#database';
import { JobsService, OutboxJob, Signals } from '#jobs';
import { createLogger } from '#logging';
import { testAudit } from '#testing';
import {
  Account,
  CompanyImportsService,
  DirectoryService,
  UploadsService,
  type Actor,
  type DirectoryQuery,
} from '#domain';

// `npm run bench:directory`: typical searches among the listed companies, page and facets, on a PostgreSQL of its own.
const file = path.resolve(import.meta.dirname, '../../../../../shared/data/listed_companies.csv');
const repeats = 15;

const everything: DirectoryQuery = {
  text: '',
  sides: [],
  countries: [],
  regions: [],
  sectors: [],
  capabilities: [],
  isComplete: null,
};
const searches: [string, Partial<DirectoryQuery>][] = [
  ['everything', {}],
  ['one name', { text: 'danieli' }],
  ['two words, misspelt', { text: 'Dongfang Electirc' }],
  ['a frequent word', { text: 'bank' }],
  ['a long name', { text: 'China Three Gorges Renewables Group' }],
  ['Chinese key word', { text: '水电' }],
  ['side and region', { sides: ['DEVELOPING'], regions: ['002'] }],
  ['word, side, sector', { text: 'energy', sides: ['CHINA'], sectors: ['ENE-THM', 'ENE-GRD'] }],
];

const content = await fs.readFile(file).catch(() => null);
if (content) await run(content);
else console.log(`Skipped: there is no ${file}.`);

async function run(csv: Buffer): Promise<void> {
  const directory = await fs.mkdtemp(path.join(tmpdir(), 'trefoil-bench-'));
  await fs.chmod(directory, 0o711); // PostgreSQL's own account has to get in when we are root
  const server = await startEmbeddedPostgres({ directory, database: 'bench', preferredPort: 54_600, durable: false });
  const { url } = server;
  await migrate({ ownerUrl: url, applicationUrl: url, queueBackend: 'postgres' });
  const dataSource = createDataSource({ url, applicationName: 'trefoil-bench', poolSize: 4 });
  await dataSource.initialize();
  const signals = new Signals({ backend: 'postgres', url }, createLogger({ processName: 'bench', level: 'error' }));
  try {
    const { manager } = dataSource;
    const account = await manager.save(
      manager.create(Account, { email: 'bench@test.example', displayName: 'Administrator', passwordHash: 'none' }),
    );
    const actor: Actor = {
      accountId: account.id,
      isAdministrator: true,
      companyRoles: new Map(),
      forumRoles: new Map(),
    };
    const imports = new CompanyImportsService(dataSource, new JobsService(), testAudit, signals);
    const { upload } = await new UploadsService(dataSource).store(actor, 'listed.csv', csv);
    const request = { uploadId: upload.id, mapping: 'listed_companies' as const, isValidRowsOnly: false };
    const { id } = await imports.request(actor, request, randomUUID());
    const job = await manager.findOneByOrFail(OutboxJob, { payload: { companyImportId: id } });
    await imports.run(id, job.id, new AbortController().signal);
    await dataSource.query('ANALYZE directory_entry'); // what autovacuum does within a minute

    const service = new DirectoryService(dataSource);
    for (const [name, given] of searches) {
      const query = { ...everything, ...given };
      const page = await medianMs(() => service.search(query, 21, null));
      const counts = await medianMs(() => service.count(query));
      const { total } = await service.count(query);
      console.log(`${name.padEnd(22)} ${String(total).padStart(6)} found  page ${page} ms  counts ${counts} ms`);
    }
  } finally {
    await signals.close();
    await dataSource.destroy();
    await server.stop();
    await fs.rm(directory, { recursive: true });
  }
}

async function medianMs(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let i = 0; i < repeats; i += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return times
    .sort((a, b) => a - b)
    [Math.floor(repeats / 2)]!.toFixed(1)
    .padStart(6);
}
