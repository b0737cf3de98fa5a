import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { applicationUrlOf, templateDatabase } from './test-database-names.js';

export interface EmptyDatabase {
  /** Signs in as the owner of the schema, a superuser. */
  ownerUrl: string;
  /** Removes the database, whoever is still connected. */
  close: () => Promise<void>;
}

export interface TestDatabase extends EmptyDatabase {
  /** Signs in as the application, with no more rights than in production. */
  url: string;
  /** Open, as the application. */
  dataSource: DataSource;
}

/**
 * A migrated database of its own for one test file, queue included; about 30 ms. Close it in `afterAll`.
 *
 * @throws when the kind of test has no database server (jest.config.js)
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { ownerUrl, close } = await createDatabase(`TEMPLATE ${templateDatabase} STRATEGY file_copy`);
  const url = applicationUrlOf(ownerUrl);
  const dataSource = createDataSource({ url, applicationName: 'trefoil-test', poolSize: 10 });
  await dataSource.initialize();
  return {
    ownerUrl,
    url,
    dataSource,
    async close() {
      await dataSource.destroy();
      await close();
    },
  };
}

/** A database without any table. */
export function createEmptyDatabase(): Promise<EmptyDatabase> {
  return createDatabase('TEMPLATE template0');
}

async function createDatabase(how: string): Promise<EmptyDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name} ${how}`);
  const url = new URL(serverUrl());
  url.pathname = name;
  return { ownerUrl: url.href, close: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function onServer(statement: string): Promise<void> {
  const url = new URL(serverUrl());
  // Nobody may be connected to the template while it is copied.
  url.pathname = 'postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env['TREFOIL_TEST_SERVER'];
  if (!url) throw new Error('Only *.db-spec.ts and *.e2e-spec.ts have a database server.');
  return url;
}
