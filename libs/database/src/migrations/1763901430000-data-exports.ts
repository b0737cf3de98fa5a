import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people take away of their own, and accounts that are erased. */
export class DataExports1763901430000 implements MigrationInterface {
  name = 'DataExports1763901430000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE account ADD erased_at timestamptz`);
    await queryRunner.query(`
      CREATE TABLE data_export (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL,
        company_id uuid,
        state text NOT NULL DEFAULT 'queued',
        byte_count integer,
        content bytea,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz,
        expires_at timestamptz NOT NULL,
        CONSTRAINT ck_data_export_state CHECK (state in ('queued', 'running', 'done', 'failed')),
        CONSTRAINT ck_data_export_content CHECK ((state = 'done') = (content is not null)),
        CONSTRAINT pk_data_export PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(
      `CREATE INDEX ix_data_export_account_id_created_at ON data_export (account_id, created_at)`,
    );
    await queryRunner.query(`CREATE INDEX ix_data_export_company_id ON data_export (company_id)`);
    await queryRunner.query(`CREATE INDEX ix_data_export_expires_at ON data_export (expires_at)`);
    await queryRunner.query(`
      ALTER TABLE data_export
        ADD CONSTRAINT fk_data_export_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE,
        ADD CONSTRAINT fk_data_export_company_id FOREIGN KEY (company_id)
        REFERENCES company(id)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE data_export`);
    await queryRunner.query(`ALTER TABLE account DROP erased_at`);
  }
}
