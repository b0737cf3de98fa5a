import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a match request was computed on and how, who else could cover what stays open, and the question "why not these two?". */
export class MatchExplanations1763900900000 implements MigrationInterface {
  name = 'MatchExplanations1763900900000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE match_request
        ADD COLUMN max_appearances integer,
        ADD COLUMN company_version_id uuid,
        ADD COLUMN is_indexed boolean,
        ADD COLUMN diversity jsonb,
        ADD CONSTRAINT ck_match_request_max_appearances CHECK (max_appearances >= 1)
    `);
    await queryRunner.query(`ALTER TABLE triple ADD COLUMN open_needs jsonb NOT NULL DEFAULT '[]'`);
    // Requests that were answered before name their own version in each of their triples.
    await queryRunner.query(`
      UPDATE match_request
      SET company_version_id = CASE match_request.company_id
        WHEN triple.china_company_id THEN triple.china_version_id
        WHEN triple.developed_company_id THEN triple.developed_version_id
        ELSE triple.developing_version_id
      END
      FROM triple
      WHERE triple.match_request_id = match_request.id AND triple.rank = 1
    `);
    await queryRunner.query(`CREATE INDEX ix_match_request_company_version_id ON match_request (company_version_id)`);
    await queryRunner.query(`
      ALTER TABLE match_request
        ADD CONSTRAINT fk_match_request_company_version_id FOREIGN KEY (company_version_id)
        REFERENCES company_version(id)
    `);
    await queryRunner.query(`
      CREATE TABLE absence_request (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        match_request_id uuid NOT NULL,
        account_id uuid NOT NULL,
        expected_company_ids uuid array NOT NULL,
        state text NOT NULL DEFAULT 'queued',
        progress double precision NOT NULL DEFAULT '0',
        weights jsonb,
        absence jsonb,
        china_version_id uuid,
        developed_version_id uuid,
        developing_version_id uuid,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CONSTRAINT ck_absence_request_answer CHECK ((state = 'done') = (absence is not null)),
        CONSTRAINT ck_absence_request_expected CHECK (cardinality(expected_company_ids) = 2),
        CONSTRAINT ck_absence_request_state CHECK (state in ('queued', 'running', 'done', 'not_available', 'failed')),
        CONSTRAINT pk_absence_request PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(
      `CREATE INDEX ix_absence_request_match_request_id_created_at ON absence_request (match_request_id, created_at)`,
    );
    await queryRunner.query(`CREATE INDEX ix_absence_request_account_id ON absence_request (account_id)`);
    await queryRunner.query(`CREATE INDEX ix_absence_request_china_version_id ON absence_request (china_version_id)`);
    await queryRunner.query(
      `CREATE INDEX ix_absence_request_developed_version_id ON absence_request (developed_version_id)`,
    );
    await queryRunner.query(
      `CREATE INDEX ix_absence_request_developing_version_id ON absence_request (developing_version_id)`,
    );
    await queryRunner.query(`
      ALTER TABLE absence_request
        ADD CONSTRAINT fk_absence_request_match_request_id FOREIGN KEY (match_request_id)
        REFERENCES match_request(id) ON DELETE CASCADE,
        ADD CONSTRAINT fk_absence_request_account_id FOREIGN KEY (account_id)
        REFERENCES account(id),
        ADD CONSTRAINT fk_absence_request_china_version_id FOREIGN KEY (china_version_id)
        REFERENCES company_version(id),
        ADD CONSTRAINT fk_absence_request_developed_version_id FOREIGN KEY (developed_version_id)
        REFERENCES company_version(id),
        ADD CONSTRAINT fk_absence_request_developing_version_id FOREIGN KEY (developing_version_id)
        REFERENCES company_version(id)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE absence_request`);
    await queryRunner.query(`ALTER TABLE triple DROP COLUMN open_needs`);
    await queryRunner.query(`
      ALTER TABLE match_request
        DROP COLUMN max_appearances,
        DROP COLUMN company_version_id,
        DROP COLUMN is_indexed,
        DROP COLUMN diversity
    `);
  }
}
