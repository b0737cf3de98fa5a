import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The chain over the audit entries, room for personal values in them, and the orders in which they are read. */
export class AuditSeals1763901400000 implements MigrationInterface {
  name = 'AuditSeals1763901400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE audit_entry ADD person_id uuid, ADD personal text`);
    await queryRunner.query(
      `ALTER TABLE audit_entry ADD CONSTRAINT ck_audit_entry_personal CHECK ((person_id is null) = (personal is null))`,
    );
    await queryRunner.query(`CREATE INDEX ix_audit_entry_at ON audit_entry (at)`);
    await queryRunner.query(`CREATE INDEX ix_audit_entry_account_id_at ON audit_entry (account_id, at)`);
    await queryRunner.query(`CREATE INDEX ix_audit_entry_person_id ON audit_entry (person_id)`);
    await queryRunner.query(`
      CREATE TABLE audit_seal (
        position bigint NOT NULL,
        audit_entry_id bigint NOT NULL,
        hash text NOT NULL,
        sealed_at timestamptz(3) NOT NULL,
        CONSTRAINT uq_audit_seal_audit_entry_id UNIQUE (audit_entry_id),
        CONSTRAINT ck_audit_seal_position CHECK (position >= 1),
        CONSTRAINT pk_audit_seal PRIMARY KEY (position)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE unsealed_entry (
        audit_entry_id bigint NOT NULL,
        CONSTRAINT pk_unsealed_entry PRIMARY KEY (audit_entry_id)
      )
    `);
    await queryRunner.query(`
      ALTER TABLE audit_seal
        ADD CONSTRAINT fk_audit_seal_audit_entry_id FOREIGN KEY (audit_entry_id)
        REFERENCES audit_entry(id)
    `);
    await queryRunner.query(`
      ALTER TABLE unsealed_entry
        ADD CONSTRAINT fk_unsealed_entry_audit_entry_id FOREIGN KEY (audit_entry_id)
        REFERENCES audit_entry(id)
    `);
    await queryRunner.query(`INSERT INTO unsealed_entry (audit_entry_id) SELECT id FROM audit_entry`);
    await queryRunner.query(`
      CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE unsealed_entry`);
    await queryRunner.query(`DROP TABLE audit_seal`);
    await queryRunner.query(`DROP INDEX ix_audit_entry_person_id`);
    await queryRunner.query(`DROP INDEX ix_audit_entry_account_id_at`);
    await queryRunner.query(`DROP INDEX ix_audit_entry_at`);
    await queryRunner.query(`ALTER TABLE audit_entry DROP person_id, DROP personal`);
  }
}
