import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Match requests and their ranked, explained triples. */
export class MatchRequests1763900400000 implements MigrationInterface {
  name = 'MatchRequests1763900400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE match_request (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid,
        company_id uuid NOT NULL,
        account_id uuid NOT NULL,
        wanted_count integer NOT NULL,
        filters jsonb NOT NULL,
        state text NOT NULL DEFAULT 'queued',
        progress double precision NOT NULL DEFAULT '0',
        weights jsonb,
        possible_count bigint,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CONSTRAINT ck_match_request_count CHECK (wanted_count between 1 and 1000),
        CONSTRAINT ck_match_request_state CHECK (state in ('queued', 'running', 'done', 'failed')),
        CONSTRAINT pk_match_request PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE triple (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        match_request_id uuid NOT NULL,
        rank integer NOT NULL,
        china_version_id uuid NOT NULL,
        developed_version_id uuid NOT NULL,
        developing_version_id uuid NOT NULL,
        china_company_id uuid NOT NULL,
        developed_company_id uuid NOT NULL,
        developing_company_id uuid NOT NULL,
        score double precision NOT NULL,
        coverage double precision NOT NULL,
        reciprocity double precision NOT NULL,
        fit double precision NOT NULL,
        "index" double precision,
        shares double precision array NOT NULL,
        lines jsonb NOT NULL,
        fit_factors jsonb NOT NULL,
        CONSTRAINT uq_triple_match_request_id_rank UNIQUE (match_request_id, rank),
        CONSTRAINT pk_triple PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_match_request_forum_id ON match_request (forum_id)`);
    await queryRunner.query(`CREATE INDEX ix_match_request_account_id ON match_request (account_id)`);
    await queryRunner.query(
      `CREATE INDEX ix_match_request_company_id_created_at ON match_request (company_id, created_at)`,
    );
    await queryRunner.query(`CREATE INDEX ix_triple_china_version_id ON triple (china_version_id)`);
    await queryRunner.query(`CREATE INDEX ix_triple_developed_version_id ON triple (developed_version_id)`);
    await queryRunner.query(`CREATE INDEX ix_triple_developing_version_id ON triple (developing_version_id)`);
    await queryRunner.query(`
      ALTER TABLE match_request
        ADD CONSTRAINT fk_match_request_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE match_request
        ADD CONSTRAINT fk_match_request_company_id FOREIGN KEY (company_id)
        REFERENCES company(id)
    `);
    await queryRunner.query(`
      ALTER TABLE match_request
        ADD CONSTRAINT fk_match_request_account_id FOREIGN KEY (account_id)
        REFERENCES account(id)
    `);
    await queryRunner.query(`
      ALTER TABLE triple
        ADD CONSTRAINT fk_triple_match_request_id FOREIGN KEY (match_request_id)
        REFERENCES match_request(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      ALTER TABLE triple
        ADD CONSTRAINT fk_triple_china_version_id FOREIGN KEY (china_version_id)
        REFERENCES company_version(id)
    `);
    await queryRunner.query(`
      ALTER TABLE triple
        ADD CONSTRAINT fk_triple_developed_version_id FOREIGN KEY (developed_version_id)
        REFERENCES company_version(id)
    `);
    await queryRunner.query(`
      ALTER TABLE triple
        ADD CONSTRAINT fk_triple_developing_version_id FOREIGN KEY (developing_version_id)
        REFERENCES company_version(id)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE triple`);
    await queryRunner.query(`DROP TABLE match_request`);
  }
}
