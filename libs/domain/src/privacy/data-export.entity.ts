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
} from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { Company } from '../companies/company.entity.js';

export const dataExportStates = ['queued', 'running', 'done', 'failed'] as const;
export type DataExportState = (typeof dataExportStates)[number];

/** All that is kept of a person, or of a company, as one file for the one who asked, for a few days. */
@Entity()
@Index(['accountId', 'createdAt'])
@Check('ck_data_export_state', `state in ('queued', 'running', 'done', 'failed')`)
@Check('ck_data_export_content', `(state = 'done') = (content is not null)`)
export class DataExport {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  /** Null: the data of the account itself. */
  @Index() @Column('uuid', { nullable: true }) companyId: string | null;

  @ManyToOne(() => Company) @JoinColumn() company?: Relation<Company> | null;

  @Column('text', { default: 'queued' }) state: DataExportState;

  @Column('integer', { nullable: true }) byteCount: number | null;

  /** A zip file. */
  @Column('bytea', { nullable: true, select: false }) content: Buffer | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;

  /** From then on it cannot be fetched, and is deleted soon after. */
  @Index() @Column('timestamptz') expiresAt: Date;
}
