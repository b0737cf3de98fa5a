import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Side } from '#matching';
import type { CompanyKind, CompanyRole, CompanyState } from '#domain';
import { AccountType } from '../accounts/account.type.js';
import { connectionOf } from '../graphql/pagination.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { SideEnum } from '../taxonomy/side.enum.js';
import { CapabilityType } from '../taxonomy/taxonomy.type.js';
import { CompanyKindEnum, CompanyRoleEnum, CompanyStateEnum } from './company.enums.js';

@ObjectType('Offer', { description: 'What a company can do.' })
export class OfferType {
  @Field(() => CapabilityType, { description: 'The capability.' })
  capability: CapabilityType;

  @Field(() => Float, {
    description:
      '0.40 stated, 0.60 stated with a reference, 0.80 shown by a named project, 1.00 confirmed by an organizer.',
  })
  strength: number;
}

@ObjectType('Need', { description: 'What a company looks for.' })
export class NeedType {
  @Field(() => CapabilityType, { description: 'The capability.' })
  capability: CapabilityType;

  @Field(() => Float, { description: '0.30 useful, 0.60 important, 1.00 decisive.' })
  priority: number;
}

@ObjectType('SpokenLanguage', { description: 'A language in which a company can work.' })
export class SpokenLanguageType {
  @Field({ description: 'BCP 47.' })
  tag: string;

  @Field(() => Float, { description: '1.00 native, 0.80 fluent, 0.60 working, 0.30 basic.' })
  level: number;
}

@ObjectType('ProfileText', { description: 'How a company describes itself in one language.' })
export class ProfileTextType {
  @Field({ description: 'BCP 47.' })
  tag: string;

  @Field({ description: 'The text.' })
  text: string;
}

/** Country, sectors, offers, needs and texts are resolved: the profile holds codes. */
@ObjectType('CompanyProfile', { description: 'What a company says of itself.' })
export class CompanyProfileType {
  @Field({ description: 'Name in English.' })
  nameEn: string;

  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameZh: string | null;

  @Field(() => String, { nullable: true, description: 'Name in the company’s own language.' })
  nameLocal: string | null;

  @Field(() => SideEnum, {
    nullable: true,
    description: 'From the country, unless an administrator gave another; null while nobody has decided.',
  })
  side: Side | null;

  @Field(() => CompanyKindEnum, { description: 'What kind of body it is.' })
  kind: CompanyKind;

  @Field(() => [String], { description: 'ISO 3166-1 alpha-2 countries, UN M49 regions, or `any`.' })
  markets: string[];

  @Field(() => [SpokenLanguageType], { description: 'Languages in which it can work.' })
  languages: SpokenLanguageType[];

  @Field(() => Int, {
    nullable: true,
    description: '0 under 10 people, 1 under 50, 2 under 250, 3 under 5,000, 4 more; null unknown.',
  })
  size: number | null;

  @Field(() => String, { nullable: true, description: 'An https address.' })
  website: string | null;
}

@ObjectType('MissingPart', { description: 'Something without which a company is in no matching pool.' })
export class MissingPartType {
  @Field({ description: 'side, offers or needs.' })
  code: string;

  @Field({ description: 'What to do, in the language of Accept-Language (en or zh).' })
  message: string;
}

@ObjectType('CompanyMember', { description: 'A person who acts for a company.' })
export class CompanyMemberType {
  @Field(() => AccountType, { description: 'The person.' })
  account: AccountType;

  @Field(() => CompanyRoleEnum, { description: 'What the person may do.' })
  role: CompanyRole;
}

@ObjectType('CompanyFile', { description: 'A company as its own people and administrators see it.' })
export class CompanyFileType {
  @Field(() => CompanyProfileType, { description: 'The profile as edited, whether or not others see it yet.' })
  profile: CompanyProfileType;

  @Field(() => CompanyStateEnum, { description: 'Where its review stands.' })
  state: CompanyState;

  @Field(() => String, { nullable: true, description: 'Why it was returned.' })
  stateReason: string | null;

  @Field(() => SideEnum, { nullable: true, description: 'The side that an administrator gave.' })
  sideOverride: Side | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  sideOverrideReason: string | null;

  @Field(() => Int, { description: 'Send it as `expectedVersion` with the next change.' })
  version: number;

  @Field(() => DateTimeScalar, { description: 'When it was posted.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  updatedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it left the directory for good.' })
  archivedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it left.' })
  archiveReason: string | null;
}

@ObjectType('Company', { description: 'A company, public body or bank.' })
export class CompanyType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;
}

export const CompanyConnection = connectionOf(CompanyType, 'Company');
