import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { connectionOf } from '../graphql/pagination.js';
import { DateTimeScalar, UuidScalar } from '../graphql/scalars.js';
import { CoverageLineType } from '../match-requests/triple.type.js';

export enum MeetingRequestStateEnum {
  PENDING = 'pending',
  AGREED = 'agreed',
  INCOMPLETE = 'incomplete',
  SCHEDULED = 'scheduled',
  DECLINED = 'declined',
  WITHDRAWN = 'withdrawn',
  EXPIRED = 'expired',
}
registerEnumType(MeetingRequestStateEnum, {
  name: 'MeetingRequestState',
  description: 'Where a meeting request stands.',
  valuesMap: {
    PENDING: { description: 'Waits for answers.' },
    AGREED: { description: 'All have accepted; waits for its slot.' },
    INCOMPLETE: { description: 'One of three has gone; the others choose a substitute or a meeting of two.' },
    SCHEDULED: { description: 'Its meeting is published.' },
    DECLINED: { description: 'The other of two said no.' },
    WITHDRAWN: { description: 'Taken back, or left by too many.' },
    EXPIRED: { description: 'Nobody answered in time.' },
  },
});

export enum PartyAnswerEnum {
  PENDING = 'pending',
  ACCEPTED = 'accepted',
  DECLINED = 'declined',
  LEFT = 'left',
}
registerEnumType(PartyAnswerEnum, {
  name: 'PartyAnswer',
  description: 'What a company has answered to a meeting request.',
  valuesMap: {
    PENDING: { description: 'Nothing yet.' },
    ACCEPTED: { description: 'Yes; the proposer counts as having said so.' },
    DECLINED: { description: 'No.' },
    LEFT: { description: 'Yes, and later no.' },
  },
});

/** Its company is resolved. */
@ObjectType('MeetingRequestParty', { description: 'One of the two or three companies of a meeting request.' })
export class MeetingRequestPartyType {
  @Field(() => UuidScalar, { description: 'The company.' })
  companyId: string;

  @Field(() => PartyAnswerEnum, { description: 'What it has answered.' })
  answer: string;

  @FieldAccess('meetingParty')
  @Field(() => String, {
    nullable: true,
    description: 'Why it declined or left; null when it keeps that private, and always for the forum’s staff.',
  })
  reason: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it answered.' })
  answeredAt: Date | null;
}

@ObjectType('MeetingRequest', {
  description: 'Two or three companies that may want to meet: agreed only when all accept. It holds no slot.',
})
export class MeetingRequestType {
  @Field(() => UuidScalar, { description: 'UUID.' })
  id: string;

  @Field(() => UuidScalar, { description: 'The forum.' })
  forumId: string;

  @Field(() => UuidScalar, { description: 'The company that asks the others.' })
  proposerCompanyId: string;

  @Field(() => UuidScalar, { nullable: true, description: 'Held within this sub-forum; null: in any.' })
  subForumId: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: online; false: in a room; null: whatever is free.',
  })
  isOnline: boolean | null;

  @Field({ description: 'What the proposer writes to the others.' })
  message: string;

  @Field(() => MeetingRequestStateEnum, { description: 'Where it stands at this moment.' })
  state: string;

  @Field(() => DateTimeScalar, { description: 'A pending or incomplete request ends here.' })
  expiresAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was first proposed.' })
  createdAt: Date;

  @Field(() => Int, { description: 'Rises with every change; name it in the next.' })
  version: number;

  @Field(() => [MeetingRequestPartyType], { description: 'Two or three; the proposer first.' })
  parties: MeetingRequestPartyType[];
}

export const MeetingRequestConnection = connectionOf(MeetingRequestType, 'MeetingRequest');

/** Its company is resolved. */
@ObjectType('Substitute', {
  description: 'A company that could take the free place, and what the three would be to each other.',
})
export class SubstituteType {
  @Field(() => UuidScalar, { description: 'The company.' })
  companyId: string;

  @Field(() => Float, { description: 'Score of the three, 0 to 100, with the forum’s weights.' })
  score: number;

  @Field(() => Float, { nullable: true, description: 'The 1+1+1 index of the three, 3 to 6; null when undefined.' })
  index: number | null;

  @Field(() => [CoverageLineType], { description: 'Every need of the three, and who covers it.' })
  lines: CoverageLineType[];
}
