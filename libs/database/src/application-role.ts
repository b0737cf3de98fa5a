import pg from 'pg';
import { migrationsTable } from './data-source.js';
import type { MigrationTarget } from './migration-target.js';

/** Tables whose rows the application may add and read, and never change or delete. A table that is not there is left out. */
export const appendOnlyTables: readonly string[] = ['audit_entry', 'audit_seal'];

/** BullMQ's name for its schema, which it does not let us choose through Nest. */
const queueSchema = 'bullmq';

/** The application's role could alter the schema, whatever it is granted: nothing was granted. */
export class ApplicationRoleTooStrong extends Error {
  readonly code = 'APPLICATION_ROLE_TOO_STRONG';

  constructor(role: string, why: string) {
    super(`The role "${role}" of DATABASE_URL ${why}. Name one that is neither, or leave out MIGRATION_DATABASE_URL.`);
    this.name = 'ApplicationRoleTooStrong';
  }
}

/**
 * Lets the role of `applicationUrl` sign in and do what the application does: read and write rows, nothing of the
 * schema. A role that can sign in already keeps its password and its other rights.
 *
 * @throws ApplicationRoleTooStrong when the role is a superuser or acts for the owner; another error when it cannot sign in and
 *   the owner may not create it
 */
export async function grantToApplication(owner: pg.Client, target: MigrationTarget): Promise<void> {
  const application = new URL(target.applicationUrl);
  const role = decodeURIComponent(application.username);
  if (role === owner.user) return;
  if (!(await canSignIn(target.applicationUrl))) {
    await createRole(owner, role, decodeURIComponent(application.password));
  }
  await requireWeakRole(owner, role);
  await owner.query('BEGIN');
  try {
    await grant(owner, role, 'public');
    await restrict(owner, role);
    if (target.queueBackend === 'postgres') await grant(owner, role, queueSchema);
    await owner.query('COMMIT');
  } catch (error) {
    await owner.query('ROLLBACK');
    throw error;
  }
}

async function canSignIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return true;
  } catch (error) {
    // 28P01: wrong password; 28000: no such role, or it may not sign in. Anything else is not about the role.
    if (error instanceof pg.DatabaseError && (error.code === '28P01' || error.code === '28000')) return false;
    throw error;
  } finally {
    await client.end();
  }
}

async function createRole(owner: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  const statement = rowCount ? 'ALTER' : 'CREATE';
  await owner.query(`${statement} ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
}

/** A role of its own is no protection when it may put on another. */
async function requireWeakRole(owner: pg.Client, role: string): Promise<void> {
  const { rows } = await owner.query<{ isSuperuser: boolean; isOwner: boolean }>(
    `SELECT rolsuper AS "isSuperuser", pg_has_role(oid, current_user::regrole, 'MEMBER') AS "isOwner"
       FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  if (rows[0]?.isSuperuser) throw new ApplicationRoleTooStrong(role, 'is a superuser');
  if (rows[0]?.isOwner) throw new ApplicationRoleTooStrong(role, `is a member of the owner's role`);
}

async function grant(owner: pg.Client, role: string, schema: string): Promise<void> {
  const to = `TO ${pg.escapeIdentifier(role)}`;
  await owner.query(`GRANT USAGE ON SCHEMA ${schema} ${to}`);
  await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} ${to}`);
  await owner.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} ${to}`);
  // Functions are everybody's to execute unless told otherwise, and those of extensions are not ours to grant.
}

async function restrict(owner: pg.Client, role: string): Promise<void> {
  const from = `FROM ${pg.escapeIdentifier(role)}`;
  await owner.query(`REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
  await owner.query(`REVOKE INSERT, UPDATE, DELETE ON ${migrationsTable} ${from}`);
  for (const table of await existing(owner, appendOnlyTables)) {
    await owner.query(`REVOKE UPDATE, DELETE ON ${pg.escapeIdentifier(table)} ${from}`);
  }
}

async function existing(owner: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY($1)`,
    [tables],
  );
  return rows.map((row) => row.name);
}
