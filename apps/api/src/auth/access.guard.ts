import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Request } from 'express';
import { NotAllowed, NotSignedIn, type Actor } from '#domain';
import type { Logger } from '#logging';
import type { ApiContext } from '../graphql/api-context.js';
import { LOGGER } from '../tokens.js';
import { ACCESS_RULE, type AccessRule } from './access.decorator.js';
import { ActorReader } from './actor-reader.js';
import { KEY_SCOPE, type DeclaredScope } from './key-scope.decorator.js';

const isOrganizerOrAdministrator = (actor: Actor): boolean =>
  actor.isAdministrator || [...actor.forumRoles.values()].includes('organizer');

const holds: Record<AccessRule, (actor: Actor) => boolean> = {
  anyone: () => true,
  signedIn: () => true,
  companyMember: (actor) => actor.companyRoles.size > 0,
  companyMemberOrAdministrator: (actor) => actor.isAdministrator || actor.companyRoles.size > 0,
  companyOwner: (actor) => [...actor.companyRoles.values()].includes('owner'),
  companyOwnerOrAdministrator: (actor) => actor.isAdministrator || [...actor.companyRoles.values()].includes('owner'),
  partyOrForumStaff: (actor) => actor.companyRoles.size > 0 || actor.forumRoles.size > 0,
  forumStaff: (actor) => actor.forumRoles.size > 0,
  forumOrganizer: (actor) => [...actor.forumRoles.values()].includes('organizer'),
  ownerOrOrganizer: (actor) =>
    [...actor.companyRoles.values()].includes('owner') || [...actor.forumRoles.values()].includes('organizer'),
  inviter: (actor) =>
    actor.isAdministrator ||
    [...actor.companyRoles.values()].includes('owner') ||
    [...actor.forumRoles.values()].includes('organizer'),
  forumStaffOrAdministrator: (actor) => actor.isAdministrator || actor.forumRoles.size > 0,
  administrator: (actor) => actor.isAdministrator,
  forumOrganizerOrAdministrator: isOrganizerOrAdministrator,
  organizerOrAdministrator: isOrganizerOrAdministrator,
};

/**
 * Lets nobody use an operation whose declared rule does not hold; one without a rule is open to nobody, and one without a scope to
 * no API key.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly actors: ActorReader,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!rule) throw new NotAllowed('This operation declares no rule, so nobody may use it.');
    if (rule === 'anyone') return true;

    const actor = await this.readActor(context);
    if (!actor) throw new NotSignedIn();
    if (!holds[rule](actor)) throw new NotAllowed();
    if (actor.key) this.requireScope(actor.key, context);
    return true;
  }

  private requireScope(key: NonNullable<Actor['key']>, context: ExecutionContext): void {
    const scope = this.reflector.get<DeclaredScope | undefined>(KEY_SCOPE, context.getHandler()) ?? 'none';
    if (scope === 'none' || !key.scopes.has(scope))
      throw new NotAllowed('The scopes of this API key do not open this.');
    // What it changes is audited as an act of its maker; the id of the request joins the two.
    this.logger.info({ apiKeyId: key.id, operation: context.getHandler().name }, 'An API key acts.');
  }

  private async readActor(context: ExecutionContext): Promise<Actor | null> {
    if (context.getType<'http' | 'graphql'>() === 'graphql') {
      return GqlExecutionContext.create(context).getContext<ApiContext>().actor;
    }
    const request = context.switchToHttp().getRequest<Request & { actor?: Actor | null }>();
    request.actor = await this.actors.read(request.headers.authorization);
    return request.actor;
  }
}
