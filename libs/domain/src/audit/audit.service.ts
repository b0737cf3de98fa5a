import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentRequestId } from '#logging';
import { AuditEntry } from './audit-entry.entity.js';

export interface Act {
  /** Null when the service itself acted. */
  accountId: string | null;
  /** `<subject>.<what happened>`, words joined by hyphens. */
  action: string;
  subjectType: string;
  subjectId: string;
  forumId?: string | null;
  /** Ids, field names and values that tell nothing about a person. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

@Injectable()
export class AuditService {
  /** Writes the act into the transaction of what it tells. */
  async record(tx: EntityManager, act: Act): Promise<void> {
    await tx.insert(AuditEntry, {
      accountId: act.accountId,
      action: act.action,
      subjectType: act.subjectType,
      subjectId: act.subjectId,
      forumId: act.forumId ?? null,
      before: act.before ?? null,
      after: act.after ?? null,
      requestId: currentRequestId() ?? null,
    } as object);
  }
}
