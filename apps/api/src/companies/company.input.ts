import { Field, Float, InputType, Int, OmitType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  companyKinds,
  languageLevels,
  priorities,
  profileLimits,
  type CompanyKind,
  type Need,
  type NewProfileInput,
  type Offer,
  type ProfileInput,
  type ProfileText,
  type SpokenLanguage,
} from '#domain';
import { UuidScalar } from '../graphql/scalars.js';
import { CompanyKindEnum } from './company.enums.js';

const rangeOf = ({ min, max }: { min: number; max: number }): string => `${min} to ${max}, or none`;
/** Left out means unchanged; null is no value here. */
const WhenGiven = (): PropertyDecorator => ValidateIf((_input, value) => value !== undefined);

@InputType('OfferInput', { description: 'What the company can do.' })
export class OfferInput implements Offer {
  @Field({ description: 'Code of a capability.' })
  @IsString()
  capability: string;

  @Field(() => Float, {
    description:
      '0.40 stated, 0.60 stated with a reference, 0.80 shown by a named project; 1.00 only where an organizer has confirmed it.',
  })
  @IsNumber()
  strength: number;
}

@InputType('NeedInput', { description: 'What the company looks for.' })
export class NeedInput implements Need {
  @Field({ description: 'Code of a capability.' })
  @IsString()
  capability: string;

  @Field(() => Float, { description: '0.30 useful, 0.60 important, 1.00 decisive.' })
  @IsIn(priorities)
  priority: number;
}

@InputType('SpokenLanguageInput', { description: 'A language in which the company can work.' })
export class SpokenLanguageInput implements SpokenLanguage {
  @Field({ description: 'BCP 47, such as zh-Hans.' })
  @IsString()
  @MaxLength(100)
  tag: string;

  @Field(() => Float, { description: '1.00 native, 0.80 fluent, 0.60 working, 0.30 basic.' })
  @IsIn(languageLevels)
  level: number;
}

@InputType('ProfileTextInput', { description: 'How the company describes itself in one language.' })
export class ProfileTextInput implements ProfileText {
  @Field({ description: 'BCP 47.' })
  @IsString()
  @MaxLength(100)
  tag: string;

  @Field({ description: `1 to ${profileLimits.text} characters.` })
  @IsString()
  @Length(1, profileLimits.text)
  text: string;
}

@InputType('EditCompanyInput', {
  description:
    'What is given changes; what is left out stays. An empty list clears, and so does null where it is allowed.',
})
export class EditCompanyInput implements ProfileInput {
  @Field(() => String, { nullable: true, description: `Name in English, 1 to ${profileLimits.name} characters.` })
  @WhenGiven()
  @IsString()
  @Length(1, profileLimits.name)
  nameEn?: string;

  @Field(() => String, {
    nullable: true,
    description: `Name in Chinese, null or 1 to ${profileLimits.name} characters.`,
  })
  @IsOptional()
  @IsString()
  @Length(1, profileLimits.name)
  nameZh?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Name in the company’s own language, null or 1 to ${profileLimits.name} characters.`,
  })
  @IsOptional()
  @IsString()
  @Length(1, profileLimits.name)
  nameLocal?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 code of the country or region.' })
  @WhenGiven()
  @IsString()
  @Length(2, 2)
  country?: string;

  @Field(() => CompanyKindEnum, { nullable: true, description: 'What kind of body it is; a firm unless said.' })
  @WhenGiven()
  @IsIn(companyKinds)
  kind?: CompanyKind;

  @Field(() => [String], { nullable: true, description: `Codes of sectors, ${rangeOf(profileLimits.sectors)}.` })
  @WhenGiven()
  @IsArray()
  @IsString({ each: true })
  sectors?: string[];

  @Field(() => [OfferInput], { nullable: true, description: `Offers, ${rangeOf(profileLimits.offers)}.` })
  @WhenGiven()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OfferInput)
  offers?: OfferInput[];

  @Field(() => [NeedInput], { nullable: true, description: `Needs, ${rangeOf(profileLimits.needs)}.` })
  @WhenGiven()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => NeedInput)
  needs?: NeedInput[];

  @Field(() => [String], {
    nullable: true,
    description: `ISO 3166-1 alpha-2 countries, UN M49 regions or \`any\`, ${rangeOf(profileLimits.markets)}.`,
  })
  @WhenGiven()
  @IsArray()
  @IsString({ each: true })
  markets?: string[];

  @Field(() => [String], {
    nullable: true,
    description: `Codes of cooperation modes, ${rangeOf(profileLimits.modes)}.`,
  })
  @WhenGiven()
  @IsArray()
  @IsString({ each: true })
  modes?: string[];

  @Field(() => [SpokenLanguageInput], {
    nullable: true,
    description: `Languages in which it can work, ${rangeOf(profileLimits.languages)}.`,
  })
  @WhenGiven()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SpokenLanguageInput)
  languages?: SpokenLanguageInput[];

  @Field(() => Int, {
    nullable: true,
    description: '0 under 10 people, 1 under 50, 2 under 250, 3 under 5,000, 4 more; null unknown.',
  })
  @IsOptional()
  @IsInt()
  size?: number | null;

  @Field(() => String, {
    nullable: true,
    description: `An https address of at most ${profileLimits.website} characters, or null.`,
  })
  @IsOptional()
  @IsString()
  @MaxLength(profileLimits.website)
  website?: string | null;

  @Field(() => [ProfileTextInput], {
    nullable: true,
    description: `Descriptions by language, at most ${profileLimits.texts}.`,
  })
  @WhenGiven()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ProfileTextInput)
  texts?: ProfileTextInput[];
}

@InputType('PostCompanyInput', { description: 'A profile; it may be incomplete.' })
export class PostCompanyInput extends OmitType(EditCompanyInput, ['nameEn', 'country']) implements NewProfileInput {
  @Field({ description: `Name in English, 1 to ${profileLimits.name} characters.` })
  @IsString()
  @Length(1, profileLimits.name)
  nameEn: string;

  @Field({ description: 'ISO 3166-1 alpha-2 code of the country or region.' })
  @IsString()
  @Length(2, 2)
  country: string;
}

@InputType('CompanyBlocksInput', { description: 'Whom the company never works with; replaces what was there.' })
export class CompanyBlocksInput {
  @Field(() => [UuidScalar], { description: 'Companies.' })
  @IsArray()
  @IsUUID(undefined, { each: true })
  companyIds: string[];

  @Field(() => [String], { description: 'ISO 3166-1 alpha-2 countries or regions.' })
  @IsArray()
  @IsString({ each: true })
  countries: string[];
}
