import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/pagination.js';

@ObjectType({ description: 'One member of a triple, as its profile stood when the triple was scored.' })
export class TripleMember {
  @Field(() => ID, { description: 'The company.' })
  companyId: string;

  @Field({ description: 'CHINA, DEVELOPED or DEVELOPING.' })
  side: string;

  @Field({ description: 'English name.' })
  nameEn: string;

  @Field(() => String, { nullable: true, description: 'Chinese name.' })
  nameZh: string | null;

  @Field({ description: 'Country or region, ISO 3166-1 alpha-2.' })
  country: string;

  @Field(() => Float, { description: 'Its contribution: the Shapley share of the total coverage, 0 to 1.' })
  share: number;

  @Field({ description: 'Whether others see another profile of it now, or none.' })
  isOutdated: boolean;
}

@ObjectType('CoverageLine', { description: 'One need of a member, and who covers it.' })
export class CoverageLineType {
  @Field(() => ID, { description: 'The member with the need.' })
  companyId: string;

  @Field({ description: 'Capability code.' })
  capability: string;

  @Field(() => Float, { description: '0.30 useful, 0.60 important, 1.00 decisive.' })
  priority: number;

  @Field(() => ID, { nullable: true, description: 'The partner who supplies most; null when the need stays open.' })
  byCompanyId: string | null;

  @Field(() => Float, { description: 'Effective supply, 0 to 1; 0 when the need stays open.' })
  strength: number;
}

@ObjectType('FitFactors', { description: 'What two members have in common, each part from 0 to 1 before its weight.' })
export class FitFactorsType {
  @Field(() => Float, { description: 'Common markets.' })
  market: number;

  @Field(() => Float, { description: 'Common languages.' })
  language: number;

  @Field(() => Float, { description: 'A common cooperation mode.' })
  mode: number;

  @Field(() => Float, { description: 'Shared or adjacent sectors.' })
  sector: number;

  @Field(() => Float, { description: 'Similar size.' })
  size: number;

  @Field(() => Float, { description: 'A signed document between the countries.' })
  agreement: number;
}

/** The numbers of a triple. */
@ObjectType({ isAbstract: true })
export abstract class TripleScoreType {
  @Field(() => Float, { description: '0 to 100.' })
  score: number;

  @Field(() => Float, { description: 'Mean share of the members’ needs that are covered, 0 to 1.' })
  coverage: number;

  @Field(() => Float, { description: 'How evenly everybody gets and gives, 0 to 1.' })
  reciprocity: number;

  @Field(() => Float, { description: 'How well the pairs fit, 0 to 1.' })
  fit: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The 1+1+1 index: 3 when the third adds nothing, at most 6; null when undefined.',
  })
  index: number | null;
}

/** The numbers of a triple and what they are made of. */
@ObjectType({ isAbstract: true })
export abstract class TripleReasonsType extends TripleScoreType {
  @Field(() => [CoverageLineType], { description: 'Every need of the three: by member, then by priority.' })
  lines: CoverageLineType[];

  @Field(() => [FitFactorsType], {
    description: 'Fit of the pairs China–developed, China–developing, developed–developing.',
  })
  fitFactors: FitFactorsType[];
}

@ObjectType('NamedCompany', { description: 'A company by its names, as its profile stood when it was scored.' })
export class NamedCompanyType {
  @Field(() => ID, { description: 'The company.' })
  companyId: string;

  @Field({ description: 'English name.' })
  nameEn: string;

  @Field(() => String, { nullable: true, description: 'Chinese name.' })
  nameZh: string | null;
}

@ObjectType('CouldCover', { description: 'A company that could cover a need that stays open. `company` names it.' })
export class CouldCoverType {
  @Field(() => Float, { description: 'Its effective supply, 0.30 to 1.' })
  strength: number;
}

@ObjectType('OpenNeed', {
  description: 'A need that the partners cover by less than 0.30, and who else could cover it.',
})
export class OpenNeedType {
  @Field(() => ID, { description: 'The member with the need.' })
  companyId: string;

  @Field({ description: 'Capability code.' })
  capability: string;

  @Field(() => [CouldCoverType], {
    description:
      'Companies of the pool that could cover it and stand in a triple with all three, the strongest first, at most 5.',
  })
  couldCover: CouldCoverType[];
}

@ObjectType('Triple', {
  description:
    'One Chinese, one developed-country and one developing-country company that complement each other, and why.',
})
export class TripleType extends TripleReasonsType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => Int, {
    description:
      'From 1, among all triples that pass the filters; equal scores are told apart by company ids. Has gaps where the request limits appearances.',
  })
  rank: number;

  @Field(() => [OpenNeedType], { description: 'Needs that stay open: by member, then by priority.' })
  openNeeds: OpenNeedType[];
}

export const TripleConnection = connectionOf(TripleType, 'Triple');
