import { AccountsService } from '#domain';
import { withDomain } from './domain-session.js';
import type { Installation } from './installation.js';
import { hasAccounts } from './sample-content.js';

/** A single-use token for `createFirstAdministrator`, good for a day; null once there is an account. */
export async function drawSetupToken(
  installation: Pick<Installation, 'databaseUrl' | 'queue' | 'serverKey'>,
): Promise<string | null> {
  if (await hasAccounts(installation.databaseUrl)) return null;
  return withDomain(installation, (services) => services.get(AccountsService).drawSetupLink(new Date()));
}
