import type { Mail, MailState } from './mail.entity.js';

const minuteMs = 60_000;

/** Pauses before the next try; the last one repeats until nobody needs the mail any more. */
const retryPausesMinutes = [1, 5, 15, 60] as const;

/** Longer than a mail server is given to answer: within it, the run that has the mail is alive. */
export const claimMs = 2 * minuteMs;

/**
 * What became of one try: `accepted` by the server, `refused` for good by it, `unreachable` for anything that may go better
 * later, the connection that broke before the server's last word included.
 */
export type Delivery = 'accepted' | 'refused' | 'unreachable';

export type MailOutcome = { state: Exclude<MailState, 'waiting' | 'withheld'> } | { state: 'waiting'; retryAt: Date };

/** Whether the mail has ended with this try, or when the next one is. */
export function outcomeOf(mail: Pick<Mail, 'failures' | 'expiresAt'>, delivery: Delivery, now: Date): MailOutcome {
  if (delivery === 'accepted') return { state: 'sent' };
  if (delivery === 'refused') return { state: 'failed' };
  const pause = retryPausesMinutes[Math.min(mail.failures, retryPausesMinutes.length - 1)]!;
  const retryAt = new Date(now.getTime() + pause * minuteMs);
  return retryAt < mail.expiresAt ? { state: 'waiting', retryAt } : { state: 'failed' };
}
