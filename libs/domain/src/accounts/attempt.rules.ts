import { TooManyAttempts } from './account.refusals.js';

/** How long failures make the next attempt wait: nothing before `free` failures, then 1, 2, 4 … seconds up to `maxWaitSeconds`. */
export interface BackOff {
  free: number;
  maxWaitSeconds: number;
}

export interface AttemptPolicy {
  /** For one subject from one address. */
  fromAddress: BackOff;
  /** For one subject from an address from which it was right before: slower, never out. */
  fromKnownAddress: BackOff;
  /** For one subject from all addresses together; addresses from which it was right before need not mind. */
  fromAnywhere: BackOff;
}

/** A person mistypes; a program guesses. From an unknown address at most 96 guesses a day and from all of them 1,440. */
export const passwordPolicy: AttemptPolicy = {
  fromAddress: { free: 5, maxWaitSeconds: 900 },
  fromKnownAddress: { free: 5, maxWaitSeconds: 30 },
  fromAnywhere: { free: 50, maxWaitSeconds: 60 },
};

/** Stricter: three of a million codes are right at any time, and whoever guesses them knows the password already. */
export const codePolicy: AttemptPolicy = {
  fromAddress: { free: 5, maxWaitSeconds: 900 },
  fromKnownAddress: { free: 5, maxWaitSeconds: 300 },
  fromAnywhere: { free: 20, maxWaitSeconds: 900 },
};

/** Failures are forgotten a day after the last of them. */
export const forgottenAfterMs = 24 * 60 * 60 * 1000;
/** For how long an address from which it was right counts as known. */
export const knownForMs = 90 * 24 * 60 * 60 * 1000;

export interface Count {
  failures: number;
  heardAgainAt: Date | null;
  succeededAt: Date | null;
  touchedAt: Date;
}

/**
 * Whether an attempt is heard now. One that is heard counts as failed in `here` (this subject from this address) and in
 * `anywhere` (this subject), until it is proven right: so many attempts at once are no way around the wait.
 */
export function takeAttempt(
  { here, anywhere }: { here: Count; anywhere: Count },
  policy: AttemptPolicy,
  now: Date,
): { here: Count; anywhere: Count } | TooManyAttempts {
  const isKnown = here.succeededAt !== null && now.getTime() - here.succeededAt.getTime() < knownForMs;
  const waits = [here, ...(isKnown ? [] : [anywhere])].map(
    ({ heardAgainAt }) => (heardAgainAt?.getTime() ?? 0) - now.getTime(),
  );
  const waitMs = Math.max(...waits);
  if (waitMs > 0) return new TooManyAttempts(Math.ceil(waitMs / 1000));
  return {
    here: afterFailure(here, isKnown ? policy.fromKnownAddress : policy.fromAddress, now),
    anywhere: afterFailure(anywhere, policy.fromAnywhere, now),
  };
}

/** The counts once the attempt that was taken last has proven right. */
export function afterSuccess(
  { here, anywhere }: { here: Count; anywhere: Count },
  now: Date,
): { here: Count; anywhere: Count } {
  return {
    here: { ...here, failures: 0, heardAgainAt: null, succeededAt: now, touchedAt: now },
    // The failures of others stay counted, and what they have to wait stays as it is.
    anywhere: { ...anywhere, failures: Math.max(0, anywhere.failures - 1) },
  };
}

function afterFailure(count: Count, { free, maxWaitSeconds }: BackOff, now: Date): Count {
  const isForgotten = now.getTime() - count.touchedAt.getTime() >= forgottenAfterMs;
  const failures = Math.min((isForgotten ? 0 : count.failures) + 1, 1_000_000);
  const waitSeconds = failures < free ? 0 : Math.min(2 ** Math.min(failures - free, 30), maxWaitSeconds);
  const heardAgainAt = waitSeconds === 0 ? null : new Date(now.getTime() + waitSeconds * 1000);
  return { ...count, failures, heardAgainAt, touchedAt: now };
}
