import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsNumber, Max, Min } from 'class-validator';
import type { ForumRole, ForumState } from '#domain';
import type { FitWeights, ScoreWeights } from '#matching';
import { AccountType } from '../accounts/account.type.js';
import { connectionOf } from '../graphql/pagination.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { ForumRoleEnum, ForumStateEnum } from './forum.enums.js';

/** A field for a weight in whole hundredths, in and out. */
function Weight(description: string): PropertyDecorator {
  return (target, key) => {
    Field(() => Float, { description: `${description} Whole hundredths, 0 to 1.` })(target, key);
    IsNumber()(target, key);
    Min(0)(target, key);
    Max(1)(target, key);
  };
}

@ObjectType('ScoreWeights', { description: 'What the parts of a pair score count; they add up to 1.00.' })
@InputType('ScoreWeightsInput', { description: 'What the parts of a pair score count; they add up to 1.00.' })
export class ScoreWeightsType implements ScoreWeights {
  @Weight('How well offers cover needs.')
  coverage: number;

  @Weight('How even the two directions are.')
  reciprocity: number;

  @Weight('How well the two fit otherwise.')
  fit: number;
}

@ObjectType('FitWeights', { description: 'What the parts of a fit count; they add up to 1.00.' })
@InputType('FitWeightsInput', { description: 'What the parts of a fit count; they add up to 1.00.' })
export class FitWeightsType implements FitWeights {
  @Weight('Markets in common.')
  market: number;

  @Weight('A language in common.')
  language: number;

  @Weight('A form of cooperation in common.')
  mode: number;

  @Weight('Sectors in common, or adjacent.')
  sector: number;

  @Weight('Sizes that go together.')
  size: number;

  @Weight('Agreements between the countries.')
  agreement: number;
}

@ObjectType('Weights', { description: 'What the parts of a score and of a fit count at a forum.' })
export class WeightsType {
  @Field({ description: 'Name of this version; stored results name it.' })
  version: string;

  @Field(() => ScoreWeightsType, { description: 'Parts of a pair score.' })
  score: ScoreWeightsType;

  @Field(() => FitWeightsType, { description: 'Parts of a fit.' })
  fit: FitWeightsType;
}

@ObjectType('Forum', { description: 'A gathering of some days at one place, to which companies apply.' })
export class ForumType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field({ description: 'Name in English.' })
  nameEn: string;

  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameZh: string | null;

  @Field({ description: 'What it is about.' })
  theme: string;

  @Field({ description: 'Where it takes place.' })
  place: string;

  @Field({ description: 'IANA time zone of the venue.' })
  timeZone: string;

  @Field(() => [DateScalar], { description: 'Local dates at the venue, ascending.' })
  days: string[];

  @Field(() => ForumStateEnum, { description: 'Where it stands.' })
  state: ForumState;

  @Field(() => WeightsType, { description: 'What the parts of a score count here.' })
  weights: WeightsType;

  @Field(() => DateTimeScalar, { description: 'From when on slots can be booked.' })
  bookingOpensAt: Date;

  @Field(() => DateTimeScalar, { description: 'Until when slots can be booked.' })
  bookingClosesAt: Date;

  @Field(() => Int, { description: 'Hours that a meeting request waits for its answers.' })
  requestExpiryHours: number;

  @Field(() => Int, { description: 'Most meetings of a delegation on one day, unless the delegation says less.' })
  dailyMaximum: number;

  @Field(() => Int, { description: 'Send it as `expectedVersion` with the next change.' })
  version: number;
}

export const ForumConnection = connectionOf(ForumType, 'Forum');

@ObjectType('ForumStaffMember', { description: 'An organizer or assistant of a forum.' })
export class ForumStaffMemberType {
  @Field(() => AccountType, { description: 'The person.' })
  account: AccountType;

  @Field(() => ForumRoleEnum, { description: 'What the person may do.' })
  role: ForumRole;
}
