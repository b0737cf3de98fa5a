import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who can sign in, what they are told, and what is remembered of their acts. */
export class Accounts1763900100000 implements MigrationInterface {
  name = 'Accounts1763900100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE account (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        email text NOT NULL,
        display_name text NOT NULL,
        password_hash text NOT NULL,
        locale text NOT NULL DEFAULT 'en',
        time_zone text NOT NULL DEFAULT 'UTC',
        is_administrator boolean NOT NULL DEFAULT false,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        version integer NOT NULL,
        CONSTRAINT uq_account_email UNIQUE (email),
        CONSTRAINT ck_account_locale CHECK (locale in ('en', 'zh')),
        CONSTRAINT ck_account_email CHECK (email = lower(email)),
        CONSTRAINT pk_account PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE audit_entry (
        id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        account_id uuid,
        action text NOT NULL,
        forum_id uuid,
        subject_type text NOT NULL,
        subject_id uuid NOT NULL,
        "before" jsonb,
        "after" jsonb,
        request_id text,
        CONSTRAINT pk_audit_entry PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE setup_link (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        token_hash text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT uq_setup_link_token_hash UNIQUE (token_hash),
        CONSTRAINT pk_setup_link PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE refresh_token (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL,
        family_id uuid NOT NULL,
        token_hash text NOT NULL,
        issued_at timestamptz(3) NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT uq_refresh_token_token_hash UNIQUE (token_hash),
        CONSTRAINT pk_refresh_token PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE notification (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL,
        kind text NOT NULL,
        parameters jsonb NOT NULL,
        forum_id uuid,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        read_at timestamptz,
        CONSTRAINT pk_notification PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE idempotency_key (
        account_id uuid NOT NULL,
        key text NOT NULL,
        operation text NOT NULL,
        input_hash text NOT NULL,
        result_id uuid NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT pk_idempotency_key PRIMARY KEY (account_id, key)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_audit_entry_subject_id_at ON audit_entry (subject_id, at)`);
    await queryRunner.query(`CREATE INDEX ix_audit_entry_forum_id_at ON audit_entry (forum_id, at)`);
    await queryRunner.query(`CREATE INDEX ix_refresh_token_account_id ON refresh_token (account_id)`);
    await queryRunner.query(`CREATE INDEX ix_refresh_token_family_id ON refresh_token (family_id)`);
    await queryRunner.query(
      `CREATE INDEX ix_notification_account_id_created_at ON notification (account_id, created_at)`,
    );
    await queryRunner.query(`
      ALTER TABLE refresh_token
        ADD CONSTRAINT fk_refresh_token_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      ALTER TABLE notification
        ADD CONSTRAINT fk_notification_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$
    `);
    await queryRunner.query(`
      CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE notification`);
    await queryRunner.query(`DROP TABLE idempotency_key`);
    await queryRunner.query(`DROP TABLE audit_entry`);
    await queryRunner.query(`DROP TABLE refresh_token`);
    await queryRunner.query(`DROP TABLE setup_link`);
    await queryRunner.query(`DROP TABLE account`);
    await queryRunner.query(`DROP FUNCTION refuse_change()`);
  }
}
