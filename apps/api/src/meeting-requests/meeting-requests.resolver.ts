import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Company, MeetingRequestsService, type Actor, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { CompanyType } from '../companies/company.type.js';
import type { ApiContext } from '../graphql/api-context.js';
import { decodeTimeCursor, pageOf, timeCursorOf, type Page } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import {
  ActOnMeetingRequestInput,
  ChangeMeetingRequestInput,
  GoFromMeetingRequestInput,
  MeetingRequestsArgs,
  ProposeMeetingInput,
} from './meeting-request.input.js';
import { AgreeToMeetResult, EndMeetingRequestResult, ProposeMeetingResult } from './meeting-request.result.js';
import { MeetingRequestConnection, MeetingRequestPartyType, MeetingRequestType } from './meeting-request.type.js';

const idArgument = { type: () => UuidScalar, description: 'The meeting request.' };

@Resolver(() => MeetingRequestType)
export class MeetingRequestsResolver {
  constructor(private readonly requests: MeetingRequestsService) {}

  @Access('partyOrForumStaff')
  @KeyScope('meetings:read')
  @Query(() => MeetingRequestType, {
    description: 'A meeting request of one of my companies, or of a forum I am staff of.',
  })
  meetingRequest(@CurrentActor() actor: Actor, @Args('id', idArgument) id: string): Promise<MeetingRequestType> {
    return this.requests.find(actor, id, new Date());
  }

  @Access('partyOrForumStaff')
  @KeyScope('meetings:read')
  @Query(() => MeetingRequestConnection, {
    description: 'The meeting requests of my companies at a forum or, for its staff, of all companies; newest first.',
  })
  async meetingRequests(
    @CurrentActor() actor: Actor,
    @Args() { first, after, ...which }: MeetingRequestsArgs,
  ): Promise<Page<MeetingRequestType>> {
    const requests = await this.requests.list(actor, which, first + 1, new Date(), decodeTimeCursor(after));
    return pageOf(requests, first, timeCursorOf);
  }

  @Access('partyOrForumStaff')
  @KeyScope('meetings:read')
  @Subscription(() => MeetingRequestType, {
    description: 'A meeting request as it is now, and after each change.',
    resolve: (request: MeetingRequestType) => request,
  })
  meetingRequestChanged(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
  ): Promise<AsyncIterableIterator<MeetingRequestType>> {
    return this.requests.watch(actor, id, () => new Date());
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => ProposeMeetingResult as never, { description: 'Asks one or two other companies for a meeting.' })
  proposeMeeting(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The proposal.' }) input: ProposeMeetingInput,
  ): Promise<MeetingRequestType | Refusal> {
    return this.requests.propose(actor, input, new Date());
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => AgreeToMeetResult as never, { description: 'Says yes; the request is agreed with the last yes.' })
  acceptMeetingRequest(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The request.' }) input: ActOnMeetingRequestInput,
  ): Promise<MeetingRequestType | Refusal> {
    return this.requests.accept(actor, input, new Date());
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => EndMeetingRequestResult as never, {
    description: 'Says no: the end of a meeting of two; one of three becomes incomplete.',
  })
  declineMeetingRequest(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The request, and why.' }) { reason, ...input }: GoFromMeetingRequestInput,
  ): Promise<MeetingRequestType | Refusal> {
    return this.requests.decline(actor, { ...input, reason: reason ?? null }, new Date());
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => AgreeToMeetResult as never, {
    description: 'The proposer changes its terms, before it is scheduled; the others are asked anew.',
  })
  changeMeetingRequest(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The new terms.' }) input: ChangeMeetingRequestInput,
  ): Promise<MeetingRequestType | Refusal> {
    return this.requests.change(actor, input, new Date());
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => EndMeetingRequestResult as never, {
    description: 'The proposer takes the whole request back, as long as it is not agreed.',
  })
  withdrawMeetingRequest(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The request.' }) input: ActOnMeetingRequestInput,
  ): Promise<MeetingRequestType | Refusal> {
    return this.requests.withdraw(actor, input, new Date());
  }
}

@Resolver(() => MeetingRequestPartyType)
export class MeetingRequestPartiesResolver {
  @FieldAccess('asObject')
  @ResolveField(() => CompanyType, { nullable: true, description: 'The company, as everybody may see it.' })
  company(
    @Parent() { companyId }: MeetingRequestPartyType,
    @Context() { loaders }: ApiContext,
  ): Promise<CompanyType | null> {
    return loaders.load(Company, companyId);
  }
}
