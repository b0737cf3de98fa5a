import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ApiKeysService, BadInput, type Actor, type KeySubject, type Refusal } from '#domain';
import { UuidScalar } from '../graphql/scalars.js';
import { Access } from './access.decorator.js';
import { ApiKeyType, CreateApiKeyInput, CreateApiKeyResult, type MadeApiKeyType } from './api-key.types.js';
import { CurrentActor } from './current-actor.decorator.js';
import { KeyScope } from './key-scope.decorator.js';

@Resolver()
export class ApiKeysResolver {
  constructor(private readonly apiKeys: ApiKeysService) {}

  @Access('companyOwner')
  @KeyScope('none')
  @Query(() => [ApiKeyType], { description: 'The keys of a company, newest first; at most 200.' })
  companyApiKeys(
    @CurrentActor() actor: Actor,
    @Args('companyId', { type: () => UuidScalar, description: 'The company.' }) companyId: string,
  ): Promise<ApiKeyType[]> {
    return this.apiKeys.list(actor, { companyId });
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Query(() => [ApiKeyType], { description: 'The keys of a forum, newest first; at most 200.' })
  forumApiKeys(
    @CurrentActor() actor: Actor,
    @Args('forumId', { type: () => UuidScalar, description: 'The forum.' }) forumId: string,
  ): Promise<ApiKeyType[]> {
    return this.apiKeys.list(actor, { forumId });
  }

  @Access('ownerOrOrganizer')
  @KeyScope('none')
  @Mutation(() => CreateApiKeyResult as never, { description: 'Makes a key for a program.' })
  createApiKey(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The key.' }) { companyId, forumId, expiresAt, ...input }: CreateApiKeyInput,
  ): Promise<MadeApiKeyType | Refusal> {
    const subject = subjectOf(companyId, forumId);
    return this.apiKeys.create(actor, { ...input, subject, expiresAt: expiresAt ?? null }, new Date());
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => ApiKeyType, {
    description: 'Ends a key that I made, or one of a company that I own or a forum that I organize.',
  })
  revokeApiKey(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The key.' }) id: string,
  ): Promise<ApiKeyType> {
    return this.apiKeys.revoke(actor, id, new Date());
  }
}

function subjectOf(companyId: string | undefined, forumId: string | undefined): KeySubject {
  if (companyId && !forumId) return { companyId };
  if (forumId && !companyId) return { forumId };
  throw new BadInput([{ field: 'companyId', allowed: 'either `companyId` or `forumId`' }]);
}
