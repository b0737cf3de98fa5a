import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Profiles, their approved versions, and what the directory and imports need. */
export class Companies1763900200000 implements MigrationInterface {
  name = 'Companies1763900200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE company_membership (
        account_id uuid NOT NULL,
        company_id uuid NOT NULL,
        role text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT ck_company_membership_role CHECK (role in ('owner', 'member')),
        CONSTRAINT pk_company_membership PRIMARY KEY (account_id, company_id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE upload (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL,
        file_name text NOT NULL,
        byte_count integer NOT NULL,
        content bytea NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT pk_upload PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE company_import (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL,
        upload_id uuid NOT NULL,
        mapping text NOT NULL,
        is_valid_rows_only boolean NOT NULL,
        state text NOT NULL DEFAULT 'queued',
        rows_read integer NOT NULL DEFAULT '0',
        rows_total integer NOT NULL DEFAULT '0',
        rows_written integer NOT NULL DEFAULT '0',
        fault_count integer NOT NULL DEFAULT '0',
        faults jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CONSTRAINT ck_company_import_state CHECK (state in ('queued', 'running', 'done', 'refused', 'failed')),
        CONSTRAINT pk_company_import PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE company (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        side_override text,
        side_override_reason text,
        state text NOT NULL DEFAULT 'incomplete',
        state_reason text,
        approved_version_id uuid,
        company_import_id uuid,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        archived_at timestamptz,
        archive_reason text,
        version integer NOT NULL,
        name_en text NOT NULL,
        name_zh text,
        name_local text,
        country text NOT NULL,
        side text,
        kind text NOT NULL DEFAULT 'firm',
        sectors text array NOT NULL DEFAULT '{}',
        offers jsonb NOT NULL DEFAULT '[]',
        needs jsonb NOT NULL DEFAULT '[]',
        markets text array NOT NULL DEFAULT '{}',
        modes text array NOT NULL DEFAULT '{}',
        languages jsonb NOT NULL DEFAULT '[]',
        size smallint,
        website text,
        texts jsonb NOT NULL DEFAULT '{}',
        blocked_company_ids uuid array NOT NULL DEFAULT '{}',
        blocked_countries text array NOT NULL DEFAULT '{}',
        CONSTRAINT ck_company_override CHECK ((side_override is null) = (side_override_reason is null)),
        CONSTRAINT ck_company_size CHECK (size between 0 and 4),
        CONSTRAINT ck_company_side CHECK (side in ('CHINA', 'DEVELOPED', 'DEVELOPING')),
        CONSTRAINT ck_company_kind CHECK (kind in ('firm', 'public_body', 'bank')),
        CONSTRAINT ck_company_state CHECK (state in ('incomplete', 'submitted', 'approved', 'returned')),
        CONSTRAINT pk_company PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE company_version (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        company_id uuid NOT NULL,
        number integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        name_en text NOT NULL,
        name_zh text,
        name_local text,
        country text NOT NULL,
        side text,
        kind text NOT NULL DEFAULT 'firm',
        sectors text array NOT NULL DEFAULT '{}',
        offers jsonb NOT NULL DEFAULT '[]',
        needs jsonb NOT NULL DEFAULT '[]',
        markets text array NOT NULL DEFAULT '{}',
        modes text array NOT NULL DEFAULT '{}',
        languages jsonb NOT NULL DEFAULT '[]',
        size smallint,
        website text,
        texts jsonb NOT NULL DEFAULT '{}',
        blocked_company_ids uuid array NOT NULL DEFAULT '{}',
        blocked_countries text array NOT NULL DEFAULT '{}',
        CONSTRAINT uq_company_version_company_id_number UNIQUE (company_id, number),
        CONSTRAINT pk_company_version PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE directory_entry (
        company_id uuid NOT NULL,
        side text,
        country text NOT NULL,
        region text,
        sectors text array NOT NULL,
        capabilities text array NOT NULL,
        sort_name text NOT NULL,
        names text NOT NULL,
        name_words text array NOT NULL,
        key_words text array NOT NULL,
        missing text array NOT NULL,
        CONSTRAINT pk_directory_entry PRIMARY KEY (company_id)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_company_membership_company_id ON company_membership (company_id)`);
    await queryRunner.query(`CREATE INDEX ix_upload_account_id ON upload (account_id)`);
    await queryRunner.query(`CREATE INDEX ix_company_import_account_id ON company_import (account_id)`);
    await queryRunner.query(`CREATE INDEX ix_company_import_upload_id ON company_import (upload_id)`);
    await queryRunner.query(`CREATE INDEX ix_company_state ON company (state)`);
    await queryRunner.query(`CREATE INDEX ix_company_approved_version_id ON company (approved_version_id)`);
    await queryRunner.query(`CREATE INDEX ix_company_company_import_id ON company (company_import_id)`);
    await queryRunner.query(`CREATE INDEX ix_directory_entry_side ON directory_entry (side)`);
    await queryRunner.query(`CREATE INDEX ix_directory_entry_country ON directory_entry (country)`);
    await queryRunner.query(`CREATE INDEX ix_directory_entry_region ON directory_entry (region)`);
    await queryRunner.query(
      `CREATE INDEX ix_directory_entry_sort_name_company_id ON directory_entry (sort_name, company_id)`,
    );
    await queryRunner.query(`CREATE INDEX ix_directory_entry_names ON directory_entry USING gin (names gin_trgm_ops)`);
    await queryRunner.query(`CREATE INDEX ix_directory_entry_key_words ON directory_entry USING gin (key_words)`);
    await queryRunner.query(`
      ALTER TABLE company_membership
        ADD CONSTRAINT fk_company_membership_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      ALTER TABLE company_membership
        ADD CONSTRAINT fk_company_membership_company_id FOREIGN KEY (company_id)
        REFERENCES company(id) ON DELETE RESTRICT
    `);
    await queryRunner.query(`
      ALTER TABLE upload
        ADD CONSTRAINT fk_upload_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      ALTER TABLE company_import
        ADD CONSTRAINT fk_company_import_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      ALTER TABLE company_import
        ADD CONSTRAINT fk_company_import_upload_id FOREIGN KEY (upload_id)
        REFERENCES upload(id)
    `);
    await queryRunner.query(`
      ALTER TABLE company
        ADD CONSTRAINT fk_company_approved_version_id FOREIGN KEY (approved_version_id)
        REFERENCES company_version(id) DEFERRABLE INITIALLY DEFERRED
    `);
    await queryRunner.query(`
      ALTER TABLE company_version
        ADD CONSTRAINT fk_company_version_company_id FOREIGN KEY (company_id)
        REFERENCES company(id)
    `);
    await queryRunner.query(`
      ALTER TABLE directory_entry
        ADD CONSTRAINT fk_directory_entry_company_id FOREIGN KEY (company_id)
        REFERENCES company(id) ON DELETE CASCADE
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE company DROP CONSTRAINT fk_company_approved_version_id`);
    await queryRunner.query(`DROP TABLE company_membership`);
    await queryRunner.query(`DROP TABLE company_import`);
    await queryRunner.query(`DROP TABLE upload`);
    await queryRunner.query(`DROP TABLE directory_entry`);
    await queryRunner.query(`DROP TABLE company_version`);
    await queryRunner.query(`DROP TABLE company`);
  }
}
