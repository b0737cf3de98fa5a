import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A job may wait for others: its children. The index holds only those. */
export class JobFlows1763900700000 implements MigrationInterface {
  name = 'JobFlows1763900700000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE outbox_job ADD COLUMN parent_id uuid`);
    await queryRunner.query(
      `CREATE INDEX ix_outbox_job_parent_id ON outbox_job (parent_id) WHERE parent_id IS NOT NULL`,
    );
    await queryRunner.query(`
      ALTER TABLE outbox_job
        ADD CONSTRAINT fk_outbox_job_parent_id FOREIGN KEY (parent_id)
        REFERENCES outbox_job(id)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE outbox_job DROP COLUMN parent_id`);
  }
}
