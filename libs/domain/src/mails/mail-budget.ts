import type { EntityManager } from 'typeorm';
import type { MailLinks } from './mail-links.js';
import { TooManyMails } from './mail.refusals.js';
import { normalizeEmail } from './email-address.js';

/** Mails with a link, per hour: to one address, and asked for by one signed-in account. */
export const hourlyMails = { perEmail: 4, perAccount: 20 } as const;

const hourMs = 60 * 60_000;

/** Who asks without having signed in. */
export interface Requester {
  /** IP address, as the api sees it. */
  networkAddress: string;
  /** Mails that one network address may ask for within an hour. */
  hourlyMails: number;
}

export interface MailBudget {
  /** Told to whoever asks: it depends on their own requests alone. */
  refusal: TooManyMails | null;
  /** Kept to ourselves: it would tell that somebody else asked for mails to this address. */
  isEmailExhausted: boolean;
}

/**
 * What may still be sent. Counts the links of the last hour, and holds later requests for the same address back until `tx`
 * ends, so that many at once are counted too. Costs the same for every address.
 */
export async function readMailBudget(
  tx: EntityManager,
  links: MailLinks,
  asked: { email: string; requester: Requester },
  now: Date,
): Promise<MailBudget> {
  const emailKey = links.keyOf(normalizeEmail(asked.email));
  const networkKey = links.keyOf(asked.requester.networkAddress);
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [emailKey]);
  const [counts] = await tx.query<{ byEmail: number; byNetwork: number; oldest: Date | null }[]>(
    `SELECT (SELECT count(*)::int FROM mail_link WHERE email_key = $1 AND created_at > $3) AS "byEmail",
            by_network.count AS "byNetwork", by_network.oldest
       FROM (SELECT count(*)::int AS count, min(created_at) AS oldest
               FROM mail_link WHERE network_key = $2 AND created_at > $3) AS by_network`,
    [emailKey, networkKey, new Date(now.getTime() - hourMs)],
  );
  const { byEmail, byNetwork, oldest } = counts!;
  const isNetworkExhausted = byNetwork >= asked.requester.hourlyMails;
  return {
    refusal: isNetworkExhausted ? new TooManyMails(secondsUntilHourAfter(oldest ?? now, now)) : null,
    isEmailExhausted: byEmail >= hourlyMails.perEmail,
  };
}

/** How long until the hour that began at `since` is over, in whole seconds, at least 1. */
export function secondsUntilHourAfter(since: Date, now: Date): number {
  return Math.max(1, Math.ceil((since.getTime() + hourMs - now.getTime()) / 1000));
}
