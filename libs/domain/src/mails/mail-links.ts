import { createHmac, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { hashToken } from '../accounts/random-token.js';
import { ServerKeys } from '../server-keys.js';
import type { LinkPurpose } from './mail-kinds.js';
import { MailLink } from './mail-link.entity.js';
import { normalizeEmail } from './email-address.js';

const minuteMs = 60_000;

/** Characters of a token: 32 bytes in base64url. */
export const linkTokenLength = 43;

export interface NewLink {
  purpose: LinkPurpose;
  email: string;
  accountId?: string | null;
  subjectId?: string | null;
  newEmail?: string | null;
  networkAddress?: string | null;
  validMinutes: number;
}

/** Makes, finds and ends the links of mails. */
@Injectable()
export class MailLinks {
  private readonly tokenKey: Buffer;
  private readonly hashKey: Buffer;

  constructor(keys: ServerKeys) {
    this.tokenKey = keys.derive('mail-link-token');
    this.hashKey = keys.derive('mail-link-hash');
  }

  /** `linkTokenLength` characters of base64url: HMAC-SHA-256 of the link's id. Whoever sends the mail computes it, nobody stores it. */
  tokenOf(linkId: string): string {
    return createHmac('sha256', this.tokenKey).update(linkId).digest('base64url');
  }

  /** What stands for an e-mail or network address where it is only counted or compared. */
  keyOf(address: string): string {
    return createHmac('sha256', this.hashKey).update(address).digest('base64url');
  }

  async issue(tx: EntityManager, link: NewLink, now: Date): Promise<MailLink> {
    const id = randomUUID();
    const row = tx.create(MailLink, {
      id,
      purpose: link.purpose,
      tokenHash: hashToken(this.tokenOf(id)),
      accountId: link.accountId ?? null,
      subjectId: link.subjectId ?? null,
      newEmail: link.newEmail ?? null,
      emailKey: this.keyOf(normalizeEmail(link.email)),
      networkKey: link.networkAddress ? this.keyOf(link.networkAddress) : null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + link.validMinutes * minuteMs),
      usedAt: null,
      withdrawnAt: null,
    });
    await tx.insert(MailLink, row);
    return row;
  }

  /** The open link with this token, locked until `tx` ends; null for any that is not, whatever the reason. */
  async find(tx: EntityManager, purpose: LinkPurpose, token: string, now: Date): Promise<MailLink | null> {
    const link = await tx.findOne(MailLink, {
      where: { tokenHash: hashToken(token), purpose },
      lock: { mode: 'pessimistic_write' },
    });
    return link && isOpen(link, now) ? link : null;
  }

  read(tx: EntityManager, id: string): Promise<MailLink> {
    return tx.findOneByOrFail(MailLink, { id });
  }

  async spend(tx: EntityManager, link: MailLink, now: Date): Promise<void> {
    await tx.update(MailLink, { id: link.id }, { usedAt: now });
  }

  /** Ends all open links about this account, or about this invitation or sign-up. */
  async withdraw(
    tx: EntityManager,
    about: { accountId: string; purpose?: LinkPurpose } | { subjectId: string },
    now: Date,
  ): Promise<void> {
    await tx.update(MailLink, { ...about, usedAt: IsNull(), withdrawnAt: IsNull() }, { withdrawnAt: now });
  }
}

export function isOpen(link: Pick<MailLink, 'usedAt' | 'withdrawnAt' | 'expiresAt'>, now: Date): boolean {
  return link.usedAt === null && link.withdrawnAt === null && link.expiresAt > now;
}
