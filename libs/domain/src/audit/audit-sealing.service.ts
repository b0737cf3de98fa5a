import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../transaction.js';
import { canonicalColumns, hashSeal, noHash, type CanonicalEntry, type ChainHead } from './chain.rules.js';

/** Any number that no other advisory lock of the project uses; it spells "SEAL". */
const sealingLock = 0x5345414c;

/** Sealed in one transaction: a few hundred hashes are a few milliseconds. */
const batchSize = 500;

export interface Sealed {
  /** Where the chain ends now. */
  head: ChainHead;
  /** Entries sealed. */
  count: number;
}

interface UnsealedRow {
  id: string;
  entry: CanonicalEntry;
}

/**
 * Chains what was committed. No act waits for another's hash: an entry is written unsealed, and one sealer at a time takes the
 * committed ones in order of id. An id that is not committed yet is sealed when it is, after later ones; one that never will
 * be leaves no gap, since positions are drawn by the sealer.
 */
@Injectable()
export class AuditSealingService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Seals all that waits, unless another process is at it.
   *
   * @returns the head of the chain and how many entries were sealed now; null when there was nothing to do here
   */
  async seal(now: Date): Promise<Sealed | null> {
    let count = 0;
    let head: ChainHead | null = null;
    for (;;) {
      const batch = await inTransaction(this.dataSource, (tx) => sealBatch(tx, now));
      count += batch?.count ?? 0;
      head = batch?.head ?? head;
      if (!batch || batch.count < batchSize) return head && { head, count };
    }
  }
}

async function sealBatch(tx: EntityManager, now: Date): Promise<Sealed | null> {
  const [lock] = await tx.query<{ isMine: boolean }[]>('select pg_try_advisory_xact_lock($1) as "isMine"', [
    sealingLock,
  ]);
  if (!lock!.isMine) return null;
  const waiting = await tx.query<UnsealedRow[]>(
    `select e.id, ${canonicalColumns('e')} as entry
       from unsealed_entry u join audit_entry e on e.id = u.audit_entry_id
      order by e.id limit $1`,
    [batchSize],
  );
  if (waiting.length === 0) return null;

  const head = (await readHead(tx)) ?? { position: 0, hash: noHash };
  const first = head.position + 1;
  const hashes: string[] = [];
  for (const { entry } of waiting) {
    head.position += 1;
    head.hash = hashSeal(head.hash, { position: head.position, sealedAt: now, entry });
    hashes.push(head.hash);
  }
  const ids = waiting.map(({ id }) => id);
  await tx.query(
    `insert into audit_seal (position, audit_entry_id, hash, sealed_at)
     select $1::bigint + ordinality - 1, id, hash, $4::timestamptz
       from unnest($2::bigint[], $3::text[]) with ordinality as sealed (id, hash, ordinality)`,
    [first, ids, hashes, now.toISOString()],
  );
  await tx.query('delete from unsealed_entry where audit_entry_id = any($1::bigint[])', [ids]);
  return { head, count: waiting.length };
}

/** Where the chain stands; null before the first seal. */
export async function readHead(tx: EntityManager): Promise<ChainHead | null> {
  const [last] = await tx.query<{ position: string; hash: string }[]>(
    'select position, hash from audit_seal order by position desc limit 1',
  );
  return last ? { position: Number(last.position), hash: last.hash } : null;
}
