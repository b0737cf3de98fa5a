import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** The full path of a Chromium on the PATH, or null. */
export function findChromium(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
      const program = path.join(folder, name);
      try {
        accessSync(program, constants.X_OK);
        return program;
      } catch {
        // Not this one.
      }
    }
  }
  return null;
}

interface Happened {
  method?: string;
  sessionId?: string;
  id?: number;
  params?: Record<string, any>;
  result?: Record<string, any>;
}

const keyCodes = {
  Enter: { windowsVirtualKeyCode: 13, text: '\r' },
  Space: { windowsVirtualKeyCode: 32, text: ' ' },
  Tab: { windowsVirtualKeyCode: 9, text: undefined },
};

/** One page of a real browser, through its own protocol for tools. */
export class BrowserPage {
  /** What the console said of faults: refusals of the policy, exceptions nobody caught. */
  readonly complaints: string[] = [];
  private lastId = 0;
  private sessionId: string | undefined;
  private readonly answers = new Map<number, (message: Happened) => void>();

  private constructor(
    private readonly socket: WebSocket,
    private readonly stop: () => Promise<void>,
  ) {
    socket.on('message', (data: Buffer) => this.hear(JSON.parse(data.toString()) as Happened));
  }

  static async open(program: string, url: string): Promise<BrowserPage> {
    const profile = await mkdtemp(path.join(tmpdir(), 'trefoil-chromium-'));
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0'];
    const browser = spawn(program, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = once(browser, 'exit');
    const stop = async (): Promise<void> => {
      browser.kill('SIGKILL');
      await ended;
      // Its own processes end after it, and write until then.
      await rm(profile, { recursive: true, force: true, maxRetries: 20 });
    };
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      browser.stderr.on('data', (chunk: Buffer) => {
        const found = /DevTools listening on (ws:\S+)/.exec((said += chunk.toString()));
        if (found) resolve(found[1]!);
      });
      void ended.then(() => reject(new Error(`The browser ended: ${said}`)));
    });
    const socket = new WebSocket(address);
    await once(socket, 'open');
    const page = new BrowserPage(socket, stop);
    const { targetId } = await page.ask('Target.createTarget', { url: 'about:blank' });
    page.sessionId = (await page.ask('Target.attachToTarget', { targetId, flatten: true }))['sessionId'] as string;
    for (const domain of ['Log', 'Runtime', 'Page']) await page.ask(`${domain}.enable`);
    await page.ask('Page.navigate', { url });
    return page;
  }

  /** The value of an expression or promise in the page; undefined when the page goes away meanwhile. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.ask('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: unknown } | undefined)?.value;
  }

  /**
   * Waits until an expression is true in the page, also over loads of others, in which it may fail for what is not there yet.
   *
   * @throws Error saying what the page showed instead, after 20 seconds
   */
  async until(condition: string): Promise<void> {
    const giveUpAt = Date.now() + 20_000;
    while (!(await this.evaluate(`(() => { try { return Boolean(${condition}); } catch { return false; } })()`))) {
      if (Date.now() > giveUpAt) {
        throw new Error(
          `${condition} never came: ${String(await this.evaluate('document.body.innerText.slice(0, 500)'))}`,
        );
      }
      await sleep(25);
    }
  }

  /** Keys as a person presses them: `Tab`, `Enter`, `Space`. */
  async press(...keys: (keyof typeof keyCodes)[]): Promise<void> {
    for (const key of keys) {
      const { windowsVirtualKeyCode, text } = keyCodes[key];
      const event = { key: text === ' ' ? text : key, code: key, windowsVirtualKeyCode };
      await this.ask('Input.dispatchKeyEvent', { type: 'keyDown', ...event, text });
      await this.ask('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    }
  }

  /** Types into whatever has the focus. */
  async type(text: string): Promise<void> {
    await this.ask('Input.insertText', { text });
  }

  /** Puts a script and a request of a stranger into the page, and says what of them its policy let through. */
  async intrude(): Promise<{ hasRun: boolean; wasSent: boolean }> {
    await this.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.hasRun = true';
      document.body.append(script);
    })()`);
    const wasSent = await this.evaluate(`fetch('http://127.0.0.1:9/').then(() => true, () => false)`);
    return { hasRun: (await this.evaluate('window.hasRun === true')) as boolean, wasSent: wasSent as boolean };
  }

  /** A command of the protocol, to this page. */
  async ask(method: string, params: object = {}): Promise<Record<string, any>> {
    const id = ++this.lastId;
    this.socket.send(JSON.stringify({ id, method, params, sessionId: this.sessionId }));
    return new Promise((resolve) => this.answers.set(id, ({ result }) => resolve(result ?? {})));
  }

  async close(): Promise<void> {
    this.socket.terminate();
    await this.stop();
  }

  private hear(message: Happened): void {
    if (message.id !== undefined) this.answers.get(message.id)?.(message);
    const { method, params } = message;
    if (method === 'Log.entryAdded' && params!['entry'].level === 'error') {
      this.complaints.push(`${params!['entry'].text} ${params!['entry'].url ?? ''}`);
    }
    if (method === 'Runtime.exceptionThrown') this.complaints.push(JSON.stringify(params!['exceptionDetails']));
  }
}
