import type { DataSource } from 'typeorm';

/**
 * The SQL that would bring the database to what the entities describe; empty when migrations and entities agree.
 * Needs the owner's role: PostgreSQL shows a role only the columns it may use.
 */
export async function describeDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map((query) => query.query);
}
