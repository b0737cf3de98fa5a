import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError, RateLimited, Unavailable, type DomainErrorCode } from '#domain';
import { currentRequestId, type Logger } from '#logging';
import { isOutage } from './graphql/outage.js';

const statusOf: Record<DomainErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** REST answers with the codes of GraphQL. What GraphQL itself throws goes on to its own formatting, which also logs. */
@Catch()
export class ExceptionFilterForAll implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(exception: unknown, host: ArgumentsHost): unknown {
    if (host.getType<'http' | 'graphql'>() === 'graphql') return exception;
    this.answer(exception, host.switchToHttp().getResponse<Response>());
    return undefined;
  }

  private answer(exception: unknown, response: Response): void {
    const tell = (status: number, code: string, message: string, facts: Readonly<Record<string, unknown>> = {}): void =>
      void response.status(status).json({ code, message, ...facts, requestId: currentRequestId() });

    if (isOutage(exception)) {
      this.logger.warn({ err: exception }, 'A dependency is down.');
      this.answer(new Unavailable(), response);
    } else if (exception instanceof DomainError) {
      if (exception instanceof Unavailable || exception instanceof RateLimited)
        response.setHeader('retry-after', String(exception.parameters.retryAfterSeconds));
      tell(statusOf[exception.code], exception.code, exception.message, exception.parameters);
    } else if (exception instanceof HttpException) {
      tell(exception.getStatus(), 'BAD_REQUEST', exception.message);
    } else {
      this.logger.error({ err: exception }, 'A request failed.');
      tell(500, 'INTERNAL_ERROR', 'Something went wrong on our side.');
    }
  }
}
