import type { IncomingMessage } from 'node:http';
import type { Context } from 'graphql-ws';
import type { WebSocket } from 'ws';

/** One WebSocket connection. */
export interface Subscriber {
  socket: WebSocket;
  /** The upgrade it began with. */
  request: IncomingMessage;
  /** Found in the log; the client reads it in the header of the upgrade and in errors. */
  requestId: string;
  address: string;
}

export type SubscriberContext = Context<Record<string, unknown>, Subscriber>;
