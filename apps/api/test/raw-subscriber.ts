import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';

type Message = { type: string; id?: string; payload?: unknown };

/** A client of the protocol that does what no client should. */
export class RawSubscriber {
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly arrived: Message[] = [];
  private readonly waiting: ((message: Message) => void)[] = [];

  private constructor(readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message;
      const next = this.waiting.shift();
      if (next) next(message);
      else this.arrived.push(message);
    });
  }

  /** @throws Error with the status when the upgrade is refused */
  static async open(apiUrl: string, headers: Record<string, string> = {}): Promise<RawSubscriber> {
    const socket = new WebSocket(`${apiUrl.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    const subscriber = new RawSubscriber(socket);
    await once(socket, 'open');
    return subscriber;
  }

  /** Opens, says who it is and waits until it is taken in. */
  static async acknowledged(
    apiUrl: string,
    authorization?: string,
    headers: Record<string, string> = {},
  ): Promise<RawSubscriber> {
    const subscriber = await RawSubscriber.open(apiUrl, headers);
    subscriber.send({ type: 'connection_init', payload: { authorization } });
    const { type } = await subscriber.next();
    if (type !== 'connection_ack') throw new Error(`The connection was answered with ${type}.`);
    return subscriber;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.send({ type: 'subscribe', id, payload: { query, variables } });
  }

  next(): Promise<Message> {
    const message = this.arrived.shift();
    return message ? Promise.resolve(message) : new Promise((resolve) => this.waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** What an upgrade of these bytes is answered with, until the server ends the connection. */
export function answerTo(apiUrl: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(apiUrl).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    setTimeout(() => socket.destroy(), 2_000).unref();
  });
}

export const upgradeText = (path: string, headers: readonly string[] = []): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
    '',
    '',
  ].join('\r\n');
