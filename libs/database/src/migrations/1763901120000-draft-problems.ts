import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The problem that each draft's schedule solves, so that its certificates can be evaluated later. Earlier drafts have none. */
export class DraftProblems1763901120000 implements MigrationInterface {
  name = 'DraftProblems1763901120000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE draft_problem (
        schedule_draft_id uuid NOT NULL,
        problem jsonb NOT NULL,
        published jsonb NOT NULL,
        CONSTRAINT pk_draft_problem PRIMARY KEY (schedule_draft_id)
      )
    `);
    await queryRunner.query(`
      ALTER TABLE draft_problem
        ADD CONSTRAINT fk_draft_problem_schedule_draft_id FOREIGN KEY (schedule_draft_id)
        REFERENCES schedule_draft(id) ON DELETE CASCADE
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE draft_problem`);
  }
}
