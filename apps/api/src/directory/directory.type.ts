import { ArgsType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { sides, type Side } from '#matching';
import { maxFilterValues, maxTextLength, type DirectoryQuery } from '#domain';
import { CompanyType } from '../companies/company.type.js';
import { connectionOf, PageArgs } from '../graphql/pagination.js';
import { SideEnum } from '../taxonomy/side.enum.js';
import { LabelType } from '../taxonomy/taxonomy.type.js';

const anyOf = 'any of these will do; none means all';

@InputType('DirectoryQuery', {
  description:
    'What to look for in the directory. Within one filter any value will do; text and all filters must hold.',
})
export class DirectoryQueryInput implements DirectoryQuery {
  @Field({
    defaultValue: '',
    description: `Names or key words in English, Chinese or the local language, at most ${maxTextLength} characters; misspelt names are found too.`,
  })
  @IsString()
  @MaxLength(maxTextLength)
  text: string = '';

  @Field(() => [SideEnum], { defaultValue: [], description: `Sides: ${anyOf}.` })
  @IsArray()
  @IsIn(sides, { each: true })
  @ArrayMaxSize(maxFilterValues)
  sides: Side[] = [];

  @Field(() => [String], { defaultValue: [], description: `ISO 3166-1 alpha-2 countries or regions: ${anyOf}.` })
  @IsArray()
  @IsString({ each: true })
  @ArrayMaxSize(maxFilterValues)
  countries: string[] = [];

  @Field(() => [String], {
    defaultValue: [],
    description: `UN M49 regions, which stand for their subregions, and subregions: ${anyOf}.`,
  })
  @IsArray()
  @IsString({ each: true })
  @ArrayMaxSize(maxFilterValues)
  regions: string[] = [];

  @Field(() => [String], { defaultValue: [], description: `Codes of sectors: ${anyOf}.` })
  @IsArray()
  @IsString({ each: true })
  @ArrayMaxSize(maxFilterValues)
  sectors: string[] = [];

  @Field(() => [String], { defaultValue: [], description: `Codes of offered capabilities: ${anyOf}.` })
  @IsArray()
  @IsString({ each: true })
  @ArrayMaxSize(maxFilterValues)
  capabilities: string[] = [];

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: with everything that matching needs; false: with something missing; left out: either.',
  })
  @IsOptional()
  @IsBoolean()
  isComplete: boolean | null = null;
}

/** One class for all arguments: a class that takes them together refuses those it does not know. */
@ArgsType()
export class SearchDirectoryArgs extends PageArgs {
  @Field(() => DirectoryQueryInput, { defaultValue: {} as DirectoryQueryInput, description: 'Text and filters.' })
  @ValidateNested()
  @Type(() => DirectoryQueryInput)
  query: DirectoryQueryInput;
}

@ObjectType('FacetCount', { description: 'How many companies one value of a filter would find.' })
export class FacetCountType {
  @Field({ description: 'The value, for the filter.' })
  code: string;

  @Field(() => LabelType, { nullable: true, description: 'What the code is called; null for sides.' })
  label: LabelType | null;

  @Field(() => Int, { description: 'Companies found, were this value chosen in place of the filter’s present values.' })
  count: number;
}

@ObjectType('DirectoryFacets', { description: 'Counts for each filter, under the text and all the other filters.' })
export class DirectoryFacetsType {
  @Field(() => [FacetCountType], { description: 'By side, most companies first.' })
  side: FacetCountType[];

  @Field(() => [FacetCountType], { description: 'By country or region, most companies first.' })
  country: FacetCountType[];

  @Field(() => [FacetCountType], { description: 'By subregion, most companies first.' })
  region: FacetCountType[];

  @Field(() => [FacetCountType], { description: 'By sector, most companies first.' })
  sector: FacetCountType[];

  @Field(() => [FacetCountType], { description: 'By offered capability, most companies first.' })
  capability: FacetCountType[];
}

@ObjectType('DirectoryCounts', { description: 'How many companies a search finds.' })
export class DirectoryCountsType {
  @Field(() => Int, { description: 'In all.' })
  total: number;

  @Field(() => DirectoryFacetsType, { description: 'For each value of each filter.' })
  facets: DirectoryFacetsType;
}

export const DirectoryConnection = connectionOf(CompanyType, 'DirectoryCompany');
