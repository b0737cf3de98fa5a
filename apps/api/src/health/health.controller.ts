import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { JobQueue } from '#jobs';
import { Access } from '../auth/access.decorator.js';

type Status = 'up' | 'down';

const probeTimeoutMs = 2_000;

@Controller('health')
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: JobQueue,
  ) {}

  /** The process answers. */
  @Access('anyone')
  @Get('live')
  @HttpCode(200)
  live(): { status: Status } {
    return { status: 'up' };
  }

  /** 200 when every dependency answers, else 503; says which does not. */
  @Access('anyone')
  @Get('ready')
  async ready(@Res() response: Response): Promise<void> {
    const [database, queue] = await Promise.all([
      this.probe(() => this.dataSource.query('select 1')),
      this.probe(() => this.queue.ping()),
    ]);
    const isReady = database === 'up' && queue === 'up';
    response.status(isReady ? 200 : 503);
    if (!isReady) response.setHeader('retry-after', '2');
    response.json({ status: isReady ? 'up' : 'down', dependencies: { database, queue } });
  }

  private async probe(ask: () => Promise<unknown>): Promise<Status> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<Status>((resolve) => {
      timer = setTimeout(() => resolve('down'), probeTimeoutMs);
    });
    const answer = ask().then(
      (): Status => 'up',
      (): Status => 'down',
    );
    return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
  }
}
