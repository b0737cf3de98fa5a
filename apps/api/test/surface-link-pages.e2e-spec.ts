import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linkPages } from '#domain';
import { startTestApi, type TestApi } from './api-harness.js';

describe('the pages that links in mails open', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it('come under a policy that runs and loads their own files alone, and are kept by nobody', async () => {
    const paths = Object.values(linkPages);
    const html = await (await fetch(`${api.url}/${paths[0]}`)).text();
    const assets = [...html.matchAll(/(?:src|href)="(assets\/[^"]+)"/g)].map((match) => `account/${match[1]!}`);
    expect(assets).toHaveLength(2);
    for (const path of [...paths, ...assets, 'account/assets/ask.js']) {
      const response = await fetch(`${api.url}/${path}`);
      const type = path.endsWith('.js')
        ? 'javascript'
        : path.endsWith('.css')
          ? 'text/css'
          : 'text/html; charset=utf-8';
      expect([path, response.status, Object.fromEntries(response.headers)]).toMatchObject([
        path,
        200,
        {
          'content-type': expect.stringContaining(type) as unknown,
          'content-security-policy':
            "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none';" +
            "script-src 'self';style-src 'self';connect-src 'self'",
          'referrer-policy': 'no-referrer',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      ]);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
    expect((await fetch(`${api.url}/${paths[0]}/`)).status).toBe(404);
    expect((await fetch(`${api.url}/account/assets/tsconfig.json`)).status).toBe(404);
  });

  it('speak the language of the browser, or the one that was chosen on them', async () => {
    const languageOf = async (language: string, query = '') => {
      const url = `${api.url}/account/reset-password${query}`;
      const html = await (await fetch(url, { headers: { 'accept-language': language } })).text();
      return /<html lang="(\w+)">[^]*<h1>([^<]+)/.exec(html)!.slice(1);
    };
    const english = ['en', 'Set a new password'];
    const chinese = ['zh', '设置新密码'];
    expect(await languageOf('fr, zh-CN;q=0.8')).toEqual(chinese);
    expect(await languageOf('fr')).toEqual(english);
    expect(await languageOf('zh-CN', '?lang=en')).toEqual(english);
    expect(await languageOf('en-GB', '?lang=zh')).toEqual(chinese);
    expect(await languageOf('en-GB', '?lang=<b>')).toEqual(english);
  });
});
