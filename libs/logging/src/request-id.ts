import { AsyncLocalStorage } from 'node:async_hooks';

const requestIds = new AsyncLocalStorage<string>();

/**
 * Runs `work` so that everything it calls, awaits and logs knows the request it belongs to.
 *
 * The api opens it for a request; a worker opens it again for the job that the request asked for.
 */
export function runWithRequestId<T>(requestId: string, work: () => T): T {
  return requestIds.run(requestId, work);
}

/** The id of the request being served, or null outside of any. */
export function currentRequestId(): string | null {
  return requestIds.getStore() ?? null;
}
