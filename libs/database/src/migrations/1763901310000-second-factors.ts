import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Authenticators, whose codes are asked for besides the password, and codes for when one is lost. */
export class SecondFactors1763901310000 implements MigrationInterface {
  name = 'SecondFactors1763901310000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE second_factor (
        account_id uuid NOT NULL,
        sealed_secret text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        confirmed_at timestamptz,
        last_step integer,
        CONSTRAINT pk_second_factor PRIMARY KEY (account_id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE recovery_code (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL,
        code_hash text NOT NULL,
        used_at timestamptz,
        CONSTRAINT uq_recovery_code_account_id_code_hash UNIQUE (account_id, code_hash),
        CONSTRAINT pk_recovery_code PRIMARY KEY (id)
      )
    `);
    for (const table of ['second_factor', 'recovery_code']) {
      await queryRunner.query(`
        ALTER TABLE ${table}
          ADD CONSTRAINT fk_${table}_account_id FOREIGN KEY (account_id)
          REFERENCES account(id) ON DELETE CASCADE
      `);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE recovery_code`);
    await queryRunner.query(`DROP TABLE second_factor`);
  }
}
