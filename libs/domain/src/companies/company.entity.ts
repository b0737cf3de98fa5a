import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { Profile } from './profile.js';
import type { Visibility } from './visibility.rules.js';

export const companyStates = ['incomplete', 'submitted', 'approved', 'returned'] as const;
export type CompanyState = (typeof companyStates)[number];

/**
 * A company or public body, as its own people edit it. What others see, and what is scored, is the approved version: a change
 * of names, country, side or offers after approval waits for review while the approved version stays visible.
 */
@Entity()
@Check('ck_company_state', `state in ('incomplete', 'submitted', 'approved', 'returned')`)
@Check('ck_company_kind', `kind in ('firm', 'public_body', 'bank')`)
@Check('ck_company_side', `side in ('CHINA', 'DEVELOPED', 'DEVELOPING')`)
@Check('ck_company_size', `size between 0 and 4`)
@Check('ck_company_override', `(side_override is null) = (side_override_reason is null)`)
export class Company {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column(() => Profile, { prefix: false }) profile: Profile;

  @Column('text', { nullable: true }) sideOverride: Profile['side'];

  @Column('text', { nullable: true }) sideOverrideReason: string | null;

  @Index() @Column('text', { default: 'incomplete' }) state: CompanyState;

  /** Why an administrator returned the profile. */
  @Column('text', { nullable: true }) stateReason: string | null;

  @Index() @Column('uuid', { nullable: true }) approvedVersionId: string | null;

  /** Deferred: a company and its first version name each other, and an import writes both at once. */
  @ManyToOne(() => CompanyVersion, { deferrable: 'INITIALLY DEFERRED' })
  @JoinColumn()
  approvedVersion?: Relation<CompanyVersion> | null;

  /** The import that made it; null when its own people did. */
  @Index() @Column('uuid', { nullable: true }) companyImportId: string | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' }) updatedAt: Date;

  @Column('timestamptz', { nullable: true }) archivedAt: Date | null;

  @Column('text', { nullable: true }) archiveReason: string | null;

  /** Whom to write to; each null when nobody is named. Not in versions, which are kept. */
  @Column('text', { nullable: true }) contactName: string | null;

  /** Lower case. */
  @Column('text', { nullable: true }) contactEmail: string | null;

  @Column('text', { nullable: true }) contactPhone: string | null;

  /** Who may read which field, where the company has said so; `visibilityOf` adds the defaults. */
  @Column('jsonb', { default: () => `'{}'` }) visibility: Partial<Visibility>;

  @VersionColumn() version: number;
}

/** An approved profile, never changed: stored results name the version they were computed on. */
@Entity()
@Unique(['companyId', 'number'])
export class CompanyVersion {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') companyId: string;

  @ManyToOne(() => Company) @JoinColumn() company?: Relation<Company>;

  /** From 1. */
  @Column('integer') number: number;

  @Column(() => Profile, { prefix: false }) profile: Profile;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;
}
