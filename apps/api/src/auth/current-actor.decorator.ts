import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Request } from 'express';
import { NotSignedIn, type Actor } from '#domain';
import type { ApiContext } from '../graphql/api-context.js';

/** The signed-in actor of a GraphQL operation or REST route; the guard made sure that there is one. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor =
    context.getType<'http' | 'graphql'>() === 'graphql'
      ? GqlExecutionContext.create(context).getContext<ApiContext>().actor
      : context.switchToHttp().getRequest<Request & { actor?: Actor | null }>().actor;
  if (!actor) throw new NotSignedIn();
  return actor;
});
