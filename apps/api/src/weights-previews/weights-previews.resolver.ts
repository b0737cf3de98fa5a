import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import {
  WeightsPreviewsService,
  type Actor,
  type ComparedExposure,
  type ComparedList,
  type Refusal,
  type WeightsPreview,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import type { ForumType } from '../forums/forum.type.js';
import type { ApiContext } from '../graphql/api-context.js';
import { decodeTimeCursor, pageOf, timeCursorOf, type Page } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import { loadNamedCompany } from '../match-requests/triple-members.js';
import { NamedCompanyType } from '../match-requests/triple.type.js';
import { PreviewWeightsInput, WeightsOfForumArgs } from './preview-weights.input.js';
import { AdoptWeightsPreviewResult, PreviewWeightsResult } from './weights-preview.result.js';
import {
  ComparedExposureType,
  ComparedListType,
  WeightsPreviewConnection,
  WeightsPreviewType,
} from './weights-preview.type.js';
import { WeightsPreviewsLoader } from './weights-previews.loader.js';

const previewArgument = { type: () => UuidScalar, description: 'The preview.' };

@Resolver(() => WeightsPreviewType)
export class WeightsPreviewsResolver {
  constructor(
    private readonly previews: WeightsPreviewsService,
    private readonly loader: WeightsPreviewsLoader,
  ) {}

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => PreviewWeightsResult as never, {
    description:
      'Asks what other weights would change at a forum, on a sample of its companies. A job answers: follow it with `weightsPreviewProgress`.',
  })
  previewWeights(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The weights and the sample.' }) input: PreviewWeightsInput,
  ): Promise<WeightsPreviewType | Refusal> {
    return this.previews.ask(actor, { ...input, seed: input.seed ?? null });
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => AdoptWeightsPreviewResult as never, {
    description:
      'Sets a forum’s weights to those of a preview, unless the forum has other weights now than the preview compared with.',
  })
  adoptWeightsPreview(
    @CurrentActor() actor: Actor,
    @Args('id', previewArgument) id: string,
  ): Promise<ForumType | Refusal> {
    return this.previews.adopt(actor, id);
  }

  @Access('forumStaff')
  @KeyScope('none')
  @Query(() => WeightsPreviewType, { description: 'A preview of a forum I am staff of.' })
  weightsPreview(@CurrentActor() actor: Actor, @Args('id', previewArgument) id: string): Promise<WeightsPreviewType> {
    return this.previews.find(actor, id);
  }

  @Access('forumStaff')
  @KeyScope('none')
  @Query(() => WeightsPreviewConnection, { description: 'The previews of a forum I am staff of, newest first.' })
  async weightsPreviews(
    @CurrentActor() actor: Actor,
    @Args() { forumId, first, after }: WeightsOfForumArgs,
  ): Promise<Page<WeightsPreviewType>> {
    const previews = await this.previews.list(actor, forumId, first + 1, decodeTimeCursor(after));
    return pageOf(previews, first, timeCursorOf);
  }

  @Access('forumStaff')
  @KeyScope('none')
  @Subscription(() => WeightsPreviewType, {
    description: 'A preview as it is now, and after each change.',
    resolve: (preview: WeightsPreviewType) => preview,
  })
  weightsPreviewProgress(
    @CurrentActor() actor: Actor,
    @Args('id', previewArgument) id: string,
  ): Promise<AsyncIterableIterator<WeightsPreviewType>> {
    return this.previews.watch(actor, id);
  }

  @FieldAccess('asObject')
  @ResolveField(() => Boolean, {
    description:
      'Whether it would come out otherwise now: the forum has other weights, or a company that it names another profile.',
  })
  isStale(@Parent() { id }: WeightsPreview, @Context() context: ApiContext): Promise<boolean> {
    return this.loader.isStale(context, id);
  }
}

@Resolver(() => ComparedListType)
export class ComparedListFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => NamedCompanyType, { description: 'Whose list it is.' })
  company(@Parent() { versionId }: ComparedList, @Context() context: ApiContext): Promise<NamedCompanyType> {
    return loadNamedCompany(versionId, context);
  }
}

@Resolver(() => ComparedExposureType)
export class ComparedExposureFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => NamedCompanyType, { description: 'Whose places they are.' })
  company(@Parent() { versionId }: ComparedExposure, @Context() context: ApiContext): Promise<NamedCompanyType> {
    return loadNamedCompany(versionId, context);
  }
}
