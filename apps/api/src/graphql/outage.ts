/** PostgreSQL is away, shutting down or out of connections; Node's word for a refused or broken connection. */
const outages = /^(08|57P0|53300)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const outageTexts =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|Client has encountered a connection error|Cannot use a pool after/;

/** TypeORM gives up the connection of a transaction when it breaks between two statements, and says this of the next one. */
const brokenTransactions = new Set(['QueryRunnerAlreadyReleasedError', 'QueryRunnerProviderAlreadyReleasedError']);

/** Whether what was thrown means that PostgreSQL cannot be asked at present, rather than that it refused what was asked. */
export function isOutage(error: unknown): boolean {
  const { code, message, name, driverError } = error as Partial<Error> & { code?: unknown; driverError?: unknown };
  if (driverError && driverError !== error) return isOutage(driverError);
  if (brokenTransactions.has(name ?? '')) return true;
  return (typeof code === 'string' && outages.test(code)) || outageTexts.test(message ?? '');
}
