import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { unanswered, type FuzzAnswer } from './findings.js';

/** One request as it stands in HTTP, where `fetch` would put it right. */
export interface RouteRequest {
  method: string;
  /** Path and query, as they are sent. */
  target: string;
  headers: Record<string, string>;
  body?: string | Buffer;
}

/** Long enough for a slow machine. */
const patienceMs = 20_000;
const keptBytes = 200_000;

/** Sends a request by the parser's rules alone; status 0 when the server ends the connection instead of answering. */
export function sendRequest(url: string, { method, target, headers, body }: RouteRequest): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(url);
  const length = { 'content-length': String(Buffer.byteLength(body ?? '')) };
  return new Promise((resolve) => {
    const asked = httpRequest(
      { host: hostname, port, method, path: target, headers: { ...headers, ...length }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        const tell = (): void =>
          resolve({ status: response.statusCode!, body: Buffer.concat(chunks).toString('utf8', 0, keptBytes) });
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', tell);
        response.once('error', tell);
      },
    );
    asked.setTimeout(patienceMs, () => {
      resolve(unanswered);
      asked.destroy();
    });
    asked.once('error', ({ message }) => resolve({ status: 0, body: message }));
    asked.end(body);
  });
}

/** An upgrade to WebSocket, and what follows it at once. */
const upgrade = (protocol: string, frames: string): string =>
  [
    'GET /graphql HTTP/1.1',
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: ${protocol}`,
    '',
    frames,
  ].join('\r\n');

const head = (line: string, ...headers: string[]): string =>
  [line, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n');

/** What no client sends. */
export const malformedRequests: readonly string[] = [
  'nonsense\r\n\r\n',
  '\r\n\r\n\r\n\r\n',
  '\u0000\u0001\u0002\r\n\r\n',
  'get /health/live HTTP/1.1\r\n\r\n',
  head('GET /health/live HTTP/9.9'),
  head('GET /health/\u0000live HTTP/1.1'),
  head('GET health/live HTTP/1.1'),
  head('GET http://elsewhere.example/health/live HTTP/1.1'),
  head('GET //elsewhere.example/%zz HTTP/1.1'),
  head('GET /exports/%zz HTTP/1.1'),
  head('OPTIONS * HTTP/1.1'),
  head('CONNECT 127.0.0.1:5432 HTTP/1.1'),
  head('GET /health/live HTTP/1.1', 'no colon'),
  head('GET /health/live HTTP/1.1', 'Host: twice'),
  head('POST /uploads HTTP/1.1', 'Content-Length: -1'),
  head('POST /uploads HTTP/1.1', 'Content-Length: 1', 'Content-Length: 2'),
  head('POST /graphql HTTP/1.1', 'Content-Length: 3', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
  head('POST /graphql HTTP/1.1', 'Content-Type: application/json', 'Transfer-Encoding: chunked') + 'zz\r\n{}\r\n',
  head('POST /graphql HTTP/1.1', 'Content-Type: application/json', 'Transfer-Encoding: chunked') +
    '2\r\n{}\r\n0\r\nbad trailer\r\n\r\n',
  head('GET /graphql HTTP/1.1', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA'),
  head('GET /health/live HTTP/1.1', `X-Odd: ${'x'.repeat(70_000)}`),
  head('GET /health/live HTTP/1.1', ...Array.from({ length: 3_000 }, (_, index) => `X-${index}: 1`)),
  upgrade('soap', ''),
  upgrade('x'.repeat(5_000), ''),
  upgrade('graphql-transport-ws', '\u0081\u0005unmasked'),
  upgrade('graphql-transport-ws', '\u0083\u0080aaaa'),
  upgrade('graphql-transport-ws', '\u00f1\u0080aaaa'),
  upgrade('graphql-transport-ws', '\u0009\u0080aaaa'),
  upgrade('graphql-transport-ws', `\u0081\u00ff${'\u00ff'.repeat(12)}`),
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
];

/** Sends these bytes and what comes back until the server ends the connection. */
export function sendRaw(url: string, text: string): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.end(text, 'latin1'));
    socket.setTimeout(patienceMs, () => {
      resolve(unanswered);
      socket.destroy();
    });
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    // A reset while more is being sent; `close` follows.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
      resolve({ status: Number(status ?? 0), body: answer.slice(0, keptBytes) });
    });
  });
}
