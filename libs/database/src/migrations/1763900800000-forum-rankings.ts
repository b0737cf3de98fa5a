import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forum-wide runs, their shards, and the list of each company. */
export class ForumRankings1763900800000 implements MigrationInterface {
  name = 'ForumRankings1763900800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE forum_ranking (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        account_id uuid NOT NULL,
        wanted_count integer NOT NULL,
        weights jsonb NOT NULL,
        state text NOT NULL DEFAULT 'queued',
        company_count integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        started_at timestamptz,
        finished_at timestamptz,
        triples jsonb,
        version_ids uuid array,
        CONSTRAINT ck_forum_ranking_count CHECK (wanted_count between 1 and 100),
        CONSTRAINT ck_forum_ranking_state CHECK (state in ('queued', 'running', 'done', 'cancelled', 'failed')),
        CONSTRAINT pk_forum_ranking PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE forum_ranking_shard (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_ranking_id uuid NOT NULL,
        forum_id uuid NOT NULL,
        number integer NOT NULL,
        company_ids uuid array NOT NULL,
        done_count integer NOT NULL DEFAULT '0',
        finished_at timestamptz,
        CONSTRAINT uq_forum_ranking_shard_forum_ranking_id_number UNIQUE (forum_ranking_id, number),
        CONSTRAINT pk_forum_ranking_shard PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE ranked_company (
        forum_ranking_id uuid NOT NULL,
        company_id uuid NOT NULL,
        forum_id uuid NOT NULL,
        company_version_id uuid NOT NULL,
        best_score double precision,
        possible_count bigint NOT NULL,
        triples jsonb NOT NULL,
        CONSTRAINT pk_ranked_company PRIMARY KEY (forum_ranking_id, company_id)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_forum_ranking_account_id ON forum_ranking (account_id)`);
    await queryRunner.query(
      `CREATE INDEX ix_forum_ranking_forum_id_created_at ON forum_ranking (forum_id, created_at)`,
    );
    await queryRunner.query(`CREATE INDEX ix_forum_ranking_shard_forum_id ON forum_ranking_shard (forum_id)`);
    await queryRunner.query(`CREATE INDEX ix_ranked_company_company_id ON ranked_company (company_id)`);
    await queryRunner.query(`CREATE INDEX ix_ranked_company_forum_id ON ranked_company (forum_id)`);
    await queryRunner.query(`CREATE INDEX ix_ranked_company_company_version_id ON ranked_company (company_version_id)`);
    await queryRunner.query(
      `CREATE INDEX ix_ranked_company_forum_ranking_id_best_score ON ranked_company (forum_ranking_id, best_score)`,
    );
    const references = [
      ['forum_ranking', 'forum_id', 'forum(id)'],
      ['forum_ranking', 'account_id', 'account(id)'],
      ['forum_ranking_shard', 'forum_ranking_id', 'forum_ranking(id) ON DELETE CASCADE'],
      ['forum_ranking_shard', 'forum_id', 'forum(id)'],
      ['ranked_company', 'forum_ranking_id', 'forum_ranking(id) ON DELETE CASCADE'],
      ['ranked_company', 'forum_id', 'forum(id)'],
      ['ranked_company', 'company_id', 'company(id)'],
      ['ranked_company', 'company_version_id', 'company_version(id)'],
    ] as const;
    for (const [table, column, referenced] of references) {
      await queryRunner.query(
        `ALTER TABLE ${table} ADD CONSTRAINT fk_${table}_${column} FOREIGN KEY (${column}) REFERENCES ${referenced}`,
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE ranked_company`);
    await queryRunner.query(`DROP TABLE forum_ranking_shard`);
    await queryRunner.query(`DROP TABLE forum_ranking`);
  }
}
