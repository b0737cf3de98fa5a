import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Preferences, meeting requests, meetings, and who sits where and when. */
export class Meetings1763900500000 implements MigrationInterface {
  name = 'Meetings1763900500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE meeting_request (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        proposer_company_id uuid NOT NULL,
        sub_forum_id uuid,
        is_online boolean,
        message text NOT NULL DEFAULT '',
        state text NOT NULL DEFAULT 'pending',
        expires_at timestamptz NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        version integer NOT NULL,
        CONSTRAINT ck_meeting_request_state CHECK (state in ('pending', 'agreed', 'incomplete', 'scheduled', 'declined', 'withdrawn', 'expired')),
        CONSTRAINT pk_meeting_request PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE meeting_request_party (
        meeting_request_id uuid NOT NULL,
        company_id uuid NOT NULL,
        answer text NOT NULL DEFAULT 'pending',
        reason text,
        answered_at timestamptz,
        CONSTRAINT ck_meeting_request_party_answer CHECK (answer in ('pending', 'accepted', 'declined', 'left')),
        CONSTRAINT pk_meeting_request_party PRIMARY KEY (meeting_request_id, company_id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE meeting (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        meeting_request_id uuid,
        origin text NOT NULL,
        state text NOT NULL DEFAULT 'planned',
        slot_id uuid NOT NULL,
        table_id uuid NOT NULL,
        company_ids uuid array NOT NULL,
        cancel_reason text,
        uid text NOT NULL,
        sequence integer NOT NULL DEFAULT '0',
        schedule_version integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        version integer NOT NULL,
        CONSTRAINT uq_meeting_uid UNIQUE (uid),
        CONSTRAINT ck_meeting_origin CHECK (origin in ('schedule', 'booking')),
        CONSTRAINT ck_meeting_state CHECK (state in ('planned', 'checked_in', 'held', 'no_show', 'cancelled')),
        CONSTRAINT pk_meeting PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE attendance (
        meeting_id uuid NOT NULL,
        delegation_id uuid NOT NULL,
        forum_id uuid NOT NULL,
        table_id uuid,
        during tstzrange NOT NULL,
        CONSTRAINT ex_attendance_table EXCLUDE USING gist (table_id WITH =, meeting_id WITH <>, during WITH &&),
        CONSTRAINT ex_attendance_delegation EXCLUDE USING gist (delegation_id WITH =, during WITH &&),
        CONSTRAINT pk_attendance PRIMARY KEY (meeting_id, delegation_id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE preference (
        forum_id uuid NOT NULL,
        company_id uuid NOT NULL,
        other_company_id uuid NOT NULL,
        value text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT ck_preference_other CHECK (company_id <> other_company_id),
        CONSTRAINT ck_preference_value CHECK (value in ('must_meet', 'ok', 'never')),
        CONSTRAINT pk_preference PRIMARY KEY (forum_id, company_id, other_company_id)
      )
    `);
    await queryRunner.query(
      `CREATE INDEX ix_meeting_request_proposer_company_id ON meeting_request (proposer_company_id)`,
    );
    await queryRunner.query(`CREATE INDEX ix_meeting_request_sub_forum_id ON meeting_request (sub_forum_id)`);
    await queryRunner.query(
      `CREATE INDEX ix_meeting_request_expires_at ON meeting_request (expires_at) WHERE state in ('pending', 'incomplete')`,
    );
    await queryRunner.query(`CREATE INDEX ix_meeting_request_forum_id_state ON meeting_request (forum_id, state)`);
    await queryRunner.query(`CREATE INDEX ix_meeting_request_party_company_id ON meeting_request_party (company_id)`);
    await queryRunner.query(`CREATE INDEX ix_meeting_slot_id ON meeting (slot_id)`);
    await queryRunner.query(`CREATE INDEX ix_meeting_table_id ON meeting (table_id)`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX ix_meeting_meeting_request_id ON meeting (meeting_request_id) WHERE meeting_request_id is not null and state <> 'cancelled'`,
    );
    await queryRunner.query(`CREATE INDEX ix_meeting_forum_id_state ON meeting (forum_id, state)`);
    await queryRunner.query(`CREATE INDEX ix_attendance_delegation_id ON attendance (delegation_id)`);
    await queryRunner.query(`CREATE INDEX ix_attendance_forum_id ON attendance (forum_id)`);
    await queryRunner.query(`CREATE INDEX ix_attendance_table_id ON attendance (table_id)`);
    await queryRunner.query(`CREATE INDEX ix_preference_company_id ON preference (company_id)`);
    await queryRunner.query(`CREATE INDEX ix_preference_other_company_id ON preference (other_company_id)`);
    await queryRunner.query(`
      ALTER TABLE meeting_request
        ADD CONSTRAINT fk_meeting_request_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE meeting_request
        ADD CONSTRAINT fk_meeting_request_proposer_company_id FOREIGN KEY (proposer_company_id)
        REFERENCES company(id)
    `);
    await queryRunner.query(`
      ALTER TABLE meeting_request
        ADD CONSTRAINT fk_meeting_request_sub_forum_id FOREIGN KEY (sub_forum_id)
        REFERENCES sub_forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE meeting_request_party
        ADD CONSTRAINT fk_meeting_request_party_meeting_request_id FOREIGN KEY (meeting_request_id)
        REFERENCES meeting_request(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      ALTER TABLE meeting_request_party
        ADD CONSTRAINT fk_meeting_request_party_company_id FOREIGN KEY (company_id)
        REFERENCES company(id)
    `);
    await queryRunner.query(`
      ALTER TABLE meeting
        ADD CONSTRAINT fk_meeting_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE meeting
        ADD CONSTRAINT fk_meeting_meeting_request_id FOREIGN KEY (meeting_request_id)
        REFERENCES meeting_request(id)
    `);
    await queryRunner.query(`
      ALTER TABLE meeting
        ADD CONSTRAINT fk_meeting_slot_id FOREIGN KEY (slot_id)
        REFERENCES slot(id)
    `);
    await queryRunner.query(`
      ALTER TABLE meeting
        ADD CONSTRAINT fk_meeting_table_id FOREIGN KEY (table_id)
        REFERENCES forum_table(id)
    `);
    await queryRunner.query(`
      ALTER TABLE attendance
        ADD CONSTRAINT fk_attendance_meeting_id FOREIGN KEY (meeting_id)
        REFERENCES meeting(id)
    `);
    await queryRunner.query(`
      ALTER TABLE attendance
        ADD CONSTRAINT fk_attendance_delegation_id FOREIGN KEY (delegation_id)
        REFERENCES delegation(id)
    `);
    await queryRunner.query(`
      ALTER TABLE attendance
        ADD CONSTRAINT fk_attendance_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE attendance
        ADD CONSTRAINT fk_attendance_table_id FOREIGN KEY (table_id)
        REFERENCES forum_table(id)
    `);
    await queryRunner.query(`
      ALTER TABLE preference
        ADD CONSTRAINT fk_preference_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE preference
        ADD CONSTRAINT fk_preference_company_id FOREIGN KEY (company_id)
        REFERENCES company(id)
    `);
    await queryRunner.query(`
      ALTER TABLE preference
        ADD CONSTRAINT fk_preference_other_company_id FOREIGN KEY (other_company_id)
        REFERENCES company(id)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE attendance`);
    await queryRunner.query(`DROP TABLE meeting`);
    await queryRunner.query(`DROP TABLE meeting_request_party`);
    await queryRunner.query(`DROP TABLE meeting_request`);
    await queryRunner.query(`DROP TABLE preference`);
  }
}
