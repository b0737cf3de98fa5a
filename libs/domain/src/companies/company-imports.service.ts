import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { JobsService, Signals } from '#jobs';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { createOnce } from '../idempotency/create-once.js';
import { inTransaction } from '../transaction.js';
import { CompanyImport, type RowFault } from './company-import.entity.js';
import { mayImport } from './company.policy.js';
import { BrokenFile } from './file-row.js';
import { readFileRows } from './file-rows.js';
import { DirectoryEntry } from './directory-entry.entity.js';
import { companyKey, importMappings, ImportRows } from './import-rows.js';
import { insertApprovedCompanies } from './insert-companies.js';
import type { Profile } from './profile.js';
import { Upload } from './upload.entity.js';

export interface ImportRequest {
  uploadId: string;
  mapping: CompanyImport['mapping'];
  /** False: all rows or none. */
  isValidRowsOnly: boolean;
}

/** How many faults a report names; it counts them all. */
export const maxReportedFaults = 1_000;

/** Companies written at a time. */
const batchSize = 250;
const progressRows = 1_000;

const topicOf = (id: string): string => `company-imports.${id}`;

/** Companies from files: asked for in the API, read and written by a worker. */
@Injectable()
export class CompanyImportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly audit: AuditService,
    private readonly signals: Signals,
  ) {}

  /**
   * Asks for the import of a file that the actor uploaded. Its companies count as approved by this act.
   *
   * @throws NotFound for an upload that is not the actor's own
   */
  async request(actor: Actor, request: ImportRequest, idempotencyKey: string): Promise<CompanyImport> {
    requirePermission(mayImport(actor));
    const { accountId } = actor;
    const once = { accountId, key: idempotencyKey, operation: 'importCompanies', input: request };
    return inTransaction(this.dataSource, (tx) =>
      createOnce<CompanyImport, never>(
        tx,
        once,
        async () => {
          const isOwn = await tx.existsBy(Upload, { id: request.uploadId, accountId });
          if (!isOwn) throw new NotFound('upload', request.uploadId);
          const { id } = await tx.save(tx.create(CompanyImport, { ...request, accountId }));
          await this.jobs.enqueue(tx, 'import-companies', { companyImportId: id });
          return tx.findOneByOrFail(CompanyImport, { id });
        },
        (id) => tx.findOneByOrFail(CompanyImport, { id }),
      ),
    );
  }

  /** @throws NotFound for an import that is neither the actor's own nor an administrator's to see */
  async find(actor: Actor, id: string): Promise<CompanyImport> {
    const companyImport = await this.dataSource.getRepository(CompanyImport).findOneBy({ id });
    const isVisible = companyImport && (actor.isAdministrator || companyImport.accountId === actor.accountId);
    if (!isVisible) throw new NotFound('company import', id);
    return companyImport;
  }

  /** The import as it is now, and after each change. */
  async watch(actor: Actor, id: string): Promise<AsyncIterableIterator<CompanyImport>> {
    await this.find(actor, id);
    return this.signals.watch(topicOf(id), () => this.find(actor, id));
  }

  /** The job: checks every row, then writes all companies in the transaction that finishes it, or none. */
  async run(id: string, jobId: string, signal: AbortSignal): Promise<void> {
    const imports = this.dataSource.getRepository(CompanyImport);
    const companyImport = await imports.findOneByOrFail({ id });
    await this.report(id, { state: 'running', rowsRead: 0, rowsWritten: 0 });
    const source = await this.open(companyImport, signal);

    const found = await this.checkAll(id, source);
    const isRefused = found.isUnreadable || (found.faultCount > 0 && !companyImport.isValidRowsOnly);
    const outcome = {
      rowsRead: found.rowsRead,
      rowsTotal: found.rowsRead,
      faultCount: found.faultCount,
      faults: found.faults,
      rowsWritten: isRefused ? 0 : found.validCount,
      state: isRefused ? ('refused' as const) : ('done' as const),
    };
    await this.report(id, { rowsRead: found.rowsRead, rowsTotal: found.rowsRead });
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      if (!isRefused) await this.writeAll(tx, id, source);
      await tx.update(CompanyImport, { id }, { ...outcome, finishedAt: () => 'clock_timestamp()' });
      await this.audit.record(tx, {
        accountId: companyImport.accountId,
        action: isRefused ? 'company_import.refused' : 'company_import.done',
        subjectType: 'company_import',
        subjectId: id,
        after: { rowsWritten: outcome.rowsWritten, faultCount: outcome.faultCount },
      });
    });
    this.signals.publish(topicOf(id));
  }

  /** Nothing will come any more. */
  async giveUp(tx: EntityManager, id: string): Promise<void> {
    const failed = { state: 'failed' as const, finishedAt: () => 'clock_timestamp()' };
    await tx.update(CompanyImport, { id, state: In(['queued', 'running']) }, failed);
    this.signals.publish(topicOf(id));
  }

  private async open({ uploadId, mapping }: CompanyImport, signal: AbortSignal): Promise<ImportSource> {
    const upload = await this.dataSource
      .getRepository(Upload)
      .findOneOrFail({ where: { id: uploadId }, select: { id: true, content: true } });
    const listed = await this.dataSource
      .getRepository(DirectoryEntry)
      .find({ select: { companyId: true, sortName: true, country: true } });
    const known = new Set(listed.map(({ sortName, country }) => companyKey(sortName, country)));
    return { content: upload.content, mapping, known, signal };
  }

  private async checkAll(id: string, source: ImportSource): Promise<Findings> {
    const found: Findings = { rowsRead: 0, validCount: 0, faultCount: 0, faults: [], isUnreadable: false };
    const note = (faults: RowFault[]): void => {
      found.faultCount += faults.length;
      found.faults.push(...faults.slice(0, Math.max(0, maxReportedFaults - found.faults.length)));
    };
    try {
      for await (const item of readProfiles(source)) {
        if ('headerFaults' in item) {
          found.isUnreadable = true;
          note(item.headerFaults);
          continue;
        }
        found.rowsRead += 1;
        if ('profile' in item) found.validCount += 1;
        else note(item.faults);
        if (found.rowsRead % progressRows === 0) await this.report(id, { rowsRead: found.rowsRead });
      }
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error;
      found.isUnreadable = true;
      note([{ row: error.line, column: '', cause: error.message }]);
    }
    return found;
  }

  private async writeAll(tx: EntityManager, id: string, source: ImportSource): Promise<void> {
    let batch: Profile[] = [];
    let rowsWritten = 0;
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      await insertApprovedCompanies(tx, batch, id);
      rowsWritten += batch.length;
      batch = [];
      if (rowsWritten % progressRows === 0) await this.report(id, { rowsWritten });
    };
    for await (const item of readProfiles(source)) {
      if ('profile' in item && batch.push(item.profile) === batchSize) await flush();
    }
    await flush();
  }

  /** Outside the writing transaction, so that it is seen while that goes on. */
  private async report(id: string, progress: Partial<CompanyImport>): Promise<void> {
    await this.dataSource.getRepository(CompanyImport).update({ id }, progress);
    this.signals.publish(topicOf(id));
  }
}

interface ImportSource {
  content: Buffer;
  mapping: CompanyImport['mapping'];
  /** Keys of the companies that are there already. */
  known: ReadonlySet<string>;
  signal: AbortSignal;
}

interface Findings {
  rowsRead: number;
  validCount: number;
  faultCount: number;
  faults: RowFault[];
  /** The header, or the file from some row on, cannot be read. */
  isUnreadable: boolean;
}

/** Every so many rows other work of the process gets its turn. */
const rowsPerTurn = 50;

/** Each row of the file checked; first and only the faults of the header where it has any. Read twice, it gives the same. */
async function* readProfiles({ content, mapping, known, signal }: ImportSource) {
  let rows: ImportRows | undefined;
  let count = 0;
  for await (const row of readFileRows(content)) {
    if (!rows) {
      const header = row.cells.map((cell) => cell.trim().toLowerCase());
      rows = new ImportRows(importMappings[mapping], header, known);
      if (rows.headerFaults.length > 0) break;
      continue;
    }
    yield rows.check(row);
    count += 1;
    if (count % rowsPerTurn === 0) {
      await setImmediate();
      signal.throwIfAborted();
    }
  }
  // A file without any row lacks its header too.
  const { headerFaults } = rows ?? new ImportRows(importMappings[mapping], [], known);
  if (headerFaults.length > 0) yield { headerFaults };
}
