/**
 * The file of a backup: gzip of UTF-8 lines, each one JSON value (docs/backup.md).
 *
 *     BackupHeader
 *     for each table of the header, in its order:  BackupTable, one BackupRow per row, TableEnd
 *     BackupEnd
 */

/** Raised whenever an older program could no longer read the file. */
export const formatVersion = 1;

/** How every backup begins, so that any other file is told from one by its first bytes. */
export const firstBytes = '{"format":"trefoil-backup",';

export interface BackupHeader {
  format: 'trefoil-backup';
  version: number;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** Of ours, in the order in which they ran: they say what the tables look like. */
  migrations: string[];
  tables: string[];
}

export interface BackupTable {
  table: string;
  columns: TableColumn[];
}

export interface TableColumn {
  name: string;
  /** As PostgreSQL writes it: `timestamp(3) with time zone`. */
  type: string;
}

/**
 * One value per column, in PostgreSQL's own text form, which it reads back bit for bit for every type; null is SQL's
 * NULL, and so differs from jsonb's `"null"`.
 */
export type BackupRow = (string | null)[];

export interface TableEnd {
  rows: number;
  /** Hexadecimal, of the table's row lines with their newlines. */
  sha256: string;
}

export interface BackupEnd {
  /** Hexadecimal, of all lines above with their newlines. */
  sha256: string;
}

/** A file can be read in pieces of this size on any machine; a single longer row is still read whole. */
export const batchBytes = 4 * 1024 * 1024;

/** More rows at once are hardly faster. */
export const batchRows = 1_000;
