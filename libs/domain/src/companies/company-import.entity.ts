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
import { Upload } from './upload.entity.js';

export const companyImportStates = ['queued', 'running', 'done', 'refused', 'failed'] as const;
export type CompanyImportState = (typeof companyImportStates)[number];

export interface RowFault {
  /** Line of the file, the header being 1. */
  row: number;
  column: string;
  cause: string;
}

/** One run of an import: every row is checked; all rows are written or none, unless the valid ones were asked for. */
@Entity()
@Check('ck_company_import_state', `state in ('queued', 'running', 'done', 'refused', 'failed')`)
export class CompanyImport {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  @Index() @Column('uuid') uploadId: string;

  @ManyToOne(() => Upload) @JoinColumn() upload?: Relation<Upload>;

  /** How columns are read: the project's own template, or the documented mapping of listed companies. */
  @Column('text') mapping: 'template' | 'listed_companies';

  @Column('boolean') isValidRowsOnly: boolean;

  @Column('text', { default: 'queued' }) state: CompanyImportState;

  @Column('integer', { default: 0 }) rowsRead: number;

  @Column('integer', { default: 0 }) rowsTotal: number;

  @Column('integer', { default: 0 }) rowsWritten: number;

  @Column('integer', { default: 0 }) faultCount: number;

  /** The first thousand faults. */
  @Column('jsonb', { default: () => `'[]'` }) faults: RowFault[];

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;
}
