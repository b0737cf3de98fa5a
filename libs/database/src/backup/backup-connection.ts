import pg from 'pg';

/** What decides how values look as text: the same on both sides, whatever a server or a role prefers. */
const textForm = {
  timezone: 'UTC',
  datestyle: 'ISO',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  // Shortest digits that give the same bits again.
  extra_float_digits: '1',
};

/** Long work in one transaction: the limits that protect requests are not for it. */
const patience = { statement_timeout: '0', idle_in_transaction_session_timeout: '0' };

/** Runs `use` on a connection of its own to the database of `url`, and ends it. */
export async function withBackupConnection<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const settings = Object.entries({ ...textForm, ...patience });
  const client = new pg.Client({
    connectionString: url,
    application_name: 'trefoil-backup',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    options: settings.map(([name, value]) => `-c ${name}=${value}`).join(' '),
  });
  // A connection that breaks between two statements is told by the next one.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
