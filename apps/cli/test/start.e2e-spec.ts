import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, isReady, postmasterNumber, RunningStart, until } from './running-start.js';

// Each test makes a whole installation, some of them several times.
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

  it('makes a running service out of an empty folder, keeps it running, and leaves nothing behind at Ctrl-C', async () => {
    const first = start();
    const address = await first.ready();
    expect(await isReady(address)).toBe(true);
    expect(first.output).toMatch(/ready after \d+\.\d s/);
    const secrets = await fs.stat(path.join(dataDirectory, 'secrets.json'));
    expect(secrets.mode & 0o777).toBe(0o600);

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

  it('says where it runs when it is started twice, and damages nothing', async () => {
    const first = start();
    const address = await first.ready();
    const second = start();
    expect(await second.ended).toBe(0);
    expect(second.output).toContain(`Trefoil already runs here at ${address}, process ${first.pid}.`);
    expect(await isReady(address)).toBe(true);
  });

  it('starts again after its own process was killed, and takes its services along', async () => {
    const first = start();
    await first.ready();
    const services = [first.serviceNumber('api'), first.serviceNumber('worker')];
    first.kill('SIGKILL');
    await first.ended;
    await until(() => !services.some(isAlive));
    await expectNextStartWorks();
  });

  it('starts again after PostgreSQL was killed together with it', async () => {
    const first = start();
    await first.ready();
    process.kill(postmasterNumber(dataDirectory), 'SIGKILL');
    first.kill('SIGKILL');
    await first.ended;
    await expectNextStartWorks();
  });

  it('goes on after PostgreSQL alone was killed', async () => {
    const first = start();
    const address = await first.ready();
    const postmaster = postmasterNumber(dataDirectory);
    process.kill(postmaster, 'SIGKILL');
    await until(() => !isAlive(postmaster));
    await until(() => isReady(address));
    first.kill('SIGINT');
    expect(await first.ended).toBe(0);
  });

  it.each([0, 150, 400, 800])('starts again after a kill %d ms into the first initdb', async (delayMs) => {
    const first = start();
    const directory = path.join(dataDirectory, 'postgres');
    await until(async () => (await fs.readdir(directory).catch(() => [])).some((name) => name.startsWith('initdb-')));
    await sleep(delayMs);
    first.kill('SIGKILL');
    await first.ended;
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
