import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Weights } from '#matching';
import { isStaffOf, type Actor } from '../accounts/actor.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { NotFound } from '../domain-error.js';
import { weightsSetAction } from '../forums/forums.service.js';

/** One change of a forum's weights. */
export interface WeightsChange {
  /** Of its audit entry: grows with time. */
  id: string;
  changedAt: Date;
  /** Who changed them. */
  accountId: string;
  before: Weights;
  after: Weights;
  /** The preview that was adopted; null for weights that were set without one. */
  weightsPreviewId: string | null;
}

/** How the weights of a forum came to be what they are, out of the audit entries: they are written once and never changed. */
@Injectable()
export class WeightsHistoryService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The changes, newest first; at most `first` older than the one with id `before`. For the forum's staff.
   *
   * @throws NotFound for everybody else, as for a forum that does not exist
   */
  async list(actor: Actor, forumId: string, first: number, before?: string): Promise<WeightsChange[]> {
    if (!isStaffOf(actor, forumId)) throw new NotFound('forum', forumId);
    const query = this.dataSource
      .getRepository(AuditEntry)
      .createQueryBuilder('entry')
      .where('entry.subjectId = :forumId and entry.action = :action', { forumId, action: weightsSetAction })
      .orderBy('entry.id', 'DESC')
      .take(first);
    if (before !== undefined) query.andWhere('entry.id < :before', { before });
    return (await query.getMany()).map(weightsChangeOf);
  }
}

function weightsChangeOf({ id, at, accountId, before, after }: AuditEntry): WeightsChange {
  const { weightsPreviewId, ...weights } = after as unknown as Weights & { weightsPreviewId?: string };
  return {
    id,
    changedAt: at,
    accountId: accountId!,
    before: before as unknown as Weights,
    after: weights,
    weightsPreviewId: weightsPreviewId ?? null,
  };
}
