import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses that are asked to take a role, and people who apply for an account. */
export class InvitationsAndSignUps1763901210000 implements MigrationInterface {
  name = 'InvitationsAndSignUps1763901210000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE invitation (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        email text NOT NULL,
        role text NOT NULL,
        company_id uuid,
        forum_id uuid,
        invited_by_id uuid,
        locale text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        accepted_at timestamptz,
        accepted_by_id uuid,
        withdrawn_at timestamptz,
        version integer NOT NULL,
        CONSTRAINT ck_invitation_role
          CHECK (role in ('owner', 'member', 'organizer', 'assistant', 'administrator', 'none')),
        CONSTRAINT ck_invitation_company CHECK ((company_id is not null) = (role in ('owner', 'member'))),
        CONSTRAINT ck_invitation_forum CHECK ((forum_id is not null) = (role in ('organizer', 'assistant'))),
        CONSTRAINT ck_invitation_one_end CHECK (accepted_at is null or withdrawn_at is null),
        CONSTRAINT pk_invitation PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(`CREATE INDEX ix_invitation_email_created_at ON invitation (email, created_at)`);
    await queryRunner.query(
      `CREATE INDEX ix_invitation_invited_by_id_created_at ON invitation (invited_by_id, created_at)`,
    );
    await queryRunner.query(`CREATE INDEX ix_invitation_company_id ON invitation (company_id)`);
    await queryRunner.query(`CREATE INDEX ix_invitation_forum_id ON invitation (forum_id)`);
    await queryRunner.query(`CREATE INDEX ix_invitation_accepted_by_id ON invitation (accepted_by_id)`);
    await queryRunner.query(`
      ALTER TABLE invitation
        ADD CONSTRAINT fk_invitation_company_id FOREIGN KEY (company_id) REFERENCES company(id),
        ADD CONSTRAINT fk_invitation_forum_id FOREIGN KEY (forum_id) REFERENCES forum(id),
        ADD CONSTRAINT fk_invitation_invited_by_id FOREIGN KEY (invited_by_id)
        REFERENCES account(id) ON DELETE SET NULL,
        ADD CONSTRAINT fk_invitation_accepted_by_id FOREIGN KEY (accepted_by_id)
        REFERENCES account(id) ON DELETE SET NULL
    `);
    await queryRunner.query(`
      CREATE TABLE sign_up (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        email text NOT NULL,
        display_name text NOT NULL,
        company_text text NOT NULL,
        locale text NOT NULL,
        state text NOT NULL DEFAULT 'unverified',
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        verified_at timestamptz,
        decided_at timestamptz,
        decided_by_id uuid,
        reason text,
        invitation_id uuid,
        version integer NOT NULL,
        CONSTRAINT ck_sign_up_state CHECK (state in ('unverified', 'pending', 'approved', 'declined')),
        CONSTRAINT ck_sign_up_decision CHECK ((state in ('approved', 'declined')) = (decided_at is not null)),
        CONSTRAINT pk_sign_up PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX uq_sign_up_pending ON sign_up (forum_id, email) WHERE state = 'pending'`,
    );
    await queryRunner.query(`CREATE INDEX ix_sign_up_forum_id_created_at ON sign_up (forum_id, created_at)`);
    await queryRunner.query(`CREATE INDEX ix_sign_up_email_created_at ON sign_up (email, created_at)`);
    await queryRunner.query(`CREATE INDEX ix_sign_up_decided_by_id ON sign_up (decided_by_id)`);
    await queryRunner.query(`CREATE INDEX ix_sign_up_invitation_id ON sign_up (invitation_id)`);
    await queryRunner.query(`
      ALTER TABLE sign_up
        ADD CONSTRAINT fk_sign_up_forum_id FOREIGN KEY (forum_id) REFERENCES forum(id),
        ADD CONSTRAINT fk_sign_up_decided_by_id FOREIGN KEY (decided_by_id)
        REFERENCES account(id) ON DELETE SET NULL,
        ADD CONSTRAINT fk_sign_up_invitation_id FOREIGN KEY (invitation_id)
        REFERENCES invitation(id) ON DELETE SET NULL
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE sign_up`);
    await queryRunner.query(`DROP TABLE invitation`);
  }
}
