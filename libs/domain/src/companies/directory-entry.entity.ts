import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Side } from '#matching';
import { Company } from './company.entity.js';

/** What the directory searches: the public part of an approved profile, folded for search. Written with the approved version. */
@Entity()
@Index(['sortName', 'companyId'])
@Index('ix_directory_entry_names', { synchronize: false })
@Index('ix_directory_entry_key_words', { synchronize: false })
export class DirectoryEntry {
  @PrimaryColumn('uuid') companyId: string;

  @OneToOne(() => Company, { onDelete: 'CASCADE' }) @JoinColumn() company?: Relation<Company>;

  @Index() @Column('text', { nullable: true }) side: Side | null;

  @Index() @Column('text') country: string;

  /** UN M49 code of the country's subregion. */
  @Index() @Column('text', { nullable: true }) region: string | null;

  @Column('text', { array: true }) sectors: string[];

  /** Codes of what it offers. */
  @Column('text', { array: true }) capabilities: string[];

  /** English name, case and width folded: the order of an unranked list. */
  @Column('text') sortName: string;

  /** All names, case and width folded, joined by a line break. */
  @Column('text') names: string;

  /** Words of the names by Intl.Segmenter, folded. */
  @Column('text', { array: true }) nameWords: string[];

  /** Words of names, of texts and of the labels (en, zh) of sectors and offers, folded. */
  @Column('text', { array: true }) keyWords: string[];

  /** Codes of what keeps it out of every matching pool; empty when complete. */
  @Column('text', { array: true }) missing: string[];
}
