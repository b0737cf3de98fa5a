import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails that wait to be sent, their single-use links, and which addresses are proven. */
export class Mails1763901200000 implements MigrationInterface {
  name = 'Mails1763901200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE account ADD email_verified_at timestamptz`);
    await queryRunner.query(`
      CREATE TABLE mail_link (
        id uuid NOT NULL,
        purpose text NOT NULL,
        token_hash text NOT NULL,
        account_id uuid,
        subject_id uuid,
        new_email text,
        email_key text NOT NULL,
        network_key text,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        withdrawn_at timestamptz,
        CONSTRAINT uq_mail_link_token_hash UNIQUE (token_hash),
        CONSTRAINT ck_mail_link_purpose
          CHECK (purpose in ('email-verification', 'invitation', 'password-reset', 'sign-up-verification')),
        CONSTRAINT pk_mail_link PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_mail_link_account_id ON mail_link (account_id)`);
    await queryRunner.query(
      `CREATE INDEX ix_mail_link_subject_id ON mail_link (subject_id) WHERE subject_id IS NOT NULL`,
    );
    await queryRunner.query(`CREATE INDEX ix_mail_link_email_key_created_at ON mail_link (email_key, created_at)`);
    await queryRunner.query(
      `CREATE INDEX ix_mail_link_network_key_created_at ON mail_link (network_key, created_at)
        WHERE network_key IS NOT NULL`,
    );
    await queryRunner.query(`
      CREATE TABLE mail (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        recipient text,
        locale text NOT NULL,
        parameters jsonb NOT NULL,
        link_id uuid,
        state text NOT NULL DEFAULT 'waiting',
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        failures integer NOT NULL DEFAULT 0,
        claimed_until timestamptz,
        retry_at timestamptz,
        ended_at timestamptz,
        version integer NOT NULL,
        CONSTRAINT ck_mail_state CHECK (state in ('waiting', 'sent', 'withheld', 'failed')),
        CONSTRAINT ck_mail_recipient CHECK ((state = 'waiting') = (recipient is not null)),
        CONSTRAINT ck_mail_ended_at CHECK ((state = 'waiting') = (ended_at is null)),
        CONSTRAINT pk_mail PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_mail_link_id ON mail (link_id)`);
    await queryRunner.query(`CREATE INDEX ix_mail_retry_at ON mail (retry_at) WHERE state = 'waiting'`);
    await queryRunner.query(`
      ALTER TABLE mail_link
        ADD CONSTRAINT fk_mail_link_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      ALTER TABLE mail
        ADD CONSTRAINT fk_mail_link_id FOREIGN KEY (link_id)
        REFERENCES mail_link(id) ON DELETE CASCADE
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE mail`);
    await queryRunner.query(`DROP TABLE mail_link`);
    await queryRunner.query(`ALTER TABLE account DROP COLUMN email_verified_at`);
  }
}
