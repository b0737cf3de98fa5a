import type { DataSource, EntityManager } from 'typeorm';
import { readHead } from './audit-sealing.service.js';
import { canonicalColumns, sealFault, type CanonicalEntry, type ChainHead, type StoredSeal } from './chain.rules.js';

export interface ChainReport {
  sealedCount: number;
  /** Entries that no seal covers yet: within seconds of their act, more while no worker runs. */
  waitingCount: number;
  /** Where the chain ends; null when nothing is sealed. */
  head: ChainHead | null;
  /** What was found, in order of positions, at most `maxFaults`; empty when the log is what was sealed. */
  faults: string[];
}

export const maxFaults = 20;

const batchSize = 1_000;

interface SealRow {
  position: string;
  auditEntryId: string;
  hash: string;
  sealedAt: Date;
  entry: CanonicalEntry | null;
}

/**
 * Recomputes the whole chain, as it is at one moment: finds entries that were changed, removed, put between, moved, or written
 * past the service. A cut tail, and a chain that was rewritten from some entry to its end, can be told only from a head that was
 * kept elsewhere. Holds a thousand entries at a time; about 10 µs each.
 *
 * @param expected a head that was noted earlier: the chain must still pass through it
 */
export async function checkChain(dataSource: DataSource, expected: ChainHead | null): Promise<ChainReport> {
  return dataSource.transaction('REPEATABLE READ', async (tx) => {
    await tx.query('set transaction read only');
    const faults: string[] = [];
    const note = (fault: string | null): void => {
      if (fault !== null && faults.length < maxFaults) faults.push(fault);
    };
    let hashAtExpected: string | null = null;
    let previous: ChainHead | null = null;
    let sealedCount = 0;
    for await (const seal of readSeals(tx)) {
      note(sealFault(previous, seal));
      previous = { position: seal.position, hash: seal.hash };
      if (seal.position === expected?.position) hashAtExpected = seal.hash;
      sealedCount += 1;
    }
    if (expected) note(expectedFault(expected, hashAtExpected, previous));
    for (const id of await listStrays(tx)) {
      note(`Entry ${id} is neither sealed nor waiting for its seal: it was not written by the service.`);
    }
    return { sealedCount, waitingCount: await countWaiting(tx), head: await readHead(tx), faults };
  });
}

function expectedFault(expected: ChainHead, found: string | null, head: ChainHead | null): string | null {
  if (found === expected.hash) return null;
  if (found !== null) return `Position ${expected.position} has another hash than was noted: the chain was rewritten.`;
  return `The chain ends at position ${head?.position ?? 0}, but ${expected.position} was noted: its tail was cut.`;
}

async function* readSeals(tx: EntityManager): AsyncGenerator<StoredSeal> {
  let after = 0;
  for (;;) {
    const rows = await tx.query<SealRow[]>(
      `select s.position, s.audit_entry_id as "auditEntryId", s.hash, s.sealed_at as "sealedAt",
              case when e.id is not null then ${canonicalColumns('e')} end as entry
         from audit_seal s left join audit_entry e on e.id = s.audit_entry_id
        where s.position > $1 order by s.position limit $2`,
      [after, batchSize],
    );
    for (const row of rows) yield { ...row, position: Number(row.position) };
    if (rows.length < batchSize) return;
    after = Number(rows.at(-1)!.position);
  }
}

/** Entries that the service did not write: it writes each with its place among the unsealed ones. */
async function listStrays(tx: EntityManager): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select e.id from audit_entry e
      where not exists (select from audit_seal s where s.audit_entry_id = e.id)
        and not exists (select from unsealed_entry u where u.audit_entry_id = e.id)
      order by e.id limit $1`,
    [maxFaults],
  );
  return rows.map(({ id }) => id);
}

async function countWaiting(tx: EntityManager): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>('select count(*)::int as count from unsealed_entry');
  return row!.count;
}
