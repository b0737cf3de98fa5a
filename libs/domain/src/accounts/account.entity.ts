import { Check, Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique, VersionColumn } from 'typeorm';

export const locales = ['en', 'zh'] as const;
export type Locale = (typeof locales)[number];

/** Characters of the name that an account shows. */
export const displayNameLength = { min: 1, max: 200 } as const;

/** A person who can sign in. */
@Entity()
@Unique(['email'])
@Check('ck_account_email', `email = lower(email)`)
@Check('ck_account_locale', `locale in ('en', 'zh')`)
export class Account {
  @PrimaryGeneratedColumn('uuid') id: string;

  /** Lower case. */
  @Column('text') email: string;

  /** When its person last proved that mail to this address arrives; null while nobody has. */
  @Column('timestamptz', { nullable: true }) emailVerifiedAt: Date | null;

  @Column('text') displayName: string;

  /** argon2id, in PHC string format; null for whoever signs in at another issuer alone. */
  @Column('text', { select: false, nullable: true }) passwordHash: string | null;

  @Column('text', { default: 'en' }) locale: Locale;

  /** IANA name; how this person's agenda is shown. */
  @Column('text', { default: 'UTC' }) timeZone: string;

  @Column('boolean', { default: false }) isAdministrator: boolean;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  /** When the person was forgotten; the row stays for what names it. */
  @Column('timestamptz', { nullable: true }) erasedAt: Date | null;

  @VersionColumn() version: number;
}
