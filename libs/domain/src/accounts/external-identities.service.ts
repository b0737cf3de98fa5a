import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { inTransaction, sqlState } from '../transaction.js';
import { Account } from './account.entity.js';
import { IdentityNotLinked, IdentityTaken, type SecondFactorNeeded } from './account.refusals.js';
import type { Actor } from './actor.js';
import type { Arrival } from './arrival.js';
import { ExternalIdentity } from './external-identity.entity.js';
import { PresentPasswordsService, type OwnerRefusal } from './present-passwords.service.js';
import { SignInStepsService } from './sign-in-steps.service.js';
import type { SignedIn } from './sign-in.tokens.js';

/** What an issuer has proven. Its e-mail is not part of it: nothing is decided by it. */
export interface ProvenIdentity {
  issuer: string;
  subject: string;
}

/** Accounts and what other issuers call their owners. */
@Injectable()
export class ExternalIdentitiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly presentPasswords: PresentPasswordsService,
    private readonly steps: SignInStepsService,
  ) {}

  /** Signs in the account to which its owner has linked this identity; a second factor is asked for all the same. */
  async signIn(
    { issuer, subject }: ProvenIdentity,
    arrival: Arrival,
    now: Date,
  ): Promise<SignedIn | SecondFactorNeeded | IdentityNotLinked> {
    return inTransaction(this.dataSource, async (tx) => {
      const identity = await tx.findOneBy(ExternalIdentity, { issuer, subject });
      if (!identity) return new IdentityNotLinked();
      const account = await tx.findOneByOrFail(Account, { id: identity.accountId });
      await tx.update(ExternalIdentity, { id: identity.id }, { lastUsedAt: now });
      return this.steps.afterFirstProof(tx, account, arrival, now);
    });
  }

  /**
   * Links an identity to the actor's account. The password, or a fresh sign-in where there is none, confirms that it is the
   * owner who asks: an access token that got out opens no lasting door.
   */
  async link(
    actor: Actor,
    { issuer, subject }: ProvenIdentity,
    password: string | null,
    address: string,
    now: Date,
  ): Promise<ExternalIdentity | IdentityTaken | OwnerRefusal> {
    const { accountId } = actor;
    const refusal = await this.presentPasswords.refuse(actor, password, address, now);
    if (refusal) return refusal;
    try {
      return await inTransaction(this.dataSource, async (tx) => {
        const present = await tx.findOneBy(ExternalIdentity, { issuer, subject });
        if (present) return present.accountId === accountId ? present : new IdentityTaken();
        return linkIdentity(tx, this.audit, accountId, { issuer, subject });
      });
    } catch (error) {
      // Somebody else linked the same identity at the same moment.
      if (sqlState(error) === '23505') return new IdentityTaken();
      throw error;
    }
  }

  list(actor: Actor): Promise<ExternalIdentity[]> {
    const { accountId } = actor;
    return this.dataSource
      .getRepository(ExternalIdentity)
      .find({ where: { accountId }, order: { linkedAt: 'ASC', id: 'ASC' }, take: 100 });
  }

  /** The password remains a way in, or for whoever has none a new one by mail. What is not the actor's stays as it is. */
  async unlink(actor: Actor, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const identity = await tx.findOneBy(ExternalIdentity, { id, accountId: actor.accountId });
      if (!identity) return;
      await tx.delete(ExternalIdentity, { id });
      await recordIdentity(tx, this.audit, actor.accountId, 'account.identity-unlinked', identity);
    });
  }
}

/** Links an identity that nobody has yet, within the transaction of whoever has made sure of the account. */
export async function linkIdentity(
  tx: EntityManager,
  audit: AuditService,
  accountId: string,
  { issuer, subject }: ProvenIdentity,
): Promise<ExternalIdentity> {
  const identity = await tx.save(tx.create(ExternalIdentity, { accountId, issuer, subject, lastUsedAt: null }));
  await recordIdentity(tx, audit, accountId, 'account.identity-linked', identity);
  return identity;
}

function recordIdentity(
  tx: EntityManager,
  audit: AuditService,
  accountId: string,
  action: string,
  { id, issuer }: ExternalIdentity,
): Promise<void> {
  const subject = { subjectType: 'account', subjectId: accountId };
  return audit.record(tx, { accountId, action, ...subject, after: { identityId: id, issuer } });
}
