import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';
import { Account } from './account.entity.js';
import { FreshSignInNeeded, InvalidCredentials, TooManyAttempts } from './account.refusals.js';
import type { Actor } from './actor.js';
import { passwordPolicy } from './attempt.rules.js';
import { AttemptsService } from './attempts.service.js';
import { isPassword } from './password.js';
import { SignIn } from './sign-in.entity.js';
import { freshSignInMinutes, isFresh } from './sign-in.rules.js';

/** Why somebody who is signed in is not taken for the owner of the account. */
export type OwnerRefusal = InvalidCredentials | TooManyAttempts | FreshSignInNeeded;

/** The present password, asked again before what a stolen sign-in must not do. */
@Injectable()
export class PresentPasswordsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly attempts: AttemptsService,
  ) {}

  /**
   * Why this is not taken for the actor's password, or null when it is. Wrong ones count as those of a sign-in do. In place of
   * a password that is not there stands a fresh sign-in: whoever signs in elsewhere alone has just been there again.
   *
   * @param password null when none is given
   * @param networkAddress the client's IP address
   */
  async refuse(actor: Actor, password: string | null, networkAddress: string, now: Date): Promise<OwnerRefusal | null> {
    const account = await this.dataSource.getRepository(Account).findOneOrFail({
      where: { id: actor.accountId },
      select: { id: true, email: true, passwordHash: true },
    });
    if (account.passwordHash === null)
      return (await this.isSignInFresh(actor, now)) ? null : new FreshSignInNeeded(freshSignInMinutes);
    // Nothing was guessed, so nothing is counted.
    if (password === null) return new InvalidCredentials();
    const attempt = await this.attempts.take(passwordPolicy, `password of ${account.email}`, networkAddress, now);
    if (attempt instanceof TooManyAttempts) return attempt;
    if (!(await isPassword(account.passwordHash, password))) return new InvalidCredentials();
    await inTransaction(this.dataSource, (tx) => this.attempts.recordSuccess(tx, attempt, now));
    return null;
  }

  /** Of the very sign-in that asks: another one, on a device left open elsewhere, proves nothing of who is here. */
  private async isSignInFresh({ accountId, signInId }: Actor, now: Date): Promise<boolean> {
    if (signInId === undefined) return false;
    const signIn = await this.dataSource.getRepository(SignIn).findOneBy({ id: signInId, accountId });
    return signIn !== null && isFresh(signIn, now);
  }
}
