import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys with which programs act for a company or a forum. */
export class ApiKeys1763901320000 implements MigrationInterface {
  name = 'ApiKeys1763901320000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE api_key (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL,
        company_id uuid,
        forum_id uuid,
        name text NOT NULL,
        start text NOT NULL,
        token_hash text NOT NULL,
        scopes text[] NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz,
        CONSTRAINT uq_api_key_token_hash UNIQUE (token_hash),
        CONSTRAINT ck_api_key_subject CHECK ((company_id is null) <> (forum_id is null)),
        CONSTRAINT ck_api_key_scopes CHECK (cardinality(scopes) > 0),
        CONSTRAINT pk_api_key PRIMARY KEY (id)
      )
    `);
    for (const column of ['account_id', 'company_id', 'forum_id']) {
      await queryRunner.query(`CREATE INDEX ix_api_key_${column} ON api_key (${column})`);
    }
    await queryRunner.query(`
      ALTER TABLE api_key
        ADD CONSTRAINT fk_api_key_account_id FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
        ADD CONSTRAINT fk_api_key_company_id FOREIGN KEY (company_id) REFERENCES company(id) ON DELETE RESTRICT,
        ADD CONSTRAINT fk_api_key_forum_id FOREIGN KEY (forum_id) REFERENCES forum(id) ON DELETE RESTRICT
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE api_key`);
  }
}
