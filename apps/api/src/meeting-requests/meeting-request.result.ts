import { Field, Int, ObjectType } from '@nestjs/graphql';
import { EditConflictType, NotAvailableType, RefusalType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { UuidScalar } from '../graphql/scalars.js';
import { SlotPassedType } from '../meetings/booking.refusal-types.js';
import { MeetingRequestType, PartyAnswerEnum } from './meeting-request.type.js';

@ObjectType('RequestQuotaReached', {
  implements: RefusalType,
  description: 'The company has said yes to as many requests, open or agreed, as it may have meetings at this forum.',
})
export class RequestQuotaReachedType extends RefusalType {
  @Field(() => Int, { description: 'Its quota.' })
  quota: number;
}

@ObjectType('AlreadyRequested', {
  implements: RefusalType,
  description: 'These companies have an open request, or a meeting, already.',
})
export class AlreadyRequestedType extends RefusalType {
  @Field(() => UuidScalar, { description: 'That request.' })
  meetingRequestId: string;
}

@ObjectType('AlreadyAnswered', {
  implements: RefusalType,
  description: 'The company has given another answer before, or has left.',
})
export class AlreadyAnsweredType extends RefusalType {
  @Field(() => PartyAnswerEnum, { description: 'That answer.' })
  answer: string;
}

const request = { resultName: 'MeetingRequest', result: MeetingRequestType, description: 'The request, or why not.' };
const ofTheAct = [EditConflictType, WrongStateType, AlreadyAnsweredType];
const ofTheTerms = [RequestQuotaReachedType, AlreadyRequestedType, NotAvailableType];

export const ProposeMeetingResult = resultUnion({
  ...request,
  name: 'ProposeMeetingResult',
  refusals: [WrongStateType, ...ofTheTerms],
});

/** Of saying yes to a meeting, in whichever way. */
export const AgreeToMeetResult = resultUnion({
  ...request,
  name: 'AgreeToMeetResult',
  refusals: [...ofTheAct, ...ofTheTerms],
});

/** Of declining, and of taking a request back. */
export const EndMeetingRequestResult = resultUnion({
  ...request,
  name: 'EndMeetingRequestResult',
  refusals: ofTheAct,
});

export const LeaveMeetingRequestResult = resultUnion({
  ...request,
  name: 'LeaveMeetingRequestResult',
  refusals: [...ofTheAct, SlotPassedType],
});
