import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What other issuers call the owners of accounts. */
export class ExternalIdentities1763901330000 implements MigrationInterface {
  name = 'ExternalIdentities1763901330000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE external_identity (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL,
        issuer text NOT NULL,
        subject text NOT NULL,
        linked_at timestamptz(3) NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        CONSTRAINT uq_external_identity_issuer_subject UNIQUE (issuer, subject),
        CONSTRAINT pk_external_identity PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_external_identity_account_id ON external_identity (account_id)`);
    await queryRunner.query(`
      ALTER TABLE external_identity
        ADD CONSTRAINT fk_external_identity_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE external_identity`);
  }
}
