import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { BadInput } from '../domain-error.js';
import { Refusal } from '../refusal.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

export interface OnceKey {
  accountId: string;
  /** Chosen by the caller, 8 to 200 characters; a UUID is a good one. */
  key: string;
  /** The mutation's name. */
  operation: string;
  /** What was asked; compared by its hash. */
  input: unknown;
}

/**
 * Runs `create` once per key, within the caller's transaction: the same request sent again answers with what the first made.
 * Two at the same moment wait for each other on the key's row. A refusal is not remembered, so it can be tried again.
 *
 * @param create makes the thing, or refuses before its first write
 * @param read finds the thing that the first request made
 * @throws BadInput when the key stood for another request
 */
export async function createOnce<T extends { id: string }, R extends Refusal>(
  tx: EntityManager,
  once: OnceKey,
  create: () => Promise<T | R>,
  read: (id: string) => Promise<T>,
): Promise<T | R> {
  if (once.key.length < 8 || once.key.length > 200) {
    throw new BadInput([{ field: 'idempotencyKey', allowed: '8 to 200 characters' }]);
  }
  const inputHash = createHash('sha256').update(JSON.stringify(once.input)).digest('hex');
  const where = { accountId: once.accountId, key: once.key };

  // Serialises requests with the same key; the lock ends with the transaction.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${once.accountId} ${once.key}`]);
  const earlier = await tx.findOneBy(IdempotencyKey, where);
  if (earlier) {
    if (earlier.operation !== once.operation || earlier.inputHash !== inputHash) {
      throw new BadInput([{ field: 'idempotencyKey', allowed: 'a key that was not used for another request' }]);
    }
    return read(earlier.resultId);
  }

  const made = await create();
  if (made instanceof Refusal) return made;
  await tx.insert(IdempotencyKey, { ...where, operation: once.operation, inputHash, resultId: made.id });
  return made;
}
