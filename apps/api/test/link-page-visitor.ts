import type { BrowserPage } from './chromium.js';
import type { ReceivedMail } from './mailbox.js';

/** What the person sees: in the browser, and of texts that are hidden nothing. */
export const shown = (selector: string): string => `document.querySelector('${selector}')?.checkVisibility() === true`;
export const textOf = (selector: string): string => `document.querySelector('${selector}').innerText`;
export const formOf = (operation: string): string => `[data-operation="${operation}"]`;

/** A person who opens links of mails in a browser. */
export class LinkPageVisitor {
  constructor(private readonly browser: BrowserPage) {}

  /** Opens a link as a mail program does: in a tab where it was not open before. */
  async open({ link }: ReceivedMail): Promise<void> {
    await this.browser.ask('Page.navigate', { url: 'about:blank' });
    await this.browser.ask('Page.navigate', { url: link! });
    await this.browser.until(`document.querySelector('[data-step]:not([hidden])')`);
  }

  async acceptLanguage(language: string): Promise<void> {
    const agent = { userAgent: 'A browser of a test', acceptLanguage: language };
    await this.browser.ask('Emulation.setUserAgentOverride', agent);
  }

  async click(selector: string): Promise<void> {
    await this.browser.evaluate(`document.querySelector('${selector}').click()`);
  }

  async fill(selector: string, value: string): Promise<void> {
    await this.browser.evaluate(`(() => {
      const field = document.querySelector('${selector}');
      field.value = ${JSON.stringify(value)};
      field.dispatchEvent(new Event('input', { bubbles: true }));
    })()`);
  }

  read(selector: string): Promise<string> {
    return this.browser.evaluate(textOf(selector)) as Promise<string>;
  }
}
