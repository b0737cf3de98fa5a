import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forums with their programme, tables, participations and delegations. */
export class Forums1763900300000 implements MigrationInterface {
  name = 'Forums1763900300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE forum_membership (
        account_id uuid NOT NULL,
        forum_id uuid NOT NULL,
        role text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT ck_forum_membership_role CHECK (role in ('organizer', 'assistant')),
        CONSTRAINT pk_forum_membership PRIMARY KEY (account_id, forum_id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE forum (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        name_en text NOT NULL,
        name_zh text,
        theme text NOT NULL,
        place text NOT NULL,
        time_zone text NOT NULL,
        days text array NOT NULL,
        state text NOT NULL DEFAULT 'draft',
        weights jsonb NOT NULL,
        booking_opens_at timestamptz NOT NULL,
        booking_closes_at timestamptz NOT NULL,
        request_expiry_hours integer NOT NULL DEFAULT '72',
        daily_maximum integer NOT NULL DEFAULT '12',
        schedule_version integer NOT NULL DEFAULT '0',
        banner_en text,
        banner_zh text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        version integer NOT NULL,
        CONSTRAINT ck_forum_rules CHECK (request_expiry_hours between 1 and 2160 and daily_maximum between 1 and 50),
        CONSTRAINT ck_forum_booking CHECK (booking_opens_at < booking_closes_at),
        CONSTRAINT ck_forum_state CHECK (state in ('draft', 'registration', 'matching', 'scheduling', 'published', 'running', 'closed')),
        CONSTRAINT pk_forum PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE participation (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        company_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'applied',
        reason text,
        quota integer,
        has_standing_consent boolean NOT NULL DEFAULT false,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        version integer NOT NULL,
        CONSTRAINT uq_participation_forum_id_company_id UNIQUE (forum_id, company_id),
        CONSTRAINT ck_participation_quota CHECK (quota between 1 and 500),
        CONSTRAINT ck_participation_state CHECK (state in ('applied', 'approved', 'declined', 'withdrawn')),
        CONSTRAINT pk_participation PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE delegation (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        participation_id uuid NOT NULL,
        forum_id uuid NOT NULL,
        company_id uuid NOT NULL,
        name text NOT NULL,
        people text array NOT NULL DEFAULT '{}',
        languages text array NOT NULL DEFAULT '{}',
        sub_forum_ids uuid array NOT NULL DEFAULT '{}',
        availability jsonb,
        pauses jsonb NOT NULL DEFAULT '[]',
        daily_maximum integer,
        max_in_a_row integer,
        archived_at timestamptz,
        version integer NOT NULL,
        CONSTRAINT uq_delegation_participation_id_name UNIQUE (participation_id, name),
        CONSTRAINT ck_delegation_limits CHECK (daily_maximum between 1 and 50 and max_in_a_row between 1 and 50),
        CONSTRAINT pk_delegation PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE sub_forum (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        name_en text NOT NULL,
        name_zh text,
        theme text NOT NULL,
        CONSTRAINT uq_sub_forum_forum_id_name_en UNIQUE (forum_id, name_en),
        CONSTRAINT pk_sub_forum PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE session (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        sub_forum_id uuid,
        name text NOT NULL,
        date date NOT NULL,
        local_start text NOT NULL,
        local_end text NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        CONSTRAINT ck_session_times CHECK (starts_at < ends_at),
        CONSTRAINT pk_session PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE slot (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        session_id uuid NOT NULL,
        sub_forum_id uuid,
        date date NOT NULL,
        local_start text NOT NULL,
        local_end text NOT NULL,
        time_zone text NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        CONSTRAINT uq_slot_session_id_starts_at UNIQUE (session_id, starts_at),
        CONSTRAINT ck_slot_times CHECK (starts_at < ends_at),
        CONSTRAINT pk_slot PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE forum_table (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        sub_forum_id uuid,
        label text NOT NULL,
        place text NOT NULL,
        room text,
        link text,
        seats smallint NOT NULL,
        CONSTRAINT uq_forum_table_forum_id_label UNIQUE (forum_id, label),
        CONSTRAINT ck_forum_table_place CHECK ((place = 'room' and room is not null and link is null) or (place = 'online' and link is not null and room is null)),
        CONSTRAINT ck_forum_table_seats CHECK (seats in (2, 3)),
        CONSTRAINT pk_forum_table PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_forum_membership_forum_id ON forum_membership (forum_id)`);
    await queryRunner.query(`CREATE INDEX ix_participation_company_id ON participation (company_id)`);
    await queryRunner.query(`CREATE INDEX ix_delegation_company_id ON delegation (company_id)`);
    await queryRunner.query(`CREATE INDEX ix_delegation_forum_id_company_id ON delegation (forum_id, company_id)`);
    await queryRunner.query(`CREATE INDEX ix_session_forum_id ON session (forum_id)`);
    await queryRunner.query(`CREATE INDEX ix_session_sub_forum_id ON session (sub_forum_id)`);
    await queryRunner.query(`CREATE INDEX ix_slot_sub_forum_id ON slot (sub_forum_id)`);
    await queryRunner.query(`CREATE INDEX ix_slot_forum_id_starts_at ON slot (forum_id, starts_at)`);
    await queryRunner.query(`CREATE INDEX ix_forum_table_sub_forum_id ON forum_table (sub_forum_id)`);
    await queryRunner.query(`
      ALTER TABLE forum_membership
        ADD CONSTRAINT fk_forum_membership_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      ALTER TABLE forum_membership
        ADD CONSTRAINT fk_forum_membership_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id) ON DELETE RESTRICT
    `);
    await queryRunner.query(`
      ALTER TABLE participation
        ADD CONSTRAINT fk_participation_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE participation
        ADD CONSTRAINT fk_participation_company_id FOREIGN KEY (company_id)
        REFERENCES company(id)
    `);
    await queryRunner.query(`
      ALTER TABLE delegation
        ADD CONSTRAINT fk_delegation_participation_id FOREIGN KEY (participation_id)
        REFERENCES participation(id)
    `);
    await queryRunner.query(`
      ALTER TABLE delegation
        ADD CONSTRAINT fk_delegation_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE delegation
        ADD CONSTRAINT fk_delegation_company_id FOREIGN KEY (company_id)
        REFERENCES company(id)
    `);
    await queryRunner.query(`
      ALTER TABLE sub_forum
        ADD CONSTRAINT fk_sub_forum_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE session
        ADD CONSTRAINT fk_session_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE session
        ADD CONSTRAINT fk_session_sub_forum_id FOREIGN KEY (sub_forum_id)
        REFERENCES sub_forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE slot
        ADD CONSTRAINT fk_slot_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE slot
        ADD CONSTRAINT fk_slot_session_id FOREIGN KEY (session_id)
        REFERENCES session(id)
    `);
    await queryRunner.query(`
      ALTER TABLE slot
        ADD CONSTRAINT fk_slot_sub_forum_id FOREIGN KEY (sub_forum_id)
        REFERENCES sub_forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE forum_table
        ADD CONSTRAINT fk_forum_table_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id)
    `);
    await queryRunner.query(`
      ALTER TABLE forum_table
        ADD CONSTRAINT fk_forum_table_sub_forum_id FOREIGN KEY (sub_forum_id)
        REFERENCES sub_forum(id)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE delegation`);
    await queryRunner.query(`DROP TABLE participation`);
    await queryRunner.query(`DROP TABLE forum_table`);
    await queryRunner.query(`DROP TABLE slot`);
    await queryRunner.query(`DROP TABLE session`);
    await queryRunner.query(`DROP TABLE sub_forum`);
    await queryRunner.query(`DROP TABLE forum_membership`);
    await queryRunner.query(`DROP TABLE forum`);
  }
}
