import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever signs in at another issuer alone has no password. */
export class AccountsWithoutPassword1763901520000 implements MigrationInterface {
  name = 'AccountsWithoutPassword1763901520000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE account ALTER password_hash DROP NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // No hash: no password opens it. The identity does, as before.
    await queryRunner.query(`UPDATE account SET password_hash = 'none' WHERE password_hash IS NULL`);
    await queryRunner.query(`ALTER TABLE account ALTER password_hash SET NOT NULL`);
  }
}
