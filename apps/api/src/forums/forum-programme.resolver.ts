import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  ForumProgrammeService,
  ForumStaffService,
  type Actor,
  type ForumRole,
  type ForumStaffMember,
  type Refusal,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { UuidScalar } from '../graphql/scalars.js';
import { forumArgument, idempotencyKeyArgument } from './forum.arguments.js';
import { ForumRoleEnum } from './forum.enums.js';
import {
  AddSessionResult,
  AddTableResult,
  RemoveForumStaffResult,
  RemoveTableResult,
  SetForumStaffResult,
} from './forum.result.js';
import { ForumStaffMemberType, type ForumType } from './forum.type.js';
import { NewSessionInput, NewTableInput } from './programme.input.js';
import { ForumProgrammeType, type ForumTableType, type SessionType } from './programme.type.js';

/** What a forum consists of: its hours, its tables and its staff. */
@Resolver()
export class ForumProgrammeResolver {
  constructor(
    private readonly programme: ForumProgrammeService,
    private readonly staff: ForumStaffService,
  ) {}

  @Access('signedIn')
  @KeyScope('directory:read')
  @Query(() => ForumProgrammeType, {
    description: 'Sub-forums, sessions with their slots, and tables of a forum that I may see.',
  })
  forumProgramme(
    @CurrentActor() actor: Actor,
    @Args('forumId', forumArgument) forumId: string,
  ): Promise<ForumProgrammeType> {
    return this.programme.readProgramme(actor, forumId);
  }

  @Access('forumStaff')
  @KeyScope('none')
  @Query(() => [ForumStaffMemberType], { description: 'Organizers and assistants of a forum, for them alone.' })
  forumStaff(
    @CurrentActor() actor: Actor,
    @Args('forumId', forumArgument) forumId: string,
  ): Promise<ForumStaffMember[]> {
    return this.staff.listStaff(actor, forumId);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => AddSessionResult as never, { description: 'Adds a session on one day and cuts it into slots.' })
  addSession(
    @CurrentActor() actor: Actor,
    @Args('forumId', forumArgument) forumId: string,
    @Args('input', { description: 'The session.' }) input: NewSessionInput,
    @Args('idempotencyKey', idempotencyKeyArgument) idempotencyKey: string,
  ): Promise<SessionType | Refusal> {
    return this.programme.addSession(actor, forumId, input, idempotencyKey);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => AddTableResult as never, { description: 'Adds a table.' })
  addTable(
    @CurrentActor() actor: Actor,
    @Args('forumId', forumArgument) forumId: string,
    @Args('input', { description: 'The table.' }) input: NewTableInput,
    @Args('idempotencyKey', idempotencyKeyArgument) idempotencyKey: string,
  ): Promise<ForumTableType | Refusal> {
    return this.programme.addTable(actor, forumId, input, idempotencyKey);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => RemoveTableResult as never, {
    description: 'Removes a table that no meeting and no schedule draft names.',
  })
  removeTable(
    @CurrentActor() actor: Actor,
    @Args('tableId', { type: () => UuidScalar, description: 'The table.' }) tableId: string,
  ): Promise<ForumType | Refusal> {
    return this.programme.removeTable(actor, tableId);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => SetForumStaffResult as never, {
    description:
      'Gives one of the forum’s staff another role; the person is told. Others join by an invitation (`invite`).',
  })
  setForumStaff(
    @CurrentActor() actor: Actor,
    @Args('forumId', forumArgument) forumId: string,
    @Args('accountId', { type: () => UuidScalar, description: 'The person’s account.' }) accountId: string,
    @Args('role', { type: () => ForumRoleEnum, description: 'The role.' }) role: ForumRole,
  ): Promise<ForumStaffMember | Refusal> {
    return this.staff.setStaff(actor, forumId, accountId, role);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => RemoveForumStaffResult as never, { description: 'Takes a person’s role at the forum away.' })
  removeForumStaff(
    @CurrentActor() actor: Actor,
    @Args('forumId', forumArgument) forumId: string,
    @Args('accountId', { type: () => UuidScalar, description: 'The person’s account.' }) accountId: string,
  ): Promise<ForumStaffMember | Refusal> {
    return this.staff.removeStaff(actor, forumId, accountId);
  }
}
