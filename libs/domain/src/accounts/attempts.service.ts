import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { ServerKeys } from '../server-keys.js';
import { inTransaction } from '../transaction.js';
import { TooManyAttempts } from './account.refusals.js';
import { holderOf } from './arrival.js';
import { AttemptCount } from './attempt-count.entity.js';
import {
  afterSuccess,
  forgottenAfterMs,
  knownForMs,
  takeAttempt,
  type AttemptPolicy,
  type Count,
} from './attempt.rules.js';

/** An attempt that is heard; for `recordSuccess`. */
export interface HeardAttempt {
  hereKey: string;
  anywhereKey: string;
}

/** Counts kept beyond the sweep; each takes some 200 bytes. */
const maxCounts = 500_000;

/** Slows down whoever guesses, for all api processes together. */
@Injectable()
export class AttemptsService {
  private readonly countingKey: Buffer;

  constructor(
    private readonly dataSource: DataSource,
    keys: ServerKeys,
  ) {
    this.countingKey = keys.derive('attempt counts');
  }

  /**
   * Counts an attempt, or refuses it without having looked at it.
   *
   * @param subject what is guessed, such as `password of a@b.example`; it need not exist
   * @param address the client's IP address; all of an IPv6 /64 are one
   */
  async take(
    policy: AttemptPolicy,
    subject: string,
    address: string,
    now: Date,
  ): Promise<HeardAttempt | TooManyAttempts> {
    const heard = { hereKey: this.hash(`${subject} from ${holderOf(address)}`), anywhereKey: this.hash(subject) };
    return inTransaction(this.dataSource, async (tx) => {
      const decision = takeAttempt(await lockCounts(tx, heard, now), policy, now);
      if (decision instanceof TooManyAttempts) return decision;
      await writeCounts(tx, heard, decision);
      return heard;
    });
  }

  /** Takes back the failure as which a heard attempt was counted, in the transaction of what it lets happen. */
  async recordSuccess(tx: EntityManager, heard: HeardAttempt, now: Date): Promise<void> {
    await writeCounts(tx, heard, afterSuccess(await lockCounts(tx, heard, now), now));
  }

  /**
   * Deletes counts that have nothing to say any more, and beyond half a million the oldest, those that know an address last.
   *
   * @returns how many were deleted
   */
  async sweep(now: Date, keep = maxCounts): Promise<number> {
    const ago = (ms: number): Date => new Date(now.getTime() - ms);
    const counts = this.dataSource.getRepository(AttemptCount);
    const old = await counts
      .createQueryBuilder()
      .delete()
      .where('touched_at < :forgotten and (succeeded_at is null or succeeded_at < :known)', {
        forgotten: ago(forgottenAfterMs),
        known: ago(knownForMs),
      })
      .execute();
    const surplus = Math.max(0, (await counts.count()) - keep);
    if (surplus === 0) return old.affected ?? 0;
    await this.dataSource.query(
      `DELETE FROM attempt_count WHERE key_hash IN (
         SELECT key_hash FROM attempt_count ORDER BY succeeded_at IS NOT NULL, touched_at LIMIT $1)`,
      [surplus],
    );
    return (old.affected ?? 0) + surplus;
  }

  private hash(counted: string): string {
    return createHmac('sha256', this.countingKey).update(counted).digest('hex');
  }
}

/** Both counts, made where there was none, and locked in the order of their keys. */
async function lockCounts(
  tx: EntityManager,
  { hereKey, anywhereKey }: HeardAttempt,
  now: Date,
): Promise<{ here: Count; anywhere: Count }> {
  const keys = [hereKey, anywhereKey].sort();
  const rows = keys.map((keyHash) => ({ keyHash, failures: 0, heardAgainAt: null, succeededAt: null, touchedAt: now }));
  await tx.createQueryBuilder().insert().into(AttemptCount).values(rows).orIgnore().execute();
  const counts = await tx.find(AttemptCount, {
    where: { keyHash: In(keys) },
    order: { keyHash: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const find = (key: string): Count => counts.find(({ keyHash }) => keyHash === key)!;
  return { here: find(hereKey), anywhere: find(anywhereKey) };
}

async function writeCounts(
  tx: EntityManager,
  { hereKey, anywhereKey }: HeardAttempt,
  { here, anywhere }: { here: Count; anywhere: Count },
): Promise<void> {
  for (const [keyHash, { failures, heardAgainAt, succeededAt, touchedAt }] of [
    [hereKey, here],
    [anywhereKey, anywhere],
  ] as const) {
    await tx.update(AttemptCount, { keyHash }, { failures, heardAgainAt, succeededAt, touchedAt });
  }
}
