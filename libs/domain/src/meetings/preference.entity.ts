import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  UpdateDateColumn,
} from 'typeorm';
import { Company } from '../companies/company.entity.js';
import { Forum } from '../forums/forum.entity.js';

export const preferenceValues = ['must_meet', 'ok', 'never'] as const;
export type PreferenceValue = (typeof preferenceValues)[number];

/** What one company thinks of meeting another at a forum. Private: nobody else ever reads it. */
@Entity()
@Check('ck_preference_value', `value in ('must_meet', 'ok', 'never')`)
@Check('ck_preference_other', `company_id <> other_company_id`)
export class Preference {
  @PrimaryColumn('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Index() @PrimaryColumn('uuid') companyId: string;

  @ManyToOne(() => Company) @JoinColumn() company?: Relation<Company>;

  @Index() @PrimaryColumn('uuid') otherCompanyId: string;

  @ManyToOne(() => Company) @JoinColumn() otherCompany?: Relation<Company>;

  @Column('text') value: PreferenceValue;

  @UpdateDateColumn({ type: 'timestamptz' }) updatedAt: Date;
}
