import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A run that is cancelled keeps the schedule that it had found; progress tells the bound of the breaks and the best. */
export class CancelledRuns1763901110000 implements MigrationInterface {
  name = 'CancelledRuns1763901110000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE schedule_draft ADD cut_short_by text`);
    await queryRunner.query(`
      ALTER TABLE schedule_draft ADD CONSTRAINT ck_schedule_draft_cut_short_by
        CHECK (cut_short_by in ('cancelled', 'time_limit', 'thread_lost'))
    `);
    await queryRunner.query(`ALTER TABLE schedule_draft DROP CONSTRAINT ck_schedule_draft_state`);
    await queryRunner.query(`
      ALTER TABLE schedule_draft ADD CONSTRAINT ck_schedule_draft_state CHECK (state in
        ('queued', 'running', 'ready', 'approved', 'cancelled', 'cancelled_with_schedule', 'failed'))
    `);
    await queryRunner.query(`
      UPDATE schedule_draft SET progress = '{"minBreaks": 0, "bestAfterSeconds": null, "steps": 0}' || progress
       WHERE progress IS NOT NULL
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`UPDATE schedule_draft SET state = 'ready' WHERE state = 'cancelled_with_schedule'`);
    await queryRunner.query(`ALTER TABLE schedule_draft DROP CONSTRAINT ck_schedule_draft_state`);
    await queryRunner.query(`
      ALTER TABLE schedule_draft ADD CONSTRAINT ck_schedule_draft_state
        CHECK (state in ('queued', 'running', 'ready', 'approved', 'cancelled', 'failed'))
    `);
    await queryRunner.query(`ALTER TABLE schedule_draft DROP COLUMN cut_short_by`);
  }
}
