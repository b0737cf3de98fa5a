import type { DataSource } from 'typeorm';

/** Tables in which also a refused request leaves a trace, by intent. */
const traced = new Set(['attempt_count']);

/** How many rows each table holds. */
export async function readRowCounts(dataSource: DataSource): Promise<Map<string, number>> {
  const tables = await dataSource.query<{ name: string }[]>(
    `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`,
  );
  const counted = tables.filter(({ name }) => !traced.has(name));
  const counts = counted.map(({ name }) => `select '${name}' as name, count(*)::int as rows from "${name}"`);
  const rows = await dataSource.query<{ name: string; rows: number }[]>(counts.join(' union all '));
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}

/** The tables whose counts differ, as `table +1`. */
export function changedTables(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...after]
    .filter(([name, rows]) => rows !== before.get(name))
    .map(([name, rows]) => `${name} ${rows > (before.get(name) ?? 0) ? '+' : ''}${rows - (before.get(name) ?? 0)}`);
}
