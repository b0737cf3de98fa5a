import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs are committed with the rows they are about; the index holds only those still to be done. */
export class OutboxJob1763900000000 implements MigrationInterface {
  name = 'OutboxJob1763900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "outbox_job" (
        "id" uuid NOT NULL,
        "name" text NOT NULL,
        "payload" jsonb NOT NULL,
        "request_id" text,
        "created_at" timestamptz NOT NULL DEFAULT now(),
        "dispatched_at" timestamptz,
        "attempts" integer NOT NULL DEFAULT 0,
        "finished_at" timestamptz,
        "failed_at" timestamptz,
        "error_code" text,
        CONSTRAINT "pk_outbox_job" PRIMARY KEY ("id"),
        CONSTRAINT "outbox_job_one_end_check" CHECK (finished_at IS NULL OR failed_at IS NULL)
      )
    `);
    await queryRunner.query(`
      CREATE INDEX "outbox_job_open_idx" ON "outbox_job" ("dispatched_at")
        WHERE finished_at IS NULL AND failed_at IS NULL
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "outbox_job"`);
  }
}
