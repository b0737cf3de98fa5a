import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other weights of a forum, tried on a sample of its companies. */
export class WeightsPreviews1763901000000 implements MigrationInterface {
  name = 'WeightsPreviews1763901000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE weights_preview (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        forum_id uuid NOT NULL,
        account_id uuid NOT NULL,
        present jsonb NOT NULL,
        proposed jsonb NOT NULL,
        sample_size integer NOT NULL,
        seed integer NOT NULL,
        wanted_count integer NOT NULL,
        state text NOT NULL DEFAULT 'queued',
        progress double precision NOT NULL DEFAULT '0',
        comparison jsonb,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CONSTRAINT ck_weights_preview_answer CHECK ((state = 'done') = (comparison is not null)),
        CONSTRAINT ck_weights_preview_sizes CHECK (sample_size between 1 and 200 and wanted_count between 1 and 100),
        CONSTRAINT ck_weights_preview_state CHECK (state in ('queued', 'running', 'done', 'failed')),
        CONSTRAINT pk_weights_preview PRIMARY KEY (id)
      )
    `);
    await queryRunner.query(
      `CREATE INDEX ix_weights_preview_forum_id_created_at ON weights_preview (forum_id, created_at)`,
    );
    await queryRunner.query(`CREATE INDEX ix_weights_preview_account_id ON weights_preview (account_id)`);
    await queryRunner.query(`
      ALTER TABLE weights_preview
        ADD CONSTRAINT fk_weights_preview_forum_id FOREIGN KEY (forum_id)
        REFERENCES forum(id),
        ADD CONSTRAINT fk_weights_preview_account_id FOREIGN KEY (account_id)
        REFERENCES account(id)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE weights_preview`);
  }
}
