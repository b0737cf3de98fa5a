import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan, type EntityManager } from 'typeorm';
import { JobsService } from '#jobs';
import { Account } from '../accounts/account.entity.js';
import { isOwnerOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { PersonKeysService } from '../audit/person-keys.service.js';
import { Company } from '../companies/company.entity.js';
import { NotFound } from '../domain-error.js';
import { createOnce } from '../idempotency/create-once.js';
import { inTransaction } from '../transaction.js';
import { DataExport } from './data-export.entity.js';
import { ExportTooLarge, zipParts } from './export-file.js';
import { readAccountParts, readCompanyParts } from './export-parts.queries.js';
import { TooManyExports } from './privacy.refusals.js';

/** For how long an export can be fetched. */
export const exportDays = 7;
/** That one person may have at a time. */
export const maxExports = 5;

const dayMs = 24 * 60 * 60 * 1000;

/** All that is kept of a person or a company, made into a file for whoever it is about. */
@Injectable()
export class DataExportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly audit: AuditService,
    private readonly personKeys: PersonKeysService,
  ) {}

  /**
   * Asks for an export; a job makes it.
   *
   * @param companyId a company that the actor owns; null for the actor's own data
   * @throws NotFound for a company that the actor does not own, as for one that does not exist
   */
  async request(
    actor: Actor,
    companyId: string | null,
    idempotencyKey: string,
    now: Date,
  ): Promise<DataExport | TooManyExports> {
    if (companyId !== null && !isOwnerOf(actor, companyId)) throw new NotFound('company', companyId);
    const { accountId } = actor;
    const once = { accountId, key: idempotencyKey, operation: 'requestDataExport', input: { companyId } };
    return inTransaction(this.dataSource, (tx) =>
      createOnce<DataExport, TooManyExports>(
        tx,
        once,
        async () => {
          // Of two requests at once, the second counts the first.
          await tx.findOneOrFail(Account, { where: { id: accountId }, lock: { mode: 'for_no_key_update' } });
          const count = await tx.countBy(DataExport, {
            accountId,
            expiresAt: MoreThan(now),
            state: In(['queued', 'running', 'done']),
          });
          return count >= maxExports ? new TooManyExports(maxExports) : this.insert(tx, accountId, companyId, now);
        },
        (id) => tx.findOneByOrFail(DataExport, { id }),
      ),
    );
  }

  /** The actor's own exports that have not expired, newest first. */
  async list(actor: Actor, now: Date): Promise<DataExport[]> {
    const where = { accountId: actor.accountId, expiresAt: MoreThan(now) };
    return this.dataSource.getRepository(DataExport).find({ where, order: { createdAt: 'DESC', id: 'DESC' } });
  }

  /**
   * The file of an export.
   *
   * @throws NotFound while it is not done, once it has expired, for another's, and when the actor no longer owns the company
   */
  async fetch(actor: Actor, id: string, now: Date): Promise<Buffer> {
    const found = await this.dataSource.getRepository(DataExport).findOne({
      where: { id, accountId: actor.accountId, state: 'done', expiresAt: MoreThan(now) },
      select: { id: true, companyId: true, content: true },
    });
    if (!found?.content || (found.companyId !== null && !isOwnerOf(actor, found.companyId))) {
      throw new NotFound('export', id);
    }
    return found.content;
  }

  /** Makes the file, all of it as it is at one moment. What has been deleted or made in the meantime is left alone. */
  async run(id: string, jobId: string, now: Date): Promise<void> {
    const open = { id, state: In(['queued', 'running'] as const) };
    await this.dataSource.getRepository(DataExport).update(open, { state: 'running' });
    const found = await this.dataSource.getRepository(DataExport).findOneBy(open);
    const content = found && (await this.make(found, now));
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId)) || !found) return;
      const end = content
        ? { state: 'done' as const, content, byteCount: content.length }
        : { state: 'failed' as const };
      await tx.update(DataExport, { id }, { ...end, finishedAt: now });
    });
  }

  /** In the transaction that gives the job up. */
  async giveUp(tx: EntityManager, id: string, now: Date): Promise<void> {
    await tx.update(DataExport, { id, state: In(['queued', 'running']) }, { state: 'failed', finishedAt: now });
  }

  /** Null when it is too large to be made. */
  private async make({ accountId, companyId }: DataExport, now: Date): Promise<Buffer | null> {
    const parts = await this.dataSource.transaction('REPEATABLE READ', (tx) =>
      companyId === null ? readAccountParts(tx, this.personKeys, accountId) : readCompanyParts(tx, companyId),
    );
    const about =
      companyId === null
        ? `What Trefoil keeps of account ${accountId}; rows per file.\nTrefoil 保存的账户数据；各文件的行数。`
        : `What Trefoil keeps of company ${companyId}; rows per file.\nTrefoil 保存的企业数据；各文件的行数。`;
    try {
      return await zipParts(parts, about, now);
    } catch (error) {
      if (error instanceof ExportTooLarge) return null;
      throw error;
    }
  }

  private async insert(tx: EntityManager, accountId: string, companyId: string | null, now: Date): Promise<DataExport> {
    if (companyId !== null) await tx.findOneByOrFail(Company, { id: companyId });
    const expiresAt = new Date(now.getTime() + exportDays * dayMs);
    const made = await tx.save(tx.create(DataExport, { accountId, companyId, state: 'queued', expiresAt }));
    await this.jobs.enqueue(tx, 'export-data', { dataExportId: made.id });
    await this.audit.record(tx, {
      accountId,
      action: 'data-export.requested',
      subjectType: companyId === null ? 'account' : 'company',
      subjectId: companyId ?? accountId,
    });
    return tx.findOneByOrFail(DataExport, { id: made.id });
  }
}
