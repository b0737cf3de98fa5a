import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '#testing';
import { createDataSource, entities, type EntityClass } from './data-source.js';
import { describeDrift } from './drift.js';

@Entity('throw_away')
class ThrowAway {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;
}

describe('the entities', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  async function driftOf(described: EntityClass[]): Promise<string[]> {
    const settings = { url: database.ownerUrl, applicationName: 'drift', poolSize: 1, entities: described };
    const dataSource = await createDataSource(settings).initialize();
    try {
      return await describeDrift(dataSource);
    } finally {
      await dataSource.destroy();
    }
  }

  it('describe the tables that the migrations make', async () => {
    expect(await driftOf(entities)).toStrictEqual([]);
  });

  it('are told from a table that lacks one of their columns', async () => {
    await database.dataSource.query('SELECT 1'); // the server answers, so what follows is about the table
    const owner = await createDataSource({
      url: database.ownerUrl,
      applicationName: 'drift',
      poolSize: 1,
    }).initialize();
    await owner.query('CREATE TABLE throw_away (id uuid CONSTRAINT pk_throw_away PRIMARY KEY)');
    await owner.destroy();

    expect(await driftOf([...entities, ThrowAway])).toStrictEqual([
      'ALTER TABLE "throw_away" ADD "name" text NOT NULL',
    ]);
  });
});
