import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from './api-harness.js';
import { BrowserPage, findChromium } from './chromium.js';

const chromium = findChromium();

describe('GraphiQL under its policy', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it('reads the schema, runs a query and opens a WebSocket in a real browser, which complains of nothing', async () => {
    if (chromium === null) {
      // Headers and files of the page are tested without a browser too, in surface.e2e-spec.ts.
      process.stderr.write('There is no Chromium on the PATH: GraphiQL was not tried in a browser.\n');
      return;
    }
    const page = await BrowserPage.open(chromium, `${api.url}/graphiql`);
    try {
      await page.until(`document.querySelector('.graphiql-query-editor .CodeMirror')`);
      // By the name of the operation that stood there: GraphiQL takes some time to see that it is another.
      await page.evaluate(`(() => {
        document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.setValue('query SignIn { sectors { code } }');
        document.querySelector('.graphiql-execute-button').click();
      })()`);
      await page.until(`document.querySelector('.result-window').textContent.includes('ENE-HYD')`);
      // The explorer knows the types only when introspection came through.
      await page.evaluate(`document.querySelector('[aria-label="Show Documentation Explorer"]').click()`);
      await page.until(`document.querySelector('.graphiql-doc-explorer')?.textContent.includes('Mutation')`);
      const acknowledged = await page.evaluate(`new Promise((resolve) => {
        const socket = new WebSocket(location.origin.replace('http', 'ws') + '/graphql', 'graphql-transport-ws');
        socket.onopen = () => socket.send('{"type":"connection_init"}');
        socket.onmessage = ({ data }) => resolve(JSON.parse(data).type);
        socket.onerror = () => resolve('error');
      })`);
      expect(acknowledged).toBe('connection_ack');
      expect(page.complaints).toEqual([]);

      // The policy that let all of that through stops what a stranger would put into the page.
      expect(await page.intrude()).toEqual({ hasRun: false, wasSent: false });
      expect(page.complaints.join('\n')).toMatch(/script-src[^]*connect-src/);
    } finally {
      await page.close();
    }
  }, 60_000);
});
