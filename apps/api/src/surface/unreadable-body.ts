import type { ErrorRequestHandler } from 'express';
import { currentRequestId } from '#logging';

/** By what body-parser found; its own texts are those of the parser of JSON, and quote the body. */
const messages: Record<string, string> = {
  'entity.parse.failed': 'The body is not JSON.',
  'entity.too.large': 'The body is larger than allowed.',
  'charset.unsupported': 'The character set of the body is not supported.',
  'encoding.unsupported': 'The encoding of the body is not supported.',
};

/** Answers a request whose body could not be read, in our own words. Stands behind the body parser. */
export function answerUnreadableBody(): ErrorRequestHandler {
  return (error: { status?: number; type?: string; expose?: boolean }, _request, response, next) => {
    const { status, type = '', expose } = error;
    const isFaultOfBody = expose === true && status !== undefined && status >= 400 && status < 500;
    // One in the path, or one of ours: the filter of exceptions knows what to tell.
    if (!isFaultOfBody || response.headersSent) return next(error);
    const message = messages[type] ?? 'The body cannot be read.';
    response.status(status).json({ code: 'BAD_REQUEST', message, requestId: currentRequestId() });
  };
}
