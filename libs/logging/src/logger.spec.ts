import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';
import { NestLoggerService } from './nest-logger.service.js';
import { currentRequestId, runWithRequestId } from './request-id.js';

/** A logger and the lines it has written, without what differs from run to run. */
function makeLogger() {
  const lines: Record<string, unknown>[] = [];
  const destination = {
    write(line: string) {
      const { time, pid, ...rest } = JSON.parse(line) as Record<string, unknown>;
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
      expect(pid).toBe(process.pid);
      lines.push(rest);
    },
  };
  return { logger: createLogger({ processName: 'api', level: 'debug', destination }), lines };
}

describe('logger', () => {
  it('writes level, process and the id of the request, also after waiting', async () => {
    const { logger, lines } = makeLogger();

    logger.info('outside');
    await runWithRequestId('r-1', async () => {
      await delay(1);
      logger.warn({ slotId: 's' }, 'inside');
    });

    expect(lines).toEqual([
      { level: 'info', process: 'api', msg: 'outside' },
      { level: 'warn', process: 'api', requestId: 'r-1', slotId: 's', msg: 'inside' },
    ]);
  });

  it('keeps two requests apart that are served at once', async () => {
    const serve = (id: string) =>
      runWithRequestId(id, async () => {
        await delay(1);
        return currentRequestId();
      });

    expect(await Promise.all([serve('a'), serve('b')])).toEqual(['a', 'b']);
    expect(currentRequestId()).toBeNull();
  });

  it('never writes a password, a token or an authorization header', () => {
    const { logger, lines } = makeLogger();

    logger.info({
      password: 'x',
      input: { password: 'x', email: 'owner@example.org' },
      req: { headers: { authorization: 'Bearer x', 'user-agent': 'y' } },
      body: { variables: { input: { refreshToken: 'x' } } },
    });

    expect(lines).toEqual([
      {
        level: 'info',
        process: 'api',
        password: '[redacted]',
        input: { password: '[redacted]', email: 'owner@example.org' },
        req: { headers: { authorization: '[redacted]', 'user-agent': 'y' } },
        body: { variables: { input: { refreshToken: '[redacted]' } } },
      },
    ]);
  });
});

describe('NestLoggerService', () => {
  it('keeps the context that Nest passes last, and the stack before it', () => {
    const { logger, lines } = makeLogger();
    const service = new NestLoggerService(logger);

    service.log('Mapped {/health, GET} route', 'RouterExplorer');
    service.error('Nothing there', 'Error: Nothing there\n    at x', 'ExceptionsHandler');
    service.warn({ code: 'SLOW' }, 'Pool');

    expect(lines).toEqual([
      { level: 'info', process: 'api', context: 'RouterExplorer', msg: 'Mapped {/health, GET} route' },
      {
        level: 'error',
        process: 'api',
        context: 'ExceptionsHandler',
        stack: 'Error: Nothing there\n    at x',
        msg: 'Nothing there',
      },
      { level: 'warn', process: 'api', context: 'Pool', details: { code: 'SLOW' } },
    ]);
  });
});
