import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { map, type Observable } from 'rxjs';
import { keepsRolesOf } from '#domain';
import type { ApiContext } from '../graphql/api-context.js';
import { ActorReader } from './actor-reader.js';
import { whileAllowed } from './while-allowed.js';

/** How long an idle subscription outlives what allowed it. */
const checkEveryMs = 30_000;

/**
 * Ends a subscription whose actor has lost what it had when it subscribed: its sign-in or key ended, its access token expired,
 * it is no longer a member. Nothing is sent after that, and within half a minute the subscription is over.
 */
@Injectable()
export class SubscriptionWatchInterceptor implements NestInterceptor {
  constructor(private readonly actors: ActorReader) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<'http' | 'graphql'>() !== 'graphql') return next.handle();
    const graphql = GqlExecutionContext.create(context);
    const { actor, authorization } = graphql.getContext<ApiContext>();
    if (graphql.getInfo<GraphQLResolveInfo>().parentType.name !== 'Subscription' || !actor) return next.handle();

    const isAllowed = async (): Promise<boolean> => {
      const present = await this.actors.read(authorization);
      return present !== null && keepsRolesOf(present, actor);
    };
    return next
      .handle()
      .pipe(map((messages: AsyncIterator<unknown>) => whileAllowed(messages, isAllowed, checkEveryMs)));
  }
}
