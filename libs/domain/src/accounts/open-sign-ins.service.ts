import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, LessThan, MoreThan, Not, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { NotFound } from '../domain-error.js';
import { inTransaction } from '../transaction.js';
import type { Actor } from './actor.js';
import { SignIn } from './sign-in.entity.js';
import { endSignIns } from './sign-in.tokens.js';

/** Ended and expired sign-ins are kept a month, for what the log says of them, and swept some at a time. */
const keptForMs = 30 * 24 * 60 * 60 * 1000;
const sweptAtOnce = 10_000;

/** Where a person is signed in. */
@Injectable()
export class OpenSignInsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** The actor's open sign-ins, last used first; at most 100. */
  list(actor: Actor, now: Date): Promise<SignIn[]> {
    return this.dataSource.getRepository(SignIn).find({
      where: { accountId: actor.accountId, endedAt: IsNull(), expiresAt: MoreThan(now) },
      order: { lastUsedAt: 'DESC', id: 'ASC' },
      take: 100,
    });
  }

  /** Ends one of the actor's sign-ins. @throws NotFound for what is not open, or not the actor's */
  async end(actor: Actor, id: string, now: Date): Promise<SignIn> {
    return inTransaction(this.dataSource, async (tx) => {
      if ((await endSignIns(tx, actor.accountId, { onlyId: id }, now)) === 0) throw new NotFound('sign-in', id);
      await this.record(tx, actor, { signInIds: [id] });
      return tx.findOneByOrFail(SignIn, { id });
    });
  }

  /** Ends all of the actor's sign-ins but the one that asks. @returns how many there were */
  async endOthers(actor: Actor, now: Date): Promise<number> {
    return inTransaction(this.dataSource, async (tx) => {
      const which = actor.signInId === undefined ? 'all' : { exceptId: actor.signInId };
      const count = await endSignIns(tx, actor.accountId, which, now);
      if (count > 0) await this.record(tx, actor, { count, exceptId: actor.signInId ?? null });
      return count;
    });
  }

  /** Forgets where expired sign-ins were used from, and deletes those that ended or expired a month ago. @returns how many */
  async sweep(now: Date): Promise<number> {
    const before = new Date(now.getTime() - keptForMs);
    const signIns = this.dataSource.getRepository(SignIn);
    await signIns.update({ expiresAt: LessThan(now), network: Not(IsNull()) }, { network: null });
    const old = await signIns.find({
      where: [{ endedAt: LessThan(before) }, { expiresAt: LessThan(before) }],
      select: { id: true },
      take: sweptAtOnce,
    });
    if (old.length > 0) await signIns.delete({ id: In(old.map(({ id }) => id)) });
    return old.length;
  }

  private record(tx: EntityManager, actor: Actor, after: Record<string, unknown>): Promise<void> {
    const subject = { subjectType: 'account', subjectId: actor.accountId };
    return this.audit.record(tx, { accountId: actor.accountId, action: 'account.sign-ins-ended', ...subject, after });
  }
}
