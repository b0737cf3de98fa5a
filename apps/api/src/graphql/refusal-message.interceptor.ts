import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { map, type Observable } from 'rxjs';
import { Refusal } from '#domain';
import type { ApiContext } from './api-context.js';
import { messageOf } from './messages.js';

/** Gives a refusal the text of its code in the reader's language. */
@Injectable()
export class RefusalMessageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<'http' | 'graphql'>() !== 'graphql') return next.handle();
    const { locale } = GqlExecutionContext.create(context).getContext<ApiContext>();
    return next
      .handle()
      .pipe(
        map((value: unknown) =>
          value instanceof Refusal ? Object.assign(value, { message: messageOf(value, locale) }) : value,
        ),
      );
  }
}
