import type { SignIn } from './sign-in.entity.js';

/** For how long after its start a sign-in stands in for a password, where an account has none. */
export const freshSignInMinutes = 10;

/** Whether it goes on and began at most `freshSignInMinutes` ago. Its refreshes, which need nobody there, make it no younger. */
export function isFresh({ createdAt, endedAt }: Pick<SignIn, 'createdAt' | 'endedAt'>, now: Date): boolean {
  return endedAt === null && now.getTime() - createdAt.getTime() <= freshSignInMinutes * 60_000;
}
