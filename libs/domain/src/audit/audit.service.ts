import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentRequestId } from '#logging';
import { PersonKeysService, type PersonalValues } from './person-keys.service.js';

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
  /** What does tell about a person, free text included: closed with the key of the one who acted. */
  personal?: PersonalValues;
}

@Injectable()
export class AuditService {
  constructor(private readonly personKeys: PersonKeysService) {}

  /** Writes the act into the transaction of what it tells. Its seal comes after the commit. */
  async record(tx: EntityManager, act: Act): Promise<void> {
    const personal = await this.closePersonal(tx, act);
    await tx.query(
      `with entry as (
         insert into audit_entry (account_id, action, forum_id, subject_type, subject_id, "before", "after", request_id,
                                  person_id, personal)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         returning id)
       insert into unsealed_entry (audit_entry_id) select id from entry`,
      [
        act.accountId,
        act.action,
        act.forumId ?? null,
        act.subjectType,
        act.subjectId,
        jsonOf(act.before),
        jsonOf(act.after),
        currentRequestId() ?? null,
        personal && act.accountId,
        personal,
      ],
    );
  }

  private async closePersonal(tx: EntityManager, { accountId, personal, ...place }: Act): Promise<string | null> {
    if (!personal) return null;
    if (accountId === null) throw new Error(`${place.action}: the service itself has no personal values.`);
    return this.personKeys.close(tx, accountId, personal, place);
  }
}

const jsonOf = (values: Record<string, unknown> | undefined): string | null =>
  values === undefined ? null : JSON.stringify(values);
