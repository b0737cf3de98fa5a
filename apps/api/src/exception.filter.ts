import { randomUUID } from 'node:crypto';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError, Unavailable, type DomainErrorCode } from '#domain';
import type { Logger } from '#logging';
import { isOutage } from './graphql/error-formatting.js';

const statusOf: Record<DomainErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
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
    if (isOutage(exception)) {
      this.logger.warn({ err: exception }, 'A dependency is down.');
      this.answer(new Unavailable(), response);
    } else if (exception instanceof DomainError) {
      if (exception instanceof Unavailable)
        response.setHeader('retry-after', String(exception.parameters.retryAfterSeconds));
      response
        .status(statusOf[exception.code])
        .json({ code: exception.code, message: exception.message, ...exception.parameters });
    } else if (exception instanceof HttpException) {
      response.status(exception.getStatus()).json({ code: 'BAD_REQUEST', message: exception.message });
    } else {
      const errorId = randomUUID();
      this.logger.error({ err: exception, errorId }, 'A request failed.');
      response.status(500).json({ code: 'INTERNAL_ERROR', message: 'Something went wrong on our side.', errorId });
    }
  }
}
