import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';
import { Account } from './account.entity.js';
import { InvalidCredentials, TooManyAttempts } from './account.refusals.js';
import type { Actor } from './actor.js';
import { passwordPolicy } from './attempt.rules.js';
import { AttemptsService } from './attempts.service.js';
import { isPassword } from './password.js';

/** The present password, asked again before what a stolen sign-in must not do. */
@Injectable()
export class PresentPasswordsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly attempts: AttemptsService,
  ) {}

  /**
   * Why this is not taken for the actor's password, or null when it is. Wrong ones count as those of a sign-in do.
   *
   * @param networkAddress the client's IP address
   */
  async refuse(
    actor: Actor,
    password: string,
    networkAddress: string,
    now: Date,
  ): Promise<InvalidCredentials | TooManyAttempts | null> {
    const account = await this.dataSource.getRepository(Account).findOneOrFail({
      where: { id: actor.accountId },
      select: { id: true, email: true, passwordHash: true },
    });
    const attempt = await this.attempts.take(passwordPolicy, `password of ${account.email}`, networkAddress, now);
    if (attempt instanceof TooManyAttempts) return attempt;
    if (!(await isPassword(account.passwordHash, password))) return new InvalidCredentials();
    await inTransaction(this.dataSource, (tx) => this.attempts.recordSuccess(tx, attempt, now));
    return null;
  }
}
