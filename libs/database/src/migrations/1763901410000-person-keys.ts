import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key per person, for what the audit log says of one. */
export class PersonKeys1763901410000 implements MigrationInterface {
  name = 'PersonKeys1763901410000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE person_key (
        account_id uuid NOT NULL,
        wrapped_key text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT pk_person_key PRIMARY KEY (account_id)
      )
    `);
    await queryRunner.query(`
      ALTER TABLE person_key
        ADD CONSTRAINT fk_person_key_account_id FOREIGN KEY (account_id)
        REFERENCES account(id) ON DELETE CASCADE
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE person_key`);
  }
}
