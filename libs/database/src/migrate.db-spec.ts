import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase, type EmptyDatabase } from '#testing';
import { appendOnlyTables } from './application-role.js';
import { createDataSource } from './data-source.js';
import { migrate } from './migrate.js';
import type { MigrationTarget } from './migration-target.js';
import { migrations } from './migrations/index.js';
import { listPendingMigrations } from './pending-migrations.js';

const names = migrations.map((migration) => migration.name);

describe('the migration step', () => {
  let database: EmptyDatabase;
  let target: MigrationTarget;
  let application: pg.Client;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    const applicationUrl = new URL(database.ownerUrl);
    applicationUrl.username = 'migrate_spec';
    applicationUrl.password = `it's "quoted"`;
    target = { ownerUrl: database.ownerUrl, applicationUrl: applicationUrl.href, queueBackend: 'postgres' };

    expect(await listPendingMigrations(target.ownerUrl, 'postgres')).toStrictEqual([...names, 'BullMQ schema']);
    const runs = await Promise.all([migrate(target), migrate(target), migrate(target)]);
    expect(runs.flat()).toStrictEqual(names); // of three at once, one worked
    application = new pg.Client({ connectionString: target.applicationUrl });
    await application.connect();
  });
  afterAll(async () => {
    await application.end();
    await database.close();
  });

  const refusal = { code: '42501' }; // insufficient_privilege

  it('leaves nothing pending, and does nothing when it runs again', async () => {
    expect(await listPendingMigrations(target.applicationUrl, 'postgres')).toStrictEqual([]);
    expect(await migrate(target)).toStrictEqual([]);
  });

  it('goes all the way back', async () => {
    const other = await createEmptyDatabase();
    await migrate({ ownerUrl: other.ownerUrl, applicationUrl: other.ownerUrl, queueBackend: 'redis' });
    const source = await createDataSource({ url: other.ownerUrl, applicationName: 'back', poolSize: 1 }).initialize();
    for (let count = 0; count < names.length; count++) await source.undoLastMigration();
    const left = await source.query<{ tablename: string }[]>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
    );
    await source.destroy();
    await other.close();
    expect(left).toStrictEqual([{ tablename: 'schema_migration' }]);
  });

  it('lets the application work with rows and queues, and not with the schema', async () => {
    const { rowCount } = await application.query('SELECT * FROM outbox_job');
    expect(rowCount).toBe(0);
    await application.query('SELECT * FROM bullmq.migration');
    await expect(application.query('CREATE TABLE mine (id int)')).rejects.toMatchObject(refusal);
    await expect(application.query('DROP TABLE outbox_job')).rejects.toMatchObject(refusal);
    await expect(application.query('CREATE TABLE bullmq.mine (id int)')).rejects.toMatchObject(refusal);
    await expect(application.query('DELETE FROM schema_migration')).rejects.toMatchObject(refusal);
    await expect(application.query('TRUNCATE outbox_job')).rejects.toMatchObject(refusal);
  });

  it.each([
    'CREATE SCHEMA mine',
    'CREATE TABLE public.mine (id int)',
    'CREATE VIEW public.mine AS SELECT 1',
    'CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS $$SELECT 1$$',
    'CREATE OR REPLACE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$',
    'CREATE TRIGGER mine BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION refuse_change()',
    'CREATE INDEX mine ON account (email)',
    'CREATE EXTENSION file_fdw',
    'ALTER TABLE account ADD mine int',
    'ALTER TABLE account DROP COLUMN email',
    'ALTER TABLE account RENAME TO mine',
    'ALTER TABLE account OWNER TO CURRENT_USER',
    'ALTER TABLE audit_entry DISABLE TRIGGER ALL',
    'ALTER TABLE attendance DROP CONSTRAINT ex_attendance_delegation',
    'ALTER DATABASE CURRENT SET session_replication_role = replica',
    'ALTER ROLE CURRENT_USER SUPERUSER',
    'CREATE ROLE mine',
    'DROP TABLE account CASCADE',
    'DROP TRIGGER audit_entry_append_only ON audit_entry',
    'DROP SCHEMA public CASCADE',
    'DROP OWNED BY OWNER',
    'TRUNCATE audit_entry CASCADE',
    'TRUNCATE account CASCADE',
    'SET ROLE OWNER',
    'SET SESSION AUTHORIZATION OWNER',
    'SET session_replication_role = replica',
    'COPY account TO PROGRAM $$true$$',
    'COMMENT ON TABLE account IS $$mine$$',
    'UPDATE schema_migration SET timestamp = 0',
  ])('refuses the application %s', async (statement) => {
    const ownerName = pg.escapeIdentifier(decodeURIComponent(new URL(database.ownerUrl).username));
    const databaseName = pg.escapeIdentifier(application.database!);
    const text = statement.replace(/\bOWNER$/, ownerName).replace('DATABASE CURRENT', `DATABASE ${databaseName}`);
    await expect(application.query(text)).rejects.toMatchObject(refusal);
  });

  it.each(['SUPERUSER', 'member of the owner'])('grants nothing to an application that is %s', async (how) => {
    const role = how === 'SUPERUSER' ? 'migrate_spec_strong' : 'migrate_spec_member';
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret' ${how === 'SUPERUSER' ? how : ''}`);
    if (how !== 'SUPERUSER') await owner.query(`GRANT ${pg.escapeIdentifier(owner.user!)} TO ${role}`);
    const applicationUrl = new URL(database.ownerUrl);
    applicationUrl.username = role;
    applicationUrl.password = 'secret';
    const migration = migrate({ ...target, applicationUrl: applicationUrl.href });
    await expect(migration).rejects.toMatchObject({ code: 'APPLICATION_ROLE_TOO_STRONG' });
    await owner.query(`DROP ROLE ${role}`); // nothing depends on it
    await owner.end();
  });

  it.each(appendOnlyTables)('lets the application add to %s, and neither change nor delete', async (table) => {
    const privileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'];
    const { rows } = await application.query<{ privilege: string }>(
      'SELECT privilege FROM unnest($2::text[]) AS privilege WHERE has_table_privilege($1, privilege)',
      [table, privileges],
    );
    expect(rows.map((row) => row.privilege)).toStrictEqual(['SELECT', 'INSERT']);
  });

  it('asks for the schema of the queue only where the queue is on PostgreSQL', async () => {
    const other = await createEmptyDatabase();
    await migrate({ ownerUrl: other.ownerUrl, applicationUrl: other.ownerUrl, queueBackend: 'redis' });
    expect(await listPendingMigrations(other.ownerUrl, 'redis')).toStrictEqual([]);
    expect(await listPendingMigrations(other.ownerUrl, 'postgres')).toStrictEqual(['BullMQ schema']);
    await other.close();
  });

  it('needs no superuser: the owner of the database, who may create roles, is enough', async () => {
    const other = await createEmptyDatabase();
    const ownerUrl = new URL(other.ownerUrl);
    ownerUrl.username = 'migrate_spec_owner';
    ownerUrl.password = 'secret';
    const superuser = new pg.Client({ connectionString: other.ownerUrl });
    await superuser.connect();
    await superuser.query(`CREATE ROLE migrate_spec_owner LOGIN CREATEROLE PASSWORD 'secret'`);
    await superuser.query(`ALTER DATABASE ${superuser.database!} OWNER TO migrate_spec_owner`);
    await superuser.end();

    const applicationUrl = new URL(ownerUrl);
    applicationUrl.username = 'migrate_spec_plain';
    const plain = { ownerUrl: ownerUrl.href, applicationUrl: applicationUrl.href, queueBackend: 'postgres' as const };
    expect(await migrate(plain)).toStrictEqual(names);
    expect(await listPendingMigrations(plain.applicationUrl, 'postgres')).toStrictEqual([]);
    await other.close();
  });

  it('follows a changed password', async () => {
    const changed = new URL(target.applicationUrl);
    changed.password = 'another';
    await migrate({ ...target, applicationUrl: changed.href });
    const client = new pg.Client({ connectionString: changed.href });
    await client.connect();
    await client.end();
  });
});
