import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom to write to at a company, and who may read what of it. */
export class CompanyPrivacy1763901420000 implements MigrationInterface {
  name = 'CompanyPrivacy1763901420000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE company
        ADD contact_name text,
        ADD contact_email text,
        ADD contact_phone text,
        ADD visibility jsonb NOT NULL DEFAULT '{}'
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE company DROP contact_name, DROP contact_email, DROP contact_phone, DROP visibility`,
    );
  }
}
