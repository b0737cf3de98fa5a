import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { AbsenceRequestsService, type Absence, type AbsenceRequest, type Actor, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { UuidScalar } from '../graphql/scalars.js';
import { LabelType } from '../taxonomy/taxonomy.type.js';
import { AbsenceRequestType, AbsenceType, ExplainAbsenceInput } from './absence.type.js';
import { ExplainAbsenceResult } from './explain-absence.result.js';
import { indexSentence } from './index.texts.js';
import { StalenessLoader } from './staleness.loader.js';
import { loadMembers, type MembersOfTriple } from './triple-members.js';
import { TripleMember } from './triple.type.js';

@Resolver(() => AbsenceRequestType)
export class AbsenceRequestsResolver {
  constructor(
    private readonly absenceRequests: AbsenceRequestsService,
    private readonly staleness: StalenessLoader,
  ) {}

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => ExplainAbsenceResult as never, {
    description:
      'Asks why two companies are not in the list of a match request. A job answers: follow it with `absenceRequestProgress`.',
  })
  explainAbsence(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The list and the two companies.' }) input: ExplainAbsenceInput,
  ): Promise<AbsenceRequestType | Refusal> {
    return this.absenceRequests.ask(actor, input);
  }

  @Access('partyOrForumStaff')
  @KeyScope('matches:read')
  @Query(() => AbsenceRequestType, { description: 'A question about a match request that I may read.' })
  absenceRequest(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'UUID.' }) id: string,
  ): Promise<AbsenceRequestType> {
    return this.absenceRequests.find(actor, id);
  }

  @Access('partyOrForumStaff')
  @KeyScope('matches:read')
  @Subscription(() => AbsenceRequestType, {
    description: 'A question about a match request as it is now, and after each change.',
    resolve: (request: AbsenceRequestType) => request,
  })
  absenceRequestProgress(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'UUID.' }) id: string,
  ): Promise<AsyncIterableIterator<AbsenceRequestType>> {
    return this.absenceRequests.watch(actor, id);
  }

  @FieldAccess('asObject')
  @ResolveField(() => String, { nullable: true, description: 'Name of the weights that were used; null until done.' })
  weightsVersion(@Parent() { weights }: AbsenceRequest): string | null {
    return weights?.version ?? null;
  }

  @FieldAccess('asObject')
  @ResolveField(() => Boolean, {
    description:
      'Whether it would be answered on something else now: the forum has other weights, or one of the three another profile.',
  })
  isStale(@Parent() { id }: AbsenceRequest, @Context() context: ApiContext): Promise<boolean> {
    return this.staleness.isStaleAbsenceRequest(context, id);
  }

  @FieldAccess('asObject')
  @ResolveField(() => AbsenceType, { nullable: true, description: 'The answer; null until done.' })
  absence(@Parent() request: AbsenceRequest): (Absence & MembersOfTriple) | null {
    const { absence, chinaVersionId, developedVersionId, developingVersionId } = request;
    if (absence === null) return null;
    return {
      ...absence,
      chinaVersionId: chinaVersionId!,
      developedVersionId: developedVersionId!,
      developingVersionId: developingVersionId!,
    };
  }
}

@Resolver(() => AbsenceType)
export class AbsenceFieldsResolver {
  constructor(private readonly staleness: StalenessLoader) {}

  @FieldAccess('asObject')
  @ResolveField(() => [TripleMember], { description: 'The members in the order China, developed, developing.' })
  members(@Parent() absence: Absence & MembersOfTriple, @Context() context: ApiContext): Promise<TripleMember[]> {
    return loadMembers(absence, this.staleness, context);
  }

  @FieldAccess('asObject')
  @ResolveField(() => LabelType, { description: 'What the 1+1+1 index says of this triple, in one sentence.' })
  indexSentence(@Parent() { index }: Absence): LabelType {
    return indexSentence(index);
  }
}
