import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { openText, sealText } from '../sealed-text.js';
import { ServerKeys } from '../server-keys.js';
import { inTransaction } from '../transaction.js';
import { refuseWrongState, WrongState } from '../refusal.js';
import { Account } from './account.entity.js';
import { TooManyAttempts, WrongCode } from './account.refusals.js';
import type { Actor } from './actor.js';
import { codePolicy } from './attempt.rules.js';
import { AttemptsService } from './attempts.service.js';
import { describeSecret, drawRecoveryCode, drawSecret, readRecoveryCode, stepOf } from './one-time-codes.js';
import { PresentPasswordsService, type OwnerRefusal } from './present-passwords.service.js';
import { RecoveryCode, SecondFactor } from './second-factor.entities.js';

const recoveryCodeCount = 10;

export type SecondFactorState = 'off' | 'enrolled' | 'on';

export interface SecondFactorView {
  state: SecondFactorState;
  recoveryCodesLeft: number;
}

/** Shown once. */
export interface EnrolledSecondFactor {
  secret: string;
  otpauthUri: string;
}

/** The optional second factor of an account: codes of an authenticator (TOTP, RFC 6238), and recovery codes for when it is lost. */
@Injectable()
export class SecondFactorsService {
  private readonly secretKey: Buffer;
  private readonly recoveryKey: Buffer;

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly attempts: AttemptsService,
    private readonly presentPasswords: PresentPasswordsService,
    keys: ServerKeys,
  ) {
    this.secretKey = keys.derive('second factor secrets');
    this.recoveryKey = keys.derive('recovery codes');
  }

  async view(actor: Actor): Promise<SecondFactorView> {
    const { accountId } = actor;
    const { manager } = this.dataSource;
    const [state, recoveryCodesLeft] = await Promise.all([
      stateOf(manager, accountId),
      manager.countBy(RecoveryCode, { accountId, usedAt: IsNull() }),
    ]);
    return { state, recoveryCodesLeft };
  }

  /** Draws a secret for an authenticator. Nothing is asked for at sign-in before `confirm`; enrolling again draws another one. */
  async enrol(
    actor: Actor,
    password: string | null,
    address: string,
    now: Date,
  ): Promise<EnrolledSecondFactor | OwnerRefusal | WrongState> {
    const { accountId } = actor;
    const notOwner = await this.presentPasswords.refuse(actor, password, address, now);
    if (notOwner) return notOwner;

    const secret = drawSecret();
    const sealedSecret = sealText(this.secretKey, secret, accountId);
    return inTransaction(this.dataSource, async (tx) => {
      const refusal = refuseWrongState(await stateOf(tx, accountId), ['off', 'enrolled']);
      if (refusal) return refusal;
      await tx.upsert(SecondFactor, { accountId, sealedSecret, confirmedAt: null, lastStep: null }, ['accountId']);
      await this.record(tx, accountId, 'account.second-factor-enrolled');
      const { email } = await tx.findOneByOrFail(Account, { id: accountId });
      return { secret, otpauthUri: describeSecret(secret, email) };
    });
  }

  /** Turns the second factor on with a first code; answers with the recovery codes, which are shown this once. */
  confirm(
    actor: Actor,
    code: string,
    address: string,
    now: Date,
  ): Promise<string[] | WrongCode | TooManyAttempts | WrongState> {
    return this.withCode(actor, ['enrolled'], code, address, now, async (tx) => {
      await tx.update(SecondFactor, { accountId: actor.accountId }, { confirmedAt: now });
      await this.record(tx, actor.accountId, 'account.second-factor-turned-on');
      return this.replaceRecoveryCodes(tx, actor.accountId);
    });
  }

  /** Asks for a code or a recovery code. */
  turnOff(
    actor: Actor,
    code: string,
    address: string,
    now: Date,
  ): Promise<SecondFactorView | WrongCode | TooManyAttempts | WrongState> {
    return this.withCode(actor, ['on'], code, address, now, async (tx) => {
      await tx.delete(SecondFactor, { accountId: actor.accountId });
      await tx.delete(RecoveryCode, { accountId: actor.accountId });
      await this.record(tx, actor.accountId, 'account.second-factor-turned-off');
      return { state: 'off' as const, recoveryCodesLeft: 0 };
    });
  }

  /** Draws new recovery codes, shown this once; the earlier ones are good no more. */
  renewRecoveryCodes(
    actor: Actor,
    code: string,
    address: string,
    now: Date,
  ): Promise<string[] | WrongCode | TooManyAttempts | WrongState> {
    return this.withCode(actor, ['on'], code, address, now, async (tx) => {
      await this.record(tx, actor.accountId, 'account.recovery-codes-renewed');
      return this.replaceRecoveryCodes(tx, actor.accountId);
    });
  }

  /**
   * Whether `code` is one of the authenticator or a recovery code, not used before; it is used up with this transaction. The
   * factor's row is locked, so that of two uses at once one is right.
   */
  async useCode(tx: EntityManager, accountId: string, code: string, now: Date): Promise<boolean> {
    const factor = await tx
      .createQueryBuilder(SecondFactor, 'factor')
      .addSelect('factor.sealedSecret')
      .where({ accountId })
      .setLock('pessimistic_write')
      .getOne();
    if (!factor) return false;
    const secret = openText(this.secretKey, factor.sealedSecret, accountId);
    // Only where another server key was put in place of the one it was sealed with.
    if (secret === null)
      throw new Error(`The second factor of account ${accountId} does not open with this server key.`);

    const step = stepOf(code.trim(), secret, now);
    if (step !== null && step > (factor.lastStep ?? -1)) {
      await tx.update(SecondFactor, { accountId }, { lastStep: step });
      return true;
    }
    const recoveryCode = readRecoveryCode(code);
    if (recoveryCode === null || factor.confirmedAt === null) return false;
    const own = { accountId, codeHash: this.hash(accountId, recoveryCode), usedAt: IsNull() };
    const used = await tx.update(RecoveryCode, own, { usedAt: now });
    if (!used.affected) return false;
    await this.record(tx, accountId, 'account.recovery-code-used');
    return true;
  }

  private async withCode<T>(
    { accountId }: Actor,
    states: SecondFactorState[],
    code: string,
    address: string,
    now: Date,
    act: (tx: EntityManager) => Promise<T>,
  ): Promise<T | WrongCode | TooManyAttempts | WrongState> {
    const early = refuseWrongState(await stateOf(this.dataSource.manager, accountId), states);
    if (early) return early;
    const attempt = await this.attempts.take(codePolicy, `code of ${accountId}`, address, now);
    if (attempt instanceof TooManyAttempts) return attempt;
    return inTransaction(this.dataSource, async (tx) => {
      if (!(await this.useCode(tx, accountId, code, now))) return new WrongCode();
      // Once more, now that the row is locked: somebody else may have been first.
      const refusal = refuseWrongState(await stateOf(tx, accountId), states);
      if (refusal) return refusal;
      await this.attempts.recordSuccess(tx, attempt, now);
      return act(tx);
    });
  }

  private async replaceRecoveryCodes(tx: EntityManager, accountId: string): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodeCount }, drawRecoveryCode);
    await tx.delete(RecoveryCode, { accountId });
    await tx.insert(
      RecoveryCode,
      codes.map((code) => ({ accountId, codeHash: this.hash(accountId, code), usedAt: null })),
    );
    return codes;
  }

  private hash(accountId: string, recoveryCode: string): string {
    return createHmac('sha256', this.recoveryKey).update(`${accountId} ${recoveryCode}`).digest('hex');
  }

  private record(tx: EntityManager, accountId: string, action: string): Promise<void> {
    return this.audit.record(tx, { accountId, action, subjectType: 'account', subjectId: accountId });
  }
}

export async function stateOf(tx: EntityManager, accountId: string): Promise<SecondFactorState> {
  const factor = await tx.findOneBy(SecondFactor, { accountId });
  if (!factor) return 'off';
  return factor.confirmedAt === null ? 'enrolled' : 'on';
}
