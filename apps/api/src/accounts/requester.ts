import type { Request } from 'express';
import type { ApiConfig } from '#config';
import type { Requester } from '#domain';

/** Who asks for a mail without having signed in. */
export function requesterOf(request: Request, config: ApiConfig): Requester {
  // A connection that has closed meanwhile has no address; all such share one budget.
  return { networkAddress: request.ip ?? 'unknown', hourlyMails: config.hourlyMailsPerAddress };
}
