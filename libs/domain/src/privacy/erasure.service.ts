import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import type { Actor } from '../accounts/actor.js';
import { hashPassword } from '../accounts/password.js';
import { PresentPasswordsService, type OwnerRefusal } from '../accounts/present-passwords.service.js';
import { drawToken } from '../accounts/random-token.js';
import { AuditService } from '../audit/audit.service.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { inTransaction } from '../transaction.js';
import { erasedAccount, refuseErasure, type SoleRoles } from './erasure.rules.js';
import { inOrderOfDeletion, listAddressTables, listPersonalTables, listReferences } from './personal-tables.js';
import type { AccountNeeded } from './privacy.refusals.js';

/** An account that tells nothing of a person any more. */
export interface Erased {
  accountId: string;
  erasedAt: Date;
}

/**
 * Forgets a person. Rows that are the person's own are deleted; rows that are the record of a company or forum stay and name an
 * account without name and address. docs/privacy.md lists both.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly presentPasswords: PresentPasswordsService,
  ) {}

  /**
   * Of oneself, with the password, or a fresh sign-in where there is none: a stolen sign-in is not enough, nor can it be used to
   * guess the password.
   */
  async eraseOwn(
    actor: Actor,
    password: string | null,
    networkAddress: string,
    now: Date,
  ): Promise<Erased | AccountNeeded | OwnerRefusal> {
    const refusal = await this.presentPasswords.refuse(actor, password, networkAddress, now);
    return refusal ?? this.erase(actor.accountId, actor.accountId, now);
  }

  /** For a person who asked an administrator for it. @throws NotFound for an account that is not there or erased */
  async eraseFor(actor: Actor, accountId: string, now: Date): Promise<Erased | AccountNeeded> {
    requirePermission(actor.isAdministrator);
    return this.erase(actor.accountId, accountId, now);
  }

  private async erase(byAccountId: string, accountId: string, now: Date): Promise<Erased | AccountNeeded> {
    // Nobody knows what it hashes. Made here: it takes long, and the transaction holds locks.
    const passwordHash = await hashPassword(drawToken().token);
    return inTransaction(this.dataSource, async (tx) => {
      const roles = await lockRoles(tx, accountId);
      const lock = { mode: 'pessimistic_write' } as const;
      const account = await tx.findOne(Account, { where: { id: accountId, erasedAt: IsNull() }, lock });
      if (!account) throw new NotFound('account', accountId);
      const refusal = refuseErasure({
        ...roles,
        isLastAdministrator: account.isAdministrator && (await tx.countBy(Account, { isAdministrator: true })) === 1,
      });
      if (refusal) return refusal;

      await deleteOwnRows(tx, account);
      await tx.delete('idempotency_key', { accountId });
      await tx.query(
        `update company set contact_name = null, contact_email = null, contact_phone = null where contact_email = $1`,
        [account.email],
      );
      await tx.update(Account, { id: accountId }, { ...erasedAccount(accountId, now), passwordHash });
      await this.audit.record(tx, {
        accountId: byAccountId,
        action: 'account.erased',
        subjectType: 'account',
        subjectId: accountId,
      });
      return { accountId, erasedAt: now };
    });
  }
}

/** Locks what would be left without this person, so that of two who leave at once the second sees that it is the last. */
async function lockRoles(tx: EntityManager, accountId: string): Promise<Omit<SoleRoles, 'isLastAdministrator'>> {
  await tx.query(
    `select id from company where id in (select company_id from company_membership where account_id = $1 and role = 'owner')
      order by id for no key update`,
    [accountId],
  );
  await tx.query(
    `select id from forum where id in (select forum_id from forum_membership where account_id = $1 and role = 'organizer')
      order by id for no key update`,
    [accountId],
  );
  await tx.query('select id from account where is_administrator order by id for no key update');
  const companies = await tx.query<{ id: string }[]>(
    `select c.id from company c
      where c.archived_at is null
        and (select array_agg(m.account_id) from company_membership m where m.company_id = c.id and m.role = 'owner') = array[$1::uuid]
      order by c.id`,
    [accountId],
  );
  const forums = await tx.query<{ id: string }[]>(
    `select f.id from forum f
      where f.state <> 'closed'
        and (select array_agg(m.account_id) from forum_membership m where m.forum_id = f.id and m.role = 'organizer') = array[$1::uuid]
      order by f.id`,
    [accountId],
  );
  return { companyIds: companies.map(({ id }) => id), forumIds: forums.map(({ id }) => id) };
}

/**
 * Memberships, sign-ins, notifications, uploads, exports, the person's key: whatever goes with the person; and what was sent to
 * the address or asked for from it.
 */
async function deleteOwnRows(tx: EntityManager, { id, email }: Account): Promise<void> {
  const own = (await listPersonalTables(tx)).filter(({ isOwn }) => isOwn).map((one) => ({ ...one, value: id }));
  const addressed = (await listAddressTables(tx)).map((one) => ({ ...one, value: email }));
  const all = [...own, ...addressed];
  for (const name of inOrderOfDeletion([...new Set(all.map(({ table }) => table))], await listReferences(tx))) {
    for (const { column, value } of all.filter(({ table }) => table === name)) {
      await tx.query(`delete from ${name} where ${column} = $1`, [value]);
    }
  }
}
