import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import type { Actor } from '#domain';
import { RequestRates } from './request-rates.js';

/** Counts what an account asks for by REST; an operation of GraphQL is counted whole, before any of it is resolved. */
@Injectable()
export class AccountRateInterceptor implements NestInterceptor {
  constructor(private readonly rates: RequestRates) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<'http' | 'graphql'>() === 'http') {
      const { actor } = context.switchToHttp().getRequest<Request & { actor?: Actor | null }>();
      if (actor) this.rates.takeForAccount(actor.accountId, 1, new Date());
    }
    return next.handle();
  }
}
