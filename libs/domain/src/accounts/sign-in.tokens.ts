import { IsNull, Not, type EntityManager } from 'typeorm';
import type { Account } from './account.entity.js';
import { describeDevice, networkOf, type Arrival } from './arrival.js';
import { hashToken } from './random-token.js';
import { RefreshToken } from './refresh-token.entity.js';
import { SignIn } from './sign-in.entity.js';

const refreshTokenMs = 30 * 24 * 60 * 60 * 1000;

export interface SignedIn {
  account: Account;
  signInId: string;
  /** Shown once; good for one use within 30 days. */
  refreshToken: string;
}

/** Begins a sign-in, whose first refresh token is `token`. */
export async function beginSignIn(
  tx: EntityManager,
  accountId: string,
  token: string,
  arrival: Arrival,
  now: Date,
): Promise<string> {
  const { identifiers } = await tx.insert(SignIn, {
    accountId,
    device: describeDevice(arrival.userAgent),
    network: networkOf(arrival.address),
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + refreshTokenMs),
    endedAt: null,
  });
  const { id } = identifiers[0] as { id: string };
  await addToken(tx, { accountId, familyId: id }, token, now);
  return id;
}

/** Goes on with a sign-in, whose next refresh token is `token`. */
export async function continueSignIn(
  tx: EntityManager,
  spent: RefreshToken,
  token: string,
  arrival: Arrival,
  now: Date,
): Promise<void> {
  await tx.update(RefreshToken, { id: spent.id }, { usedAt: now });
  await addToken(tx, spent, token, now);
  const expiresAt = new Date(now.getTime() + refreshTokenMs);
  await tx.update(SignIn, { id: spent.familyId }, { lastUsedAt: now, expiresAt, network: networkOf(arrival.address) });
}

/**
 * Ends sign-ins of an account: one, all, or all but one. Their refresh tokens are spent, their access tokens are refused from
 * the next request on, and where they were used from is forgotten.
 *
 * @returns how many were open
 */
export async function endSignIns(
  tx: EntityManager,
  accountId: string,
  which: { onlyId: string } | { exceptId: string } | 'all',
  now: Date,
): Promise<number> {
  const id = which === 'all' ? {} : 'onlyId' in which ? { id: which.onlyId } : { id: Not(which.exceptId) };
  const familyId = which === 'all' ? {} : { familyId: id.id! };
  const ended = await tx.update(SignIn, { accountId, ...id, endedAt: IsNull() }, { endedAt: now, network: null });
  await tx.update(RefreshToken, { accountId, ...familyId, revokedAt: IsNull() }, { revokedAt: now });
  return ended.affected ?? 0;
}

async function addToken(
  tx: EntityManager,
  { accountId, familyId }: Pick<RefreshToken, 'accountId' | 'familyId'>,
  token: string,
  now: Date,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + refreshTokenMs);
  const row = { accountId, familyId, tokenHash: hashToken(token), expiresAt, usedAt: null, revokedAt: null };
  await tx.insert(RefreshToken, row);
}
