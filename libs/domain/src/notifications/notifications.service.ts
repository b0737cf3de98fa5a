import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, type EntityManager } from 'typeorm';
import { Signals } from '#jobs';
import type { Actor } from '../accounts/actor.js';
import { CompanyMembership, ForumMembership } from '../accounts/membership.entities.js';
import { NotFound } from '../domain-error.js';
import { insertRows } from '../insert-rows.js';
import { afterCommit } from '../transaction.js';
import { Notification } from './notification.entity.js';
import type { NotificationKind } from './notification-kinds.js';

/** The signal that says: look at this person's notifications again. */
export const notificationTopic = (accountId: string): string => `notifications.${accountId}`;

export interface Message {
  kind: NotificationKind;
  parameters: Record<string, string | number | null>;
  forumId: string | null;
}

/** A message to every member of these companies. */
export interface CompaniesMessage {
  companyIds: readonly string[];
  message: Message;
}

interface Addressed extends Message {
  accountId: string;
  readAt: null;
}

@Injectable()
export class NotificationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signals: Signals,
  ) {}

  /** Tells every member of these companies, within the transaction of what is told. */
  tellCompanies(tx: EntityManager, companyIds: readonly string[], message: Message): Promise<void> {
    return this.tellEach(tx, [{ companyIds, message }]);
  }

  /** Many messages at once; a person gets each of them once. */
  async tellEach(tx: EntityManager, messages: readonly CompaniesMessage[]): Promise<void> {
    const members = await tx.find(CompanyMembership, {
      where: { companyId: In([...new Set(messages.flatMap(({ companyIds }) => companyIds))]) },
      select: { companyId: true, accountId: true },
    });
    const accountIdsOf = new Map<string, string[]>();
    for (const { companyId, accountId } of members) {
      accountIdsOf.set(companyId, [...(accountIdsOf.get(companyId) ?? []), accountId]);
    }
    await this.insert(
      tx,
      messages.flatMap(({ companyIds, message }) =>
        addressed(
          companyIds.flatMap((id) => accountIdsOf.get(id) ?? []),
          message,
        ),
      ),
    );
  }

  /** Tells the organizers and assistants of a forum. */
  async tellStaff(tx: EntityManager, forumId: string, message: Message): Promise<void> {
    const staff = await tx.find(ForumMembership, { where: { forumId }, select: { accountId: true } });
    await this.tell(
      tx,
      staff.map((member) => member.accountId),
      message,
    );
  }

  async tell(tx: EntityManager, accountIds: string[], message: Message): Promise<void> {
    await this.insert(tx, addressed(accountIds, message));
  }

  private async insert(tx: EntityManager, rows: readonly Addressed[]): Promise<void> {
    await insertRows(tx, Notification, rows);
    const recipients = new Set(rows.map(({ accountId }) => accountId));
    if (recipients.size === 0) return;
    afterCommit(tx, () => {
      for (const accountId of recipients) this.signals.publish(notificationTopic(accountId));
    });
  }

  /** The actor's messages, newest first; at most `first` older than the cursor. */
  async list(
    actor: Actor,
    isUnreadOnly: boolean,
    first: number,
    before?: { createdAt: Date; id: string },
  ): Promise<Notification[]> {
    const query = this.dataSource
      .getRepository(Notification)
      .createQueryBuilder('n')
      .where('n.accountId = :accountId', { accountId: actor.accountId })
      .orderBy('n.createdAt', 'DESC')
      .addOrderBy('n.id', 'DESC')
      .take(first);
    if (isUnreadOnly) query.andWhere('n.readAt is null');
    if (before) query.andWhere('(n.createdAt, n.id) < (:createdAt, :id)', before);
    return query.getMany();
  }

  async countUnread(actor: Actor): Promise<number> {
    return this.dataSource.getRepository(Notification).countBy({ accountId: actor.accountId, readAt: IsNull() });
  }

  /** How many are unread, now and after every change. */
  watchUnread(actor: Actor): AsyncIterableIterator<number> {
    return this.signals.watch(notificationTopic(actor.accountId), () => this.countUnread(actor));
  }

  async markRead(actor: Actor, id: string, now: Date): Promise<Notification> {
    const repository = this.dataSource.getRepository(Notification);
    const own = { id, accountId: actor.accountId };
    const notification = await repository.findOneBy(own);
    if (!notification) throw new NotFound('notification', id);
    if (notification.readAt === null) {
      await repository.update(own, { readAt: now });
      notification.readAt = now;
      this.signals.publish(notificationTopic(actor.accountId));
    }
    return notification;
  }
}

/** A message to each of these people once, in order of account. */
function addressed(accountIds: readonly string[], message: Message): Addressed[] {
  return [...new Set(accountIds)].sort().map((accountId) => ({ accountId, ...message, readAt: null }));
}
