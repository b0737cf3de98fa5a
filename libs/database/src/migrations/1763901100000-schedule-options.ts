import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an organizer asks of a run, under the name that it has in the API. Earlier runs were made with what are the defaults
 * now: a pair counted 2, a triple 3, a must-meet 2, for the whole forum. No release has read the old name.
 */
export class ScheduleOptions1763901100000 implements MigrationInterface {
  name = 'ScheduleOptions1763901100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE schedule_draft RENAME COLUMN settings TO options`);
    await queryRunner.query(`
      UPDATE schedule_draft SET options = options || '{
        "allowUnplace": false, "fairness": null, "meetingWeights": {"pair": 2, "triple": 3, "mustMeet": 2}, "subForumIds": null
      }'
    `);
    await queryRunner.query(`ALTER TABLE schedule_draft ADD outside jsonb`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE schedule_draft DROP COLUMN outside`);
    await queryRunner.query(`
      UPDATE schedule_draft SET options = options - '{allowUnplace,fairness,meetingWeights,subForumIds}'::text[]
    `);
    await queryRunner.query(`ALTER TABLE schedule_draft RENAME COLUMN options TO settings`);
  }
}
