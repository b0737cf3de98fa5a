import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { WeightsPreviewState } from '#domain';
import { FitWeightsType, ScoreWeightsType, WeightsType } from '../forums/forum.type.js';
import { connectionOf } from '../graphql/pagination.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const WeightsPreviewStateEnum = {
  QUEUED: 'queued',
  RUNNING: 'running',
  DONE: 'done',
  FAILED: 'failed',
} as const;
registerEnumType(WeightsPreviewStateEnum, {
  name: 'WeightsPreviewState',
  description: 'Where a preview stands.',
  valuesMap: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'Is being computed.' },
    DONE: { description: 'The comparison is there.' },
    FAILED: { description: 'Could not be computed; ask again.' },
  },
});

@ObjectType('ProposedWeights', { description: 'Weights that no forum has yet.' })
export class ProposedWeightsType {
  @Field(() => ScoreWeightsType, { description: 'Parts of a pair score.' })
  score: ScoreWeightsType;

  @Field(() => FitWeightsType, { description: 'Parts of a fit.' })
  fit: FitWeightsType;
}

@ObjectType('ComparedList', { description: 'The list of one company under both weights. `company` names it.' })
export class ComparedListType {
  @Field(() => Int, { description: 'Triples in both lists.' })
  kept: number;

  @Field(() => Int, { description: 'Triples in the proposed list alone.' })
  entered: number;

  @Field(() => Int, { description: 'Triples in the present list alone.' })
  left: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'The greatest change of rank of those in both, 0 when none changed its place; null when there is none in both.',
  })
  largestMove: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Present rank of the triple that would be first; null when it is not in the present list.',
  })
  presentRankOfBest: number | null;
}

@ObjectType('Exposure', { description: 'How places in the compared lists fall to the companies of one side.' })
export class ExposureType {
  @Field(() => Float, { description: 'Gini coefficient of the places, 0 (all alike) to 1.' })
  gini: number;

  @Field(() => Float, { description: 'Share of the companies that are in no list, 0 to 1.' })
  neverShown: number;
}

@ObjectType('ExposureChange', { description: 'The exposure of one side under both weights.' })
export class ExposureChangeType {
  @Field(() => ExposureType, { description: 'Under the present weights.' })
  present: ExposureType;

  @Field(() => ExposureType, { description: 'Under the proposed weights.' })
  proposed: ExposureType;
}

@ObjectType('ExposureBySide', { description: 'Exposure, side by side.' })
export class ExposureBySideType {
  @Field(() => ExposureChangeType, { description: 'Companies of China.' })
  china: ExposureChangeType;

  @Field(() => ExposureChangeType, { description: 'Companies of developed countries.' })
  developed: ExposureChangeType;

  @Field(() => ExposureChangeType, { description: 'Companies of developing countries.' })
  developing: ExposureChangeType;
}

@ObjectType('ComparedExposure', {
  description: 'In how many places of the compared lists of others a company stands. `company` names it.',
})
export class ComparedExposureType {
  @Field(() => Int, { description: 'Under the present weights.' })
  present: number;

  @Field(() => Int, { description: 'Under the proposed weights.' })
  proposed: number;
}

@ObjectType('WeightsComparison', { description: 'What the proposed weights would change.' })
export class WeightsComparisonType {
  @Field(() => [ComparedListType], { description: 'The list of each company of the sample.' })
  lists: ComparedListType[];

  @Field(() => ExposureBySideType, { description: 'How places fall to the companies of each side.' })
  exposure: ExposureBySideType;

  @Field(() => [ComparedExposureType], {
    description: 'The companies that gain most places, at most 10, the greatest gain first.',
  })
  gainers: ComparedExposureType[];

  @Field(() => [ComparedExposureType], {
    description: 'The companies that lose most places, at most 10, the greatest loss first.',
  })
  losers: ComparedExposureType[];
}

@ObjectType('WeightsPreview', {
  description:
    'Other weights tried on a sample of a forum’s companies. Nothing of it takes effect before `adoptWeightsPreview`.',
})
export class WeightsPreviewType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ID, { description: 'The forum.' })
  forumId: string;

  @Field(() => WeightsType, { description: 'The forum’s weights when it was asked for.' })
  present: WeightsType;

  @Field(() => ProposedWeightsType, { description: 'The weights that were tried.' })
  proposed: ProposedWeightsType;

  @Field(() => Int, { description: 'How many companies’ lists are compared, at most.' })
  sampleSize: number;

  @Field(() => Int, { description: 'The same seed draws the same sample of the same companies.' })
  seed: number;

  @Field(() => Int, { description: 'How many triples of each list.' })
  wantedCount: number;

  @Field(() => WeightsPreviewStateEnum, { description: 'Where it stands.' })
  state: WeightsPreviewState;

  @Field(() => Float, { description: 'Share of the work done, 0 to 1.' })
  progress: number;

  @Field(() => WeightsComparisonType, { nullable: true, description: 'What would change; null until done.' })
  comparison: WeightsComparisonType | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered or given up.' })
  finishedAt: Date | null;
}

export const WeightsPreviewConnection = connectionOf(WeightsPreviewType, 'WeightsPreview');

@ObjectType('WeightsChange', { description: 'One change of a forum’s weights. `account` says who made it.' })
export class WeightsChangeType {
  @Field(() => ID, { description: 'Grows with time.' })
  id: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  changedAt: Date;

  @Field(() => WeightsType, { description: 'The weights before.' })
  before: WeightsType;

  @Field(() => WeightsType, { description: 'The weights from then on.' })
  after: WeightsType;

  @Field(() => ID, { nullable: true, description: 'The preview that was adopted; null when there was none.' })
  weightsPreviewId: string | null;
}

export const WeightsChangeConnection = connectionOf(WeightsChangeType, 'WeightsChange');
