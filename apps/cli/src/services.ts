import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Installation } from './installation.js';
import { SupervisedProcess } from './supervised-process.js';

/** Far above what a slow machine needs. */
const readyWithinMs = 60_000;

const entryOf = (app: string): string => fileURLToPath(new URL(`../../${app}/src/main.js`, import.meta.url));

/** The api and the worker of an installation. */
export class Services {
  private constructor(
    private readonly processes: readonly SupervisedProcess[],
    private readonly readyUrl: string,
  ) {}

  static async start(installation: Installation, logDirectory: string): Promise<Services> {
    await fs.mkdir(logDirectory, { recursive: true });
    const env = { ...process.env, ...installation.env };
    const processes = ['api', 'worker'].map(
      (name) =>
        new SupervisedProcess({ name, entry: entryOf(name), env, logFile: path.join(logDirectory, `${name}.log`) }),
    );
    return new Services(processes, `${addressOf(installation.http)}/health/ready`);
  }

  /**
   * Resolves when the worker takes jobs and the api reports that it and all it depends on work.
   *
   * @throws Error when one of them keeps dying or is not ready within a minute; what `signal` was aborted with
   */
  async whenReady(signal: AbortSignal): Promise<void> {
    const areUp = Promise.all(this.processes.map((process) => process.firstReady));
    const aborted = new Promise<never>((_resolve, reject) => {
      const abort = () => reject(signal.reason as Error);
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
    await Promise.race([areUp, aborted]);
    const deadline = Date.now() + readyWithinMs;
    for (let answer = 'nothing'; (answer = await this.askHealth()) !== '200';) {
      signal.throwIfAborted();
      if (Date.now() > deadline) throw new Error(`${this.readyUrl} answers ${answer}.`);
      await sleep(50);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop()));
  }

  private async askHealth(): Promise<string> {
    try {
      const response = await fetch(this.readyUrl);
      return response.ok ? '200' : `${response.status} ${await response.text()}`;
    } catch (error) {
      return String(error);
    }
  }
}

/** What a person on this machine types into a browser. */
export function addressOf({ host, port }: Installation['http']): string {
  const isLocal = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host);
  return `http://${isLocal ? 'localhost' : host}:${port}`;
}
