import { Injectable } from '@nestjs/common';
import { MailsService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';
import type { EntityManager } from 'typeorm';
import { MailWay } from '../mail/mail.provider.js';

@Injectable()
export class SendMailProcessor implements JobProcessor<'send-mail'> {
  readonly name = 'send-mail';

  constructor(
    private readonly mails: MailsService,
    private readonly way: MailWay,
  ) {}

  run({ mailId }: JobPayloads['send-mail'], { jobId }: JobRun): Promise<void> {
    return this.mails.deliver(mailId, jobId, this.way, () => new Date());
  }

  giveUp(tx: EntityManager, { mailId }: JobPayloads['send-mail']): Promise<void> {
    return this.mails.giveUp(tx, mailId, new Date());
  }
}
