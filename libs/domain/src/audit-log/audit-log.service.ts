import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { isOrganizerOf, type Actor } from '../accounts/actor.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { readHead } from '../audit/audit-sealing.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { ChainHead } from '../audit/chain.rules.js';
import { PersonKeysService, type PersonalValues } from '../audit/person-keys.service.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { inTransaction } from '../transaction.js';
import { checkAuditFilter, type AuditFilter } from './audit-filter.js';

/** An entry as it is read: opened, and with its seal. */
export interface AuditLogEntry extends Omit<AuditEntry, 'personal' | 'personId'> {
  /** The name to show of whoever acted, as it is now; null when the service acted. */
  accountName: string | null;
  /** Null when there is nothing personal, or the person was erased. */
  personal: PersonalValues | null;
  /** Whether there were personal values that nobody can read any more. */
  isErased: boolean;
  /** Null for the seconds before its seal. */
  seal: ChainHead | null;
}

/** Where a page ended: the newest entries come first. */
export interface AuditCursor {
  at: Date;
  id: string;
}

const exportBatch = 500;

/** What stands in the log: of a forum for its organizers, of the whole installation for administrators. */
@Injectable()
export class AuditLogService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly personKeys: PersonKeysService,
  ) {}

  /**
   * Newest first; at most `first` after the cursor.
   *
   * @param forumId null for the whole installation, which is for administrators
   * @throws NotFound for a forum that the actor does not organize, as for one that does not exist; NotAllowed; BadInput
   */
  async list(
    actor: Actor,
    forumId: string | null,
    filter: AuditFilter,
    first: number,
    after: AuditCursor | null,
  ): Promise<AuditLogEntry[]> {
    requireReader(actor, forumId);
    checkAuditFilter(filter);
    return this.read(forumId, filter, first, after);
  }

  /**
   * The same entries, all of them, some hundred at a time as they are asked for. That somebody took them away is an act too.
   *
   * @throws as `list`, before the first entry
   */
  async export(actor: Actor, forumId: string | null, filter: AuditFilter): Promise<AsyncGenerator<AuditLogEntry>> {
    requireReader(actor, forumId);
    checkAuditFilter(filter);
    const [subjectType, subjectId] = forumId === null ? ['account', actor.accountId] : ['forum', forumId];
    await inTransaction(this.dataSource, (tx) =>
      this.audit.record(tx, {
        accountId: actor.accountId,
        action: 'audit-log.exported',
        subjectType,
        subjectId,
        forumId,
        after: { ...filter },
      }),
    );
    return this.readAll(forumId, filter);
  }

  /** Where the chain of seals ends; for administrators, to keep elsewhere. Null while nothing is sealed. */
  async head(actor: Actor): Promise<ChainHead | null> {
    requirePermission(actor.isAdministrator);
    return readHead(this.dataSource.manager);
  }

  private async *readAll(forumId: string | null, filter: AuditFilter): AsyncGenerator<AuditLogEntry> {
    let after: AuditCursor | null = null;
    for (;;) {
      const batch: AuditLogEntry[] = await this.read(forumId, filter, exportBatch, after);
      yield* batch;
      const last = batch.at(-1);
      if (!last || batch.length < exportBatch) return;
      after = { at: last.at, id: last.id };
    }
  }

  private async read(
    forumId: string | null,
    { accountId, actions, subjectId, since, until }: AuditFilter,
    first: number,
    after: AuditCursor | null,
  ): Promise<AuditLogEntry[]> {
    const query = this.dataSource
      .getRepository(AuditEntry)
      .createQueryBuilder('entry')
      .orderBy('entry.at', 'DESC')
      .addOrderBy('entry.id', 'DESC')
      .take(first);
    if (forumId !== null) query.andWhere('entry.forumId = :forumId', { forumId });
    if (accountId !== null) query.andWhere('entry.accountId = :accountId', { accountId });
    if (subjectId !== null) query.andWhere('entry.subjectId = :subjectId', { subjectId });
    if (since) query.andWhere('entry.at >= :since', { since });
    if (until) query.andWhere('entry.at < :until', { until });
    if (actions.length > 0) {
      query.andWhere(`(entry.action = any(:actions) or split_part(entry.action, '.', 1) = any(:actions))`, { actions });
    }
    if (after) query.andWhere('(entry.at, entry.id) < (:at, :id)', after);
    return this.opened(await query.getMany());
  }

  private async opened(entries: AuditEntry[]): Promise<AuditLogEntry[]> {
    const { manager } = this.dataSource;
    const [names, values, seals] = await Promise.all([
      this.readNames(entries.flatMap(({ accountId }) => accountId ?? [])),
      this.personKeys.open(manager, entries),
      this.readSeals(entries.map(({ id }) => id)),
    ]);
    return entries.map(({ personId, personal: _closed, ...entry }, index) => ({
      ...entry,
      accountName: names.get(entry.accountId ?? '') ?? null,
      personal: values[index]!,
      isErased: personId !== null && values[index] === null,
      seal: seals.get(entry.id) ?? null,
    }));
  }

  private async readNames(accountIds: string[]): Promise<Map<string, string>> {
    const accounts = await this.dataSource
      .getRepository(Account)
      .find({ where: { id: In([...new Set(accountIds)]) }, select: { id: true, displayName: true } });
    return new Map(accounts.map(({ id, displayName }) => [id, displayName]));
  }

  private async readSeals(ids: string[]): Promise<Map<string, ChainHead>> {
    const rows = await this.dataSource.query<{ id: string; position: string; hash: string }[]>(
      'select audit_entry_id as id, position, hash from audit_seal where audit_entry_id = any($1::bigint[])',
      [ids],
    );
    return new Map(rows.map(({ id, position, hash }) => [id, { position: Number(position), hash }]));
  }
}

function requireReader(actor: Actor, forumId: string | null): void {
  if (actor.isAdministrator) return;
  requirePermission(forumId !== null);
  if (!isOrganizerOf(actor, forumId!)) throw new NotFound('forum', forumId!);
}
