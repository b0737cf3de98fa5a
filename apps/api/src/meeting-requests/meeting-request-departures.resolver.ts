import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Company,
  MeetingRequestDeparturesService,
  MeetingRequestSubstitutesService,
  type Actor,
  type Refusal,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { CompanyType } from '../companies/company.type.js';
import type { ApiContext } from '../graphql/api-context.js';
import {
  ActOnMeetingRequestInput,
  ChooseSubstituteInput,
  GoFromMeetingRequestInput,
  SubstitutesArgs,
} from './meeting-request.input.js';
import { AgreeToMeetResult, LeaveMeetingRequestResult } from './meeting-request.result.js';
import { MeetingRequestType, SubstituteType } from './meeting-request.type.js';

@Resolver(() => SubstituteType)
export class MeetingRequestDeparturesResolver {
  constructor(
    private readonly departures: MeetingRequestDeparturesService,
    private readonly substitutes: MeetingRequestSubstitutesService,
  ) {}

  @Access('companyMember')
  @KeyScope('none')
  @Query(() => [SubstituteType], {
    description:
      'Who could take the place of a company that has gone, best first, for the remaining parties; computed anew at each call.',
  })
  meetingRequestSubstitutes(
    @CurrentActor() actor: Actor,
    @Args() { meetingRequestId, first }: SubstitutesArgs,
  ): Promise<SubstituteType[]> {
    return this.substitutes.list(actor, meetingRequestId, first, new Date());
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => LeaveMeetingRequestResult as never, {
    description:
      'Goes, at any point before the meeting begins; a published meeting is cancelled and its seats are free.',
  })
  leaveMeetingRequest(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The request, and why.' }) { reason, ...input }: GoFromMeetingRequestInput,
  ): Promise<MeetingRequestType | Refusal> {
    return this.departures.leave(actor, { ...input, reason: reason ?? null }, new Date());
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => AgreeToMeetResult as never, {
    description: 'A remaining party of an incomplete request chooses a third; the other two are asked anew.',
  })
  chooseSubstitute(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The request, and whom.' }) input: ChooseSubstituteInput,
  ): Promise<MeetingRequestType | Refusal> {
    return this.departures.chooseSubstitute(actor, input, new Date());
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => AgreeToMeetResult as never, {
    description: 'A remaining party of an incomplete request proposes to meet as two; the other is asked.',
  })
  continueAsTwo(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The request.' }) input: ActOnMeetingRequestInput,
  ): Promise<MeetingRequestType | Refusal> {
    return this.departures.continueAsTwo(actor, input, new Date());
  }

  @FieldAccess('asObject')
  @ResolveField(() => CompanyType, { nullable: true, description: 'The company, as everybody may see it.' })
  company(@Parent() { companyId }: SubstituteType, @Context() { loaders }: ApiContext): Promise<CompanyType | null> {
    return loaders.load(Company, companyId);
  }
}
