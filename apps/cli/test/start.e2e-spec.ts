import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, isReady, postmasterNumber, RunningStart, until } from './running-start.js';

// Each test makes a whole installation and starts it up to three times.
jest.setTimeout(120_000);

describe('npm start', () => {
  let dataDirectory: string;
  let starts: RunningStart[];

  beforeEach(async () => {
    dataDirectory = await fs.mkdtemp(path.join(tmpdir(), 'trefoil-start-'));
    await fs.chmod(dataDirectory, 0o755); // as a checkout's .data
    starts = [];
  });
  afterEach(async () => {
    for (const start of starts) {
      start.kill('SIGTERM');
      await start.ended;
    }
    await fs.rm(dataDirectory, { recursive: true, maxRetries: 10, retryDelay: 200 });
  });

  function start(): RunningStart {
    const started = new RunningStart(dataDirectory);
    starts.push(started);
    return started;
  }

  /** The next start after whatever happened: it gets ready, and stops cleanly. */
  async function expectNextStartWorks(): Promise<void> {
    const next = start();
    expect(await isReady(await next.ready())).toBe(true);
    next.kill('SIGINT');
    expect(await next.ended).toBe(0);
  }

  it('makes a running service of an empty folder, runs it once only, keeps it running, and ends it all at Ctrl-C', async () => {
    const first = start();
    const address = await first.ready();
    expect(await isReady(address)).toBe(true);
    expect(first.output).toMatch(/ready after \d+\.\d s/);
    expect(first.output).toContain(`written to ${path.join(dataDirectory, 'mail')} as .eml files, not sent`);
    const secrets = await fs.stat(path.join(dataDirectory, 'secrets.json'));
    expect(secrets.mode & 0o777).toBe(0o600);

    const second = start();
    expect(await second.ended).toBe(0);
    expect(second.output).toContain(`Trefoil already runs here at ${address}, process ${first.pid}.`);

    const api = first.serviceNumber('api');
    process.kill(api, 'SIGKILL');
    await until(() => !isAlive(api));
    await until(() => isReady(address));
    expect(first.output).toContain('The api ended (SIGKILL) and is started again.');

    const running = [first.serviceNumber('api'), first.serviceNumber('worker'), postmasterNumber(dataDirectory)];
    expect(running.map(isAlive)).toStrictEqual([true, true, true]);
    first.kill('SIGINT');
    first.kill('SIGINT'); // npm passes on what the terminal has sent already
    expect(await first.ended).toBe(0);
    expect(running.map(isAlive)).toStrictEqual([false, false, false]);
  });

  it('goes on after PostgreSQL was killed, and starts again after it was killed itself, alone or with PostgreSQL', async () => {
    const first = start();
    const address = await first.ready();
    const postmaster = postmasterNumber(dataDirectory);
    process.kill(postmaster, 'SIGKILL');
    await until(() => !isAlive(postmaster));
    await until(() => isReady(address));

    const services = [first.serviceNumber('api'), first.serviceNumber('worker')];
    first.kill('SIGKILL');
    await first.ended;
    const second = start();
    expect(await isReady(await second.ready())).toBe(true);
    await until(() => !services.some(isAlive)); // they went by themselves

    process.kill(postmasterNumber(dataDirectory), 'SIGKILL');
    second.kill('SIGKILL');
    await second.ended;
    await expectNextStartWorks();
  });

  it('starts again after kills at several moments of the first initdb', async () => {
    const directory = path.join(dataDirectory, 'postgres');
    const seen = new Set<string>();
    const hasNewAttempt = async () => {
      const names = await fs.readdir(directory).catch(() => []); // made by the first start
      return names.some((name) => name.startsWith('initdb-') && !seen.has(name) && seen.add(name));
    };
    for (const delayMs of [0, 100, 300]) {
      const attempt = start();
      await until(hasNewAttempt);
      await sleep(delayMs);
      attempt.kill('SIGKILL');
      await attempt.ended;
      expect(await fs.readdir(directory)).not.toContain('cluster'); // the kill came before its end
    }
    await expectNextStartWorks();
  });

  it('stops cleanly at Ctrl-C in the middle of its first start', async () => {
    const first = start();
    await until(() => fs.stat(path.join(dataDirectory, 'postgres/cluster')).then(Boolean, () => false));
    first.kill('SIGINT');
    expect(await first.ended).toBe(0);
    await expectNextStartWorks();
  });
});
