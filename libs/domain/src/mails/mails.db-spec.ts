import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobsService, OutboxJob } from '#jobs';
import { createTestDatabase, insertAccount, testServerKey, type TestDatabase } from '#testing';
import type { Account } from '../accounts/account.entity.js';
import { ServerKeys } from '../server-keys.js';
import { inTransaction } from '../transaction.js';
import { MailLink } from './mail-link.entity.js';
import { linkTokenLength, MailLinks } from './mail-links.js';
import { MailRefused, type MailTransport, type OutgoingMail } from './mail-transport.js';
import { Mail } from './mail.entity.js';
import { MailClaimed, MailsService } from './mails.service.js';

const now = new Date('2027-05-10T12:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const publicUrl = 'https://forum.example';

/** A mail server that keeps what it takes, and does first what a test tells it. */
class MailServer implements MailTransport {
  readonly taken: OutgoingMail[] = [];
  before: () => Promise<void> | void = () => undefined;

  async send(mail: OutgoingMail): Promise<void> {
    await this.before();
    this.taken.push(mail);
  }
}

describe('mails', () => {
  let database: TestDatabase;
  let links: MailLinks;
  let mails: MailsService;
  let server: MailServer;
  let account: Account;

  beforeAll(async () => {
    database = await createTestDatabase();
    links = new MailLinks(new ServerKeys(testServerKey));
    mails = new MailsService(database.dataSource, new JobsService(), links);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    server = new MailServer();
    account = await insertAccount(database.dataSource);
  });

  /** A mail with a link, and the job that is to send it. */
  async function queueReset(accountId: string | null): Promise<{ mailId: string; jobId: string; link: MailLink }> {
    const link = await inTransaction(database.dataSource, async (tx) => {
      const { email } = account;
      const made = await links.issue(tx, { purpose: 'password-reset', email, accountId, validMinutes: 60 }, now);
      await mails.queue(tx, { kind: 'password-reset', recipient: email, locale: 'en', link: made }, now);
      return made;
    });
    const { id: mailId } = await database.dataSource.getRepository(Mail).findOneByOrFail({ linkId: link.id });
    return { mailId, jobId: await jobOf(mailId), link };
  }

  const jobOf = async (mailId: string): Promise<string> => {
    const jobs = await database.dataSource.getRepository(OutboxJob).find({ order: { createdAt: 'DESC' } });
    return jobs.find(({ payload }) => (payload as { mailId: string }).mailId === mailId)!.id;
  };
  const read = (id: string): Promise<Mail> => database.dataSource.getRepository(Mail).findOneByOrFail({ id });
  const isFinished = async (id: string): Promise<boolean> =>
    (await database.dataSource.getRepository(OutboxJob).findOneByOrFail({ id })).finishedAt !== null;
  const deliver = (mailId: string, jobId: string, at = now): Promise<void> =>
    mails.deliver(mailId, jobId, { transport: server, publicUrl }, () => at);

  it('go out with their link, and forget whom they went to', async () => {
    const { mailId, jobId, link } = await queueReset(account.id);
    expect(await read(mailId)).toMatchObject({ recipient: account.email, state: 'waiting' });
    await deliver(mailId, jobId);

    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]).toMatchObject({ id: mailId, recipient: account.email, date: now });
    const token = links.tokenOf(link.id);
    expect(token).toHaveLength(linkTokenLength);
    expect(server.taken[0]!.text).toContain(`https://forum.example/account/reset-password#${token}\n`);
    expect(await read(mailId)).toMatchObject({ recipient: null, parameters: {}, state: 'sent', endedAt: now });
    expect(await isFinished(jobId)).toBe(true);
  });

  it('leave the token of their link in no table, waiting or sent', async () => {
    const { mailId, jobId, link } = await queueReset(account.id);
    const token = links.tokenOf(link.id);
    const contents = () =>
      Promise.all(
        ['mail', 'mail_link', 'outbox_job', 'audit_entry'].map((table) =>
          database.dataSource.query<object[]>(`SELECT * FROM ${table}`),
        ),
      ).then((tables) => JSON.stringify(tables));
    // What is looked for would be seen: the address of the mail that waits is.
    expect(await contents()).toContain(account.email);
    expect(await contents()).not.toContain(token);
    await deliver(mailId, jobId);
    expect(server.taken[0]!.text).toContain(token);
    expect(await contents()).not.toContain(token);
  });

  it('go out once, however often their job runs', async () => {
    const { mailId, jobId } = await queueReset(account.id);
    await deliver(mailId, jobId);
    await deliver(mailId, jobId);
    expect(server.taken).toHaveLength(1);
  });

  it('are left alone by a second run while the first talks to the server', async () => {
    const { mailId, jobId } = await queueReset(account.id);
    let second: unknown;
    server.before = async () => {
      server.before = () => undefined;
      second = await deliver(mailId, jobId).catch((error: unknown) => error);
    };
    await deliver(mailId, jobId);
    expect(second).toBeInstanceOf(MailClaimed);
    expect(server.taken).toHaveLength(1);
  });

  it('go out again with the same id when a run died before it could note that the server took them', async () => {
    const { mailId, jobId } = await queueReset(account.id);
    // The run has claimed the mail, and the server has taken it: then the process is gone.
    await database.dataSource.getRepository(Mail).update({ id: mailId }, { claimedUntil: later(2) });
    await expect(deliver(mailId, jobId, later(1))).rejects.toThrow(MailClaimed);
    await database.dataSource.transaction((tx) => mails.giveUp(tx, mailId, later(1)));
    await mails.sweep(later(2));
    expect(await jobOf(mailId)).toBe(jobId);

    await mails.sweep(later(3));
    const next = await jobOf(mailId);
    expect(next).not.toBe(jobId);
    await deliver(mailId, next, later(3));
    expect(server.taken.map(({ id }) => id)).toEqual([mailId]);
  });

  it('are tried again while the server cannot be reached, until nobody needs them', async () => {
    const { mailId, jobId } = await queueReset(account.id);
    server.before = () => {
      throw new Error('ECONNREFUSED');
    };
    await deliver(mailId, jobId);
    expect(await read(mailId)).toMatchObject({ state: 'waiting', failures: 1, retryAt: later(1), claimedUntil: null });
    expect(await isFinished(jobId)).toBe(true);

    for (const minutes of [1, 6, 21]) {
      await mails.sweep(later(minutes));
      await deliver(mailId, await jobOf(mailId), later(minutes));
    }
    expect(await read(mailId)).toMatchObject({ state: 'failed', recipient: null });
    expect(server.taken).toEqual([]);
  });

  it('are not tried again when the server refuses them for good', async () => {
    const { mailId, jobId } = await queueReset(account.id);
    server.before = () => {
      throw new MailRefused(550);
    };
    await deliver(mailId, jobId);
    expect(await read(mailId)).toMatchObject({ state: 'failed', recipient: null, retryAt: null });
  });

  it('go to nobody for an address without an account, and for a link that has ended', async () => {
    const toNobody = await queueReset(null);
    const expired = await queueReset(account.id);
    const withdrawn = await queueReset(account.id);
    await inTransaction(database.dataSource, (tx) =>
      links.withdraw(tx, { accountId: account.id, purpose: 'password-reset' }, now),
    );
    await deliver(toNobody.mailId, toNobody.jobId);
    await deliver(expired.mailId, expired.jobId, later(60));
    await deliver(withdrawn.mailId, withdrawn.jobId);

    expect(server.taken).toEqual([]);
    for (const { mailId, jobId } of [toNobody, expired, withdrawn]) {
      expect(await read(mailId)).toMatchObject({ state: 'withheld', recipient: null });
      expect(await isFinished(jobId)).toBe(true);
    }
  });

  it('are deleted with their links a month after they are over', async () => {
    const { mailId, jobId, link } = await queueReset(account.id);
    await deliver(mailId, jobId);
    const rows = () =>
      Promise.all([
        database.dataSource.getRepository(Mail).existsBy({ id: mailId }),
        database.dataSource.getRepository(MailLink).existsBy({ id: link.id }),
      ]);
    await mails.sweep(later(29 * 24 * 60));
    expect(await rows()).toEqual([true, true]);
    await mails.sweep(later(31 * 24 * 60));
    expect(await rows()).toEqual([false, false]);
  });
});
