import { createHash } from 'node:crypto';

/** What the chain covers of an entry: each column as PostgreSQL writes it, in the order of `canonicalColumns`. */
export type CanonicalEntry = readonly (string | null)[];

/**
 * SQL of an entry's canonical form, a text array. PostgreSQL's own text of each value, so that nothing is lost on the way: a
 * jsonb has one text, whatever the order and spacing it was written in. `prefix` names the row, such as `e`.
 */
export const canonicalColumns = (prefix: string): string => {
  const columns = [
    'id',
    'at',
    'account_id',
    'action',
    'forum_id',
    'subject_type',
    'subject_id',
    '"before"',
    '"after"',
    'request_id',
    'person_id',
    'personal',
  ];
  const textOf = (column: string): string =>
    column === 'at'
      ? `to_char(${prefix}.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
      : `${prefix}.${column}::text`;
  return `array[${columns.map(textOf).join(', ')}]`;
};

/** Names the form and its version, so that no hash of another form can be taken for one of this. */
const form = 'trefoil-audit/1';

/** What stands before the first seal. */
export const noHash = '';

export interface Seal {
  /** From 1. */
  position: number;
  sealedAt: Date;
  entry: CanonicalEntry;
}

/**
 * SHA-256 in hex of the UTF-8 of one JSON array: form, the hash before (empty before the first), position, time of sealing
 * (ISO 8601, milliseconds, UTC), then the entry's columns.
 */
export function hashSeal(previousHash: string, { position, sealedAt, entry }: Seal): string {
  const content = JSON.stringify([form, previousHash, position, sealedAt.toISOString(), ...entry]);
  return createHash('sha256').update(content).digest('hex');
}

/** How far the chain has come. Kept elsewhere, it tells later whether the tail was cut or everything rewritten. */
export interface ChainHead {
  position: number;
  hash: string;
}

/** `position:hash`, as people note it. */
export const headText = ({ position, hash }: ChainHead): string => `${position}:${hash}`;

/** The head that such a text names; null when it is none. */
export function readHeadText(text: string): ChainHead | null {
  const parts = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text);
  return parts && { position: Number(parts[1]), hash: parts[2]! };
}

/** A stored seal beside the entry that it names. */
export interface StoredSeal {
  position: number;
  auditEntryId: string;
  hash: string;
  sealedAt: Date;
  /** Null when the entry is gone. */
  entry: CanonicalEntry | null;
}

/**
 * The first thing wrong with a stored seal after the one before it (null before the first), or null. Each is measured against
 * the stored hash before it, so that one change is told once and not of every later seal too.
 */
export function sealFault(previous: ChainHead | null, stored: StoredSeal): string | null {
  const expectedPosition = (previous?.position ?? 0) + 1;
  if (stored.position !== expectedPosition) {
    const last = stored.position - 1;
    return last === expectedPosition
      ? `Position ${last} is missing.`
      : `Positions ${expectedPosition} to ${last} are missing.`;
  }
  const what = `entry ${stored.auditEntryId}, sealed at position ${stored.position}`;
  if (!stored.entry) return `The ${what}, was removed.`;
  const hash = hashSeal(previous?.hash ?? noHash, { ...stored, entry: stored.entry });
  return hash === stored.hash ? null : `The ${what}, or its place in the chain, was changed.`;
}
