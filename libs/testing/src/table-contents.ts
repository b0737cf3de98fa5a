import pg from 'pg';

/** Of one table: its rows and, over all of their text, in an order that does not depend on how they were written, an MD5. */
export interface TableContent {
  rows: number;
  md5: string;
}

/** What stands in all tables of a database, computed there by SQL; two databases with the same rows give the same. */
export async function readTableContents(ownerUrl: string): Promise<Record<string, TableContent>> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name`,
    );
    const contents: Record<string, TableContent> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<TableContent>(
        `SELECT count(*)::int AS rows, coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C")), '') AS md5
           FROM ${pg.escapeIdentifier(name)} AS t`,
      );
      contents[name] = rows[0]!;
    }
    return contents;
  } finally {
    await client.end();
  }
}
