import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';

/** PostgreSQL takes 65,535 parameters in one statement; the widest rows that come in numbers have 13 columns. */
export const rowsPerStatement = 5_000;

/** Inserts any number of rows, none too. */
export async function insertRows<Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly QueryDeepPartialEntity<Row>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    await tx.insert(entity, rows.slice(from, from + rowsPerStatement));
  }
}
