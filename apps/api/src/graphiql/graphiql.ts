import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { graphiqlHeaders } from '../surface/security-headers.js';

const require = createRequire(import.meta.url);

/** From the packages installed with the project: nothing is fetched from elsewhere. */
const assets: Record<string, string> = {
  'react.js': path.join(path.dirname(require.resolve('react/package.json')), 'umd/react.production.min.js'),
  'react-dom.js': path.join(path.dirname(require.resolve('react-dom/package.json')), 'umd/react-dom.production.min.js'),
  'graphiql.js': path.join(path.dirname(require.resolve('graphiql/package.json')), 'graphiql.min.js'),
  'graphiql.css': path.join(path.dirname(require.resolve('graphiql/package.json')), 'graphiql.min.css'),
  'graphql-ws.js': path.resolve(path.dirname(require.resolve('graphql-ws')), '../umd/graphql-ws.min.js'),
};

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Trefoil API</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/graphiql/assets/graphiql.css" />
    <link rel="stylesheet" href="/graphiql/assets/page.css" />
  </head>
  <body>
    <div id="graphiql">Loading…</div>
    <script src="/graphiql/assets/react.js"></script>
    <script src="/graphiql/assets/react-dom.js"></script>
    <script src="/graphiql/assets/graphql-ws.js"></script>
    <script src="/graphiql/assets/graphiql.js"></script>
    <script src="/graphiql/assets/page.js"></script>
  </body>
</html>
`;

const pageCss = 'html, body, #graphiql { height: 100%; margin: 0; }\n';

// Runs in the browser. Subscriptions take the token of the Headers tab: WebSockets carry no headers of their own.
const pageJs = `'use strict';
let headers = {};
const wsClient = graphqlWs.createClient({
  url: location.origin.replace(/^http/, 'ws') + '/graphql',
  connectionParams: () => ({ authorization: headers.authorization || headers.Authorization }),
});
const fetcher = GraphiQL.createFetcher({ url: '/graphql', wsClient });
const defaultQuery = \`# Sign in with one of the sample sign-ins that the start printed, then put the token
# into the Headers tab: {"authorization": "Bearer <accessToken>"}
mutation SignIn {
  signIn(input: { email: "organizer@trefoil.example", password: "…" }) {
    ... on SignedIn { accessToken account { displayName } }
    ... on Refusal { code message }
  }
}
\`;
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: (params, options) => {
      headers = (options && options.headers) || {};
      return fetcher(params, options);
    },
    defaultQuery,
    defaultEditorToolsVisibility: 'headers',
  }),
);
`;

/** Serves GraphiQL at `/graphiql`. */
export function serveGraphiql(app: NestExpressApplication): void {
  const express = app.getHttpAdapter().getInstance();
  express.use('/graphiql', graphiqlHeaders());
  express.get('/graphiql', (_request, response) => void response.type('html').send(page));
  express.get('/graphiql/assets/page.css', (_request, response) => void response.type('css').send(pageCss));
  express.get('/graphiql/assets/page.js', (_request, response) => void response.type('js').send(pageJs));
  for (const [name, file] of Object.entries(assets)) {
    express.get(`/graphiql/assets/${name}`, (_request, response) => void response.sendFile(file));
  }
}
