import { Injectable } from '@nestjs/common';
import { JobsService } from '#jobs';
import { DataSource, LessThan, LessThanOrEqual, type EntityManager } from 'typeorm';
import type { Locale } from '../accounts/account.entity.js';
import { inTransaction } from '../transaction.js';
import { composeMail } from './compose-mail.js';
import type { MailKind } from './mail-kinds.js';
import { MailLink } from './mail-link.entity.js';
import { isOpen, MailLinks } from './mail-links.js';
import { MailRefused, type MailTransport } from './mail-transport.js';
import { Mail, type MailState } from './mail.entity.js';
import { claimMs, outcomeOf, type Delivery } from './mail.rules.js';

const noticeHours = 24;
const keptDays = 30;
const hourMs = 60 * 60_000;
const sweepBatch = 100;

export interface NewMail {
  kind: MailKind;
  recipient: string;
  locale: Locale;
  parameters?: Record<string, string>;
  /** Without one the mail is a notice, which nobody needs after a day. */
  link?: MailLink;
}

export interface MailDelivery {
  transport: MailTransport;
  /** What links begin with, without a slash at the end. */
  publicUrl: string;
}

/** Another run of the same job has this mail at the moment. */
export class MailClaimed extends Error {
  readonly code = 'MAIL_CLAIMED';
}

/** Mails from the transaction that asks for them to the server that takes them. */
@Injectable()
export class MailsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly links: MailLinks,
  ) {}

  /** Asks for a mail, in the transaction of what it tells. */
  async queue(tx: EntityManager, mail: NewMail, now: Date): Promise<void> {
    const expiresAt = mail.link?.expiresAt ?? new Date(now.getTime() + noticeHours * hourMs);
    const row = await tx.save(
      tx.create(Mail, {
        kind: mail.kind,
        recipient: mail.recipient,
        locale: mail.locale,
        parameters: mail.parameters ?? {},
        linkId: mail.link?.id ?? null,
        createdAt: now,
        expiresAt,
      }),
    );
    await this.jobs.enqueue(tx, 'send-mail', { mailId: row.id });
  }

  /**
   * Sends a mail that waits, unless its link has ended or it went to nobody's address. A run claims the mail before it talks
   * to the server, so that two runs of one job do not both send it; a run that dies after the server took the mail and before
   * that is noted leaves the claim behind, and when it has run out the mail goes out again, with the same Message-ID.
   *
   * @throws MailClaimed while another run has it
   */
  async deliver(mailId: string, jobId: string, way: MailDelivery, now: () => Date): Promise<void> {
    const mail = await this.claim(mailId, jobId, now());
    if (!mail) return;
    const link = mail.link ? { purpose: mail.link.purpose, token: this.links.tokenOf(mail.link.id) } : null;
    const content = composeMail(
      { kind: mail.kind, locale: mail.locale, parameters: mail.parameters, link },
      way.publicUrl,
    );
    const outgoing = { id: mail.id, recipient: mail.recipient!, date: mail.createdAt, ...content };
    const delivery = await this.send(way.transport, outgoing);

    await inTransaction(this.dataSource, async (tx) => {
      await this.jobs.finish(tx, jobId);
      const outcome = outcomeOf(mail, delivery, now());
      if (outcome.state !== 'waiting') return this.end(tx, mail.id, outcome.state, now());
      const { retryAt } = outcome;
      await tx.update(Mail, { id: mail.id }, { retryAt, claimedUntil: null, failures: mail.failures + 1 });
    });
  }

  /** For the job's last word: the mail waits for its next job. */
  async giveUp(tx: EntityManager, mailId: string, now: Date): Promise<void> {
    const retryAt = new Date(now.getTime() + claimMs);
    await tx.update(Mail, { id: mailId, state: 'waiting' }, { retryAt });
  }

  /** Asks for the jobs of mails whose next try is due, and deletes what is a month past. Any number of workers may do so. */
  async sweep(now: Date): Promise<void> {
    await this.enqueueDue(now);
    const before = new Date(now.getTime() - keptDays * 24 * hourMs);
    await this.dataSource.getRepository(Mail).delete({ endedAt: LessThan(before) });
    await this.dataSource.getRepository(MailLink).delete({ expiresAt: LessThan(before) });
  }

  private async enqueueDue(now: Date): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const due = await tx.find(Mail, {
        where: { state: 'waiting', retryAt: LessThanOrEqual(now) },
        order: { retryAt: 'ASC' },
        take: sweepBatch,
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      for (const { id } of due) {
        await tx.update(Mail, { id }, { retryAt: null });
        await this.jobs.enqueue(tx, 'send-mail', { mailId: id });
      }
    });
  }

  private async send(transport: MailTransport, mail: Parameters<MailTransport['send']>[0]): Promise<Delivery> {
    try {
      await transport.send(mail);
      return 'accepted';
    } catch (error) {
      return error instanceof MailRefused ? 'refused' : 'unreachable';
    }
  }

  /** The mail to be sent now, or null when there is nothing left to do. */
  private async claim(mailId: string, jobId: string, now: Date): Promise<Mail | null> {
    return inTransaction(this.dataSource, async (tx) => {
      const mail = await tx.findOne(Mail, { where: { id: mailId }, lock: { mode: 'pessimistic_write' } });
      if (!mail || mail.state !== 'waiting') {
        await this.jobs.finish(tx, jobId);
        return null;
      }
      if (mail.claimedUntil && mail.claimedUntil > now) throw new MailClaimed();
      mail.link = mail.linkId ? await this.links.read(tx, mail.linkId) : null;
      if (mail.expiresAt <= now || !isWanted(mail.link, now)) {
        await this.jobs.finish(tx, jobId);
        await this.end(tx, mail.id, 'withheld', now);
        return null;
      }
      await tx.update(Mail, { id: mail.id }, { claimedUntil: new Date(now.getTime() + claimMs) });
      return mail;
    });
  }

  /** The row stays, without what it knew of a person. */
  private async end(tx: EntityManager, id: string, state: MailState, endedAt: Date): Promise<void> {
    const forgotten = { recipient: null, parameters: {}, claimedUntil: null, retryAt: null };
    await tx.update(Mail, { id }, { state, endedAt, ...forgotten });
  }
}

/** A link that ended, or that was asked for an address without an account, is sent to nobody. */
function isWanted(link: MailLink | null | undefined, now: Date): boolean {
  if (!link) return true;
  return isOpen(link, now) && (link.accountId !== null || link.subjectId !== null);
}
