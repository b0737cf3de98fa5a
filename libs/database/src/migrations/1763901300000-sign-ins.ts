import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each sign-in as a row of its own, beside its refresh tokens; and failed attempts, counted for all processes together. */
export class SignIns1763901300000 implements MigrationInterface {
  name = 'SignIns1763901300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE sign_in (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL,
        device text,
        network text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        last_used_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT ck_sign_in_network CHECK (ended_at is null or network is null),
        CONSTRAINT pk_sign_in PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_sign_in_account_id ON sign_in (account_id)`);
    await queryRunner.query(`
      ALTER TABLE sign_in
        ADD CONSTRAINT fk_sign_in_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      INSERT INTO sign_in (id, account_id, created_at, last_used_at, expires_at, ended_at)
        SELECT family_id, min(account_id::text)::uuid, min(issued_at), max(issued_at), max(expires_at), max(revoked_at)
        FROM refresh_token GROUP BY family_id
    `);
    await queryRunner.query(`
      ALTER TABLE refresh_token
        ADD CONSTRAINT fk_refresh_token_family_id FOREIGN KEY (family_id)
        REFERENCES sign_in(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      CREATE TABLE attempt_count (
        key_hash text NOT NULL,
        failures integer NOT NULL DEFAULT 0,
        heard_again_at timestamptz,
        succeeded_at timestamptz,
        touched_at timestamptz NOT NULL,
        CONSTRAINT ck_attempt_count_failures CHECK (failures between 0 and 1000000),
        CONSTRAINT pk_attempt_count PRIMARY KEY (key_hash)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_attempt_count_touched_at ON attempt_count (touched_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE attempt_count`);
    await queryRunner.query(`ALTER TABLE refresh_token DROP CONSTRAINT fk_refresh_token_family_id`);
    await queryRunner.query(`DROP TABLE sign_in`);
  }
}
