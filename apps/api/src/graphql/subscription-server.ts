import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer, type WebSocket } from 'ws';
import { handleProtocols } from 'graphql-ws';
import { addressMatcher, type ApiConfig } from '#config';
import { RateLimited } from '#domain';
import { runWithRequestId, type Logger } from '#logging';
import { clientAddress, addressKey } from '../surface/client-address.js';
import { RequestRates } from '../surface/request-rates.js';
import { TokenBuckets } from '../surface/token-buckets.js';
import { CONFIG, LOGGER } from '../tokens.js';
import { ConnectionSeats } from './connection-seats.js';
import { Subscriptions, type SubscriptionPeer } from './subscriptions.js';
import { answerUpgrade, refuseUpgrade } from './upgrade.js';
import type { Subscriber } from './subscriber.js';

/** A peer that does not answer one ping before the next is gone. */
const pingEveryMs = 12_000;
/** Messages of one connection: far more than a client with all its subscriptions sends. */
const messageSize = { rate: 20, burst: 200 };

const closeCodes = { idle: 1000, goingAway: 1001, policy: 1008, error: 1011 } as const;

interface Connection {
  subscriber: Subscriber;
  peer: SubscriptionPeer;
  isAlive: boolean;
  /** Since when it has had no subscription. */
  idleSinceMs: number;
}

/** GraphQL over WebSocket: takes connections in, holds them to their limits, and closes those that are dead or idle. */
@Injectable()
export class SubscriptionServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly server: WebSocketServer;
  private readonly seats: ConnectionSeats;
  private readonly messages = new TokenBuckets(messageSize);
  private readonly connections = new Set<Connection>();
  private readonly requestIds = new WeakMap<IncomingMessage, string>();
  private readonly isTrusted: (address: string) => boolean;
  private lookAfter: NodeJS.Timeout | undefined;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly subscriptions: Subscriptions,
    private readonly rates: RequestRates,
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const { limits, trustedProxies } = config.surface;
    this.isTrusted = addressMatcher(trustedProxies);
    this.seats = new ConnectionSeats({
      inAll: limits.maxConnections,
      perAddress: limits.maxConnectionsPerAddress,
      perAccount: limits.maxConnectionsPerAccount,
    });
    this.server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: limits.maxMessageBytes,
      handleProtocols,
    });
    this.server.on('headers', (headers, request) => headers.push(`x-request-id: ${this.requestIds.get(request)}`));
  }

  onApplicationBootstrap(): void {
    const http = this.adapterHost.httpAdapter.getHttpServer() as HttpServer;
    http.on('upgrade', (request, socket, head) => this.takeIn(request, socket, head));
    const everyMs = Math.min(pingEveryMs, this.config.surface.limits.idleSeconds * 500);
    this.lookAfter = setInterval(() => this.lookAfterConnections(Date.now()), everyMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.lookAfter);
    const closed = [...this.connections].map(({ subscriber: { socket } }) => {
      socket.close(closeCodes.goingAway, 'Going away');
      return new Promise((resolve) => {
        socket.once('close', resolve);
        setTimeout(() => socket.terminate(), 1_000).unref();
      });
    });
    await Promise.all(closed);
  }

  private takeIn(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Without a listener a reset connection would end the process.
    socket.on('error', () => socket.destroy());
    const refusal = refuseUpgrade(request, this.config.surface.corsOrigins);
    if (refusal) return answerUpgrade(socket, refusal);

    const address = clientAddress(request.socket.remoteAddress, request.headers['x-forwarded-for'], this.isTrusted);
    try {
      this.rates.takeForAddress(address, 1, new Date());
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error;
      return answerUpgrade(socket, 429, { 'Retry-After': String(error.parameters.retryAfterSeconds) });
    }
    const leave = this.seats.takeForAddress(addressKey(address));
    if (!leave) return answerUpgrade(socket, 429, { 'Retry-After': '60' });
    socket.once('close', leave);

    const requestId = randomUUID();
    this.requestIds.set(request, requestId);
    this.server.handleUpgrade(request, socket, head, (webSocket) =>
      this.open({ socket: webSocket, request, requestId, address }),
    );
  }

  private open(subscriber: Subscriber): void {
    const { socket, requestId } = subscriber;
    const peer = this.subscriptions.open(subscriber, (accountId) => this.seat(accountId, socket));
    const connection: Connection = { subscriber, peer, isAlive: true, idleSinceMs: Date.now() };
    this.connections.add(connection);
    socket.on('pong', () => (connection.isAlive = true));
    // Too long a message, or none of WebSocket's: ws closes by itself.
    socket.on('error', (error) => this.logger.debug({ err: error, requestId }, 'A WebSocket failed.'));
    // With the usual `binaryType` a message is one buffer.
    socket.on('message', (data: Buffer) =>
      runWithRequestId(requestId, () => void this.receive(connection, data.toString('utf8'))),
    );
    socket.once('close', (code, reason) => {
      this.connections.delete(connection);
      peer.closed(code, String(reason)).catch((error: unknown) => {
        this.logger.error({ err: error, requestId }, 'A WebSocket could not be given up.');
      });
    });
  }

  private async receive({ subscriber: { socket, requestId }, peer }: Connection, text: string): Promise<void> {
    if (this.messages.take(requestId, 1, new Date()) > 0) return socket.close(closeCodes.policy, 'Too many messages');
    try {
      await peer.receive(text);
    } catch (error) {
      this.logger.error({ err: error }, 'A WebSocket message failed.');
      socket.close(closeCodes.error, 'Something went wrong on our side.');
    }
  }

  /** Whether the account may have one more connection; it keeps the seat until the connection ends. */
  private seat(accountId: string, socket: WebSocket): boolean {
    const leave = this.seats.takeForAccount(accountId);
    if (leave) socket.once('close', leave);
    else socket.close(closeCodes.policy, 'Too many connections of this account');
    return leave !== null;
  }

  private lookAfterConnections(nowMs: number): void {
    const idleMs = this.config.surface.limits.idleSeconds * 1000;
    for (const connection of this.connections) {
      const { socket } = connection.subscriber;
      if (connection.peer.subscriptionCount() > 0) connection.idleSinceMs = nowMs;
      if (!connection.isAlive) socket.terminate();
      else if (nowMs - connection.idleSinceMs >= idleMs) socket.close(closeCodes.idle, 'Idle');
      else if (socket.readyState === socket.OPEN) {
        connection.isAlive = false;
        socket.ping();
      }
    }
  }
}
