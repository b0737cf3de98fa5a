import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

export interface ReceivedMail {
  to: string;
  subject: string;
  body: string;
  /** The address that its link opens; null without one. */
  link: string | null;
  /** What stands after "#" in its link; null without one. */
  token: string | null;
}

/** Everybody's mail: a real worker writes it into files, as it does by default. */
export class Mailbox {
  private readonly seen = new Set<string>();

  private constructor(
    private readonly home: string,
    private readonly worker: WorkerProcess,
  ) {}

  /** @param publicUrl what links begin with */
  static async open(databaseUrl: string, publicUrl = 'http://localhost:3000'): Promise<Mailbox> {
    const home = await fs.mkdtemp(path.join(os.tmpdir(), 'trefoil-mailbox-'));
    const environment = { TREFOIL_DATA_DIRECTORY: home, TREFOIL_PUBLIC_URL: publicUrl };
    return new Mailbox(home, await startWorkerProcess(databaseUrl, environment));
  }

  /** The mail to `address` that was not yet read; waits until it is there. */
  async next(address: string): Promise<ReceivedMail> {
    for (;;) {
      for (const [file, mail] of await this.unread()) {
        if (mail.to !== address) continue;
        this.seen.add(file);
        return mail;
      }
      await sleep(50);
    }
  }

  /** Addresses of mails that nobody has read. */
  async waiting(): Promise<string[]> {
    return (await this.unread()).map(([, { to }]) => to);
  }

  async close(): Promise<void> {
    await this.worker.stop();
    await fs.rm(this.home, { recursive: true });
  }

  private async unread(): Promise<[string, ReceivedMail][]> {
    const directory = path.join(this.home, 'mail');
    const names = await fs.readdir(directory).catch(() => []);
    const files = names.filter((name) => name.endsWith('.eml') && !this.seen.has(name)).sort();
    return Promise.all(
      files.map(async (name): Promise<[string, ReceivedMail]> => {
        return [name, parse(await fs.readFile(path.join(directory, name), 'utf8'))];
      }),
    );
  }
}

/** As much of RFC 5322 as our own mails use. */
function parse(message: string): ReceivedMail {
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(message)?.[1]?.trim() ?? '';
  const body = message.slice(message.indexOf('\r\n\r\n')).replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const [link, token] = /https?:\/\/\S+#([\w-]{43})/.exec(body) ?? [null, null];
  return { to: header('To'), subject: header('Subject'), body, link, token: token ?? null };
}
