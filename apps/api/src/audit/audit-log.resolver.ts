import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AuditLogService, BadInput, type Actor, type AuditCursor, type AuditLogEntry } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { decodeCursor, pageOf, type Page } from '../graphql/pagination.js';
import { AuditEntryConnection, AuditEntryType, AuditLogArgs, AuditSealType, AuditValueType } from './audit-log.type.js';
import { auditValuesOf } from './audit-values.js';

@Resolver(() => AuditEntryType)
export class AuditLogResolver {
  constructor(private readonly log: AuditLogService) {}

  @Access('forumOrganizerOrAdministrator')
  @KeyScope('none')
  @Query(() => AuditEntryConnection, {
    description:
      'Who did what, newest first: at a forum that I organize, or in the whole installation for administrators. `GET /audit.csv` gives the same as a file.',
  })
  async auditLog(
    @CurrentActor() actor: Actor,
    @Args() { forumId, filter, first, after }: AuditLogArgs,
  ): Promise<Page<AuditLogEntry>> {
    const entries = await this.log.list(actor, forumId ?? null, filter, first + 1, positionOf(after));
    return pageOf(entries, first, ({ at, id }) => [at.toISOString(), id]);
  }

  @Access('administrator')
  @KeyScope('none')
  @Query(() => AuditSealType, {
    nullable: true,
    description:
      'Where the chain of seals ends. Kept elsewhere, it tells later, by `npm run audit:verify -- --expect position:hash`, whether the end was cut.',
  })
  auditHead(@CurrentActor() actor: Actor): Promise<AuditSealType | null> {
    return this.log.head(actor);
  }

  @FieldAccess('asObject')
  @ResolveField(() => [AuditValueType], { description: 'The fields that it set or changed.' })
  values(@Parent() entry: AuditLogEntry): AuditValueType[] {
    return auditValuesOf(entry);
  }
}

/** @throws BadInput when the cursor was not made by this list */
function positionOf(after: string | null | undefined): AuditCursor | null {
  const cursor = decodeCursor(after, 2);
  if (!cursor) return null;
  const [at, id] = [new Date(cursor[0]!), String(cursor[1])];
  if (Number.isNaN(at.getTime()) || !/^\d{1,18}$/.test(id)) {
    throw new BadInput([{ field: 'after', allowed: 'a cursor from an earlier page of the same list' }]);
  }
  return { at, id };
}
