import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs of the solver and the places they propose. */
export class ScheduleDrafts1763900600000 implements MigrationInterface {
  name = 'ScheduleDrafts1763900600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE schedule_draft (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        account_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'queued',
        settings jsonb NOT NULL,
        progress jsonb,
        cancel_requested_at timestamptz,
        solved_on_version integer NOT NULL,
        evidence jsonb,
        unplaced jsonb NOT NULL DEFAULT '[]',
        is_edited boolean NOT NULL DEFAULT false,
        restored_from_id uuid,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz,
        approved_at timestamptz,
        version integer NOT NULL,
        CONSTRAINT ck_schedule_draft_state CHECK (state in ('queued', 'running', 'ready', 'approved', 'cancelled', 'failed')),
        CONSTRAINT pk_schedule_draft PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE draft_meeting (
        schedule_draft_id uuid NOT NULL,
        id uuid NOT NULL,
        meeting_request_id uuid,
        meeting_id uuid,
        delegation_ids uuid array NOT NULL,
        weight integer NOT NULL,
        slot_id uuid,
        table_id uuid,
        is_pinned boolean NOT NULL DEFAULT false,
        CONSTRAINT pk_draft_meeting PRIMARY KEY (schedule_draft_id, id)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_schedule_draft_account_id ON schedule_draft (account_id)`);
    await queryRunner.query(`CREATE INDEX ix_schedule_draft_restored_from_id ON schedule_draft (restored_from_id)`);
    await queryRunner.query(
      `CREATE INDEX ix_schedule_draft_forum_id_created_at ON schedule_draft (forum_id, created_at)`,
    );
    await queryRunner.query(`CREATE INDEX ix_draft_meeting_slot_id ON draft_meeting (slot_id)`);
    await queryRunner.query(`CREATE INDEX ix_draft_meeting_table_id ON draft_meeting (table_id)`);
    await queryRunner.query(`
      ALTER TABLE schedule_draft
        ADD CONSTRAINT fk_schedule_draft_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE schedule_draft
        ADD CONSTRAINT fk_schedule_draft_account_id FOREIGN KEY (account_id)
        REFERENCES account(id)
    `);
    await queryRunner.query(`
      ALTER TABLE schedule_draft
        ADD CONSTRAINT fk_schedule_draft_restored_from_id FOREIGN KEY (restored_from_id)
        REFERENCES schedule_draft(id)
    `);
    await queryRunner.query(`
      ALTER TABLE draft_meeting
        ADD CONSTRAINT fk_draft_meeting_schedule_draft_id FOREIGN KEY (schedule_draft_id)
        REFERENCES schedule_draft(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      ALTER TABLE draft_meeting
        ADD CONSTRAINT fk_draft_meeting_slot_id FOREIGN KEY (slot_id)
        REFERENCES slot(id)
    `);
    await queryRunner.query(`
      ALTER TABLE draft_meeting
        ADD CONSTRAINT fk_draft_meeting_table_id FOREIGN KEY (table_id)
        REFERENCES forum_table(id)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE draft_meeting`);
    await queryRunner.query(`DROP TABLE schedule_draft`);
  }
}
