import type { RequestHandler } from 'express';
import { parse } from 'graphql';
import { currentRequestId } from '#logging';
import { conditionalMessage, hasConditionalSubscription } from './subscription-operation.js';

/**
 * Refuses over HTTP what graphql 16 throws at while it validates, before anything of Apollo's could turn it away: a subscription
 * that asks for its field on a condition. Nothing is parsed that does not speak of one.
 */
export function refuseConditionalSubscriptions(maxTokens: number): RequestHandler {
  return (request, response, next) => {
    const { query } = { ...request.query, ...(request.body as { query?: unknown } | undefined) };
    if (typeof query !== 'string' || !/\bsubscription\b/.test(query) || !isConditional(query, maxTokens)) return next();
    const extensions = { code: 'GRAPHQL_VALIDATION_FAILED', requestId: currentRequestId() };
    response.status(400).json({ errors: [{ message: conditionalMessage, extensions }] });
  };
}

/** What cannot be parsed is told by whoever parses it next. */
function isConditional(query: string, maxTokens: number): boolean {
  try {
    return hasConditionalSubscription(parse(query, { maxTokens }));
  } catch {
    return false;
  }
}
