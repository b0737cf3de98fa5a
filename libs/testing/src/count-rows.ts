import type { DataSource } from 'typeorm';

/** How many rows each of these tables has, by its name. */
export async function countRows(dataSource: DataSource, tables: readonly string[]): Promise<Record<string, number>> {
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const [row] = await dataSource.query<Record<string, number>[]>(`select ${counts.join(', ')}`);
  return row!;
}
