import { Field, ObjectType } from '@nestjs/graphql';
import type { Side } from '#matching';
import { SideEnum } from './side.enum.js';

@ObjectType('Label', { description: 'What a code is called, in the two languages of the service.' })
export class LabelType {
  @Field({ description: 'English.' })
  en: string;

  @Field({ description: 'Chinese.' })
  zh: string;
}

@ObjectType('Country', { description: 'A country or region (国家或地区) of ISO 3166-1.' })
export class CountryType {
  @Field({ description: 'ISO 3166-1 alpha-2.' })
  code: string;

  @Field(() => LabelType, { description: 'Its name.' })
  label: LabelType;

  @Field(() => String, { nullable: true, description: 'UN M49 code of its region; null for Antarctica.' })
  region: string | null;

  @Field(() => String, { nullable: true, description: 'UN M49 code of its subregion; null for Antarctica.' })
  subregion: string | null;

  @Field(() => SideEnum, {
    nullable: true,
    description: 'The side of its companies; null where an administrator gives each company its side.',
  })
  side: Side | null;

  @Field({ description: 'Whether it has a document on third-party market cooperation with China.' })
  hasThirdPartyMarketDocument: boolean;
}

@ObjectType('Region', { description: 'A UN M49 region or subregion, which a company can name as a market.' })
export class RegionType {
  @Field({ description: 'UN M49, three digits.' })
  code: string;

  @Field(() => LabelType, { description: 'Its name.' })
  label: LabelType;

  @Field(() => String, { nullable: true, description: 'The region in which a subregion lies; null for a region.' })
  parent: string | null;
}

@ObjectType('CodeGroup', { description: 'A heading under which codes stand.' })
export class CodeGroupType {
  @Field({ description: 'Its code.' })
  code: string;

  @Field(() => LabelType, { description: 'Its name.' })
  label: LabelType;
}

@ObjectType('Sector', { description: 'A branch of the economy.' })
export class SectorType {
  @Field({ description: 'Such as `ENE-HYD`.' })
  code: string;

  @Field(() => LabelType, { description: 'Its name.' })
  label: LabelType;

  @Field({ description: 'Code of its group.' })
  group: string;

  @Field(() => [String], { description: 'Codes of the sectors next to it.' })
  adjacent: readonly string[];
}

@ObjectType('Capability', { description: 'Something that one company offers and another needs.' })
export class CapabilityType {
  @Field({ description: 'Such as `E01`.' })
  code: string;

  @Field(() => LabelType, { description: 'Its name.' })
  label: LabelType;

  @Field({ description: 'Code of its group.' })
  group: string;

  @Field({ description: 'Whether it is worth as much to a company of any sector.' })
  sectorAgnostic: boolean;
}

@ObjectType('CooperationMode', { description: 'A form of three-party cooperation.' })
export class CooperationModeType {
  @Field({ description: 'Such as `engineering`.' })
  code: string;

  @Field(() => LabelType, { description: 'Its name.' })
  label: LabelType;

  @Field({ description: 'What it covers, in English.' })
  scope: string;
}

@ObjectType('TaxonomySource', { description: 'Where a table of codes comes from.' })
export class TaxonomySourceType {
  @Field({
    description: 'The query that returns the table: countries, regions, sectors, capabilities, cooperationModes.',
  })
  table: string;

  @Field(() => String, { nullable: true, description: 'The columns that come from there; null for all of them.' })
  columns: string | null;

  @Field({ description: 'The source.' })
  source: string;

  @Field({ description: 'The day on which it was true, ISO 8601; perhaps only year and month.' })
  asOf: string;
}
