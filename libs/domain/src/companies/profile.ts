import { Column } from 'typeorm';
import type { Side } from '#matching';

export const companyKinds = ['firm', 'public_body', 'bank'] as const;
export type CompanyKind = (typeof companyKinds)[number];

export interface Offer {
  capability: string;
  /** 0.40 stated, 0.60 stated with a reference, 0.80 shown by a named project, 1.00 confirmed by an organizer. */
  strength: number;
}

export interface Need {
  capability: string;
  /** 0.30 useful, 0.60 important, 1.00 decisive. */
  priority: number;
}

export interface SpokenLanguage {
  /** BCP 47. */
  tag: string;
  /** 1.00 native, 0.80 fluent, 0.60 working, 0.30 basic. */
  level: number;
}

/** What a company says of itself: the inputs of scoring and what readers see. Columns of `company` and `company_version`. */
export class Profile {
  @Column('text') nameEn: string;

  @Column('text', { nullable: true }) nameZh: string | null;

  @Column('text', { nullable: true }) nameLocal: string | null;

  /** ISO 3166-1 alpha-2. */
  @Column('text') country: string;

  /** From the country, or overridden by an administrator with a reason; null while nobody has decided. */
  @Column('text', { nullable: true }) side: Side | null;

  @Column('text', { default: 'firm' }) kind: CompanyKind;

  @Column('text', { array: true, default: () => `'{}'` }) sectors: string[];

  @Column('jsonb', { default: () => `'[]'` }) offers: Offer[];

  @Column('jsonb', { default: () => `'[]'` }) needs: Need[];

  /** ISO 3166-1 alpha-2 countries, UN M49 regions, or `any`. */
  @Column('text', { array: true, default: () => `'{}'` }) markets: string[];

  @Column('text', { array: true, default: () => `'{}'` }) modes: string[];

  @Column('jsonb', { default: () => `'[]'` }) languages: SpokenLanguage[];

  /** 0 under 10 people, 1 under 50, 2 under 250, 3 under 5,000, 4 more; null unknown. */
  @Column('smallint', { nullable: true }) size: number | null;

  @Column('text', { nullable: true }) website: string | null;

  /** User-written descriptions by BCP 47 tag. */
  @Column('jsonb', { default: () => `'{}'` }) texts: Record<string, string>;

  /** Private: companies it never works with. */
  @Column('uuid', { array: true, default: () => `'{}'` }) blockedCompanyIds: string[];

  /** Private: countries it never works with. */
  @Column('text', { array: true, default: () => `'{}'` }) blockedCountries: string[];
}
