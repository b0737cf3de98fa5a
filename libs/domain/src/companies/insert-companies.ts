import { randomUUID } from 'node:crypto';
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { Company, CompanyVersion } from './company.entity.js';
import { DirectoryEntry } from './directory-entry.entity.js';
import { directoryRow } from './directory-row.js';
import type { Profile } from './profile.js';

/** Writes approved companies with their first version and directory entry: three statements, however many they are. */
export async function insertApprovedCompanies(
  tx: EntityManager,
  profiles: readonly Profile[],
  companyImportId: string,
): Promise<void> {
  const made = profiles.map((profile) => ({ id: randomUUID(), versionId: randomUUID(), profile }));
  await insertRows(
    tx,
    Company,
    made.map(({ id, versionId, profile }) => ({
      id,
      profile,
      state: 'approved',
      approvedVersionId: versionId,
      companyImportId,
      version: 1,
    })),
  );
  await insertRows(
    tx,
    CompanyVersion,
    made.map(({ id, versionId, profile }) => ({ id: versionId, companyId: id, number: 1, profile })),
  );
  await insertRows(
    tx,
    DirectoryEntry,
    made.map(({ id, profile }) => directoryRow(id, profile)),
  );
}

/** Inserts rows that all give the same columns, as one JSON parameter instead of one for each of thousands of values. */
async function insertRows<T extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<T>,
  rows: ObjectLiteral[],
): Promise<void> {
  const { tableName, columns } = tx.connection.getMetadata(entity);
  const given = columns.filter((column) => column.getEntityValue(rows[0]!) !== undefined);
  const records = rows.map((row) =>
    Object.fromEntries(given.map((column) => [column.databaseName, column.getEntityValue(row) as unknown])),
  );
  const names = given.map((column) => column.databaseName).join(', ');
  await tx.query(
    `INSERT INTO ${tableName} (${names}) SELECT ${names} FROM jsonb_populate_recordset(null::${tableName}, $1)`,
    [JSON.stringify(records)],
  );
}
