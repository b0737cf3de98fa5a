import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Logger } from '#logging';
import type { QueueConfig } from '#config';
import type { RelaySubscription } from 'bullmq';
import { openRelay, type OpenRelay } from './queue-backend.js';
import { WakeUpStream } from './wake-up-stream.js';

/** Pauses before the second and third try to publish; a failover of Redis or PostgreSQL takes about as long. */
const RETRY_PAUSES_MS = [250, 2_000];

/**
 * "Look again", between all processes of an installation. A signal names a topic, such as `match-requests.<id>`, and holds
 * nothing else: whoever hears it reads the present state from the database. So a signal that is lost, doubled or merged
 * with another can show nothing wrong, and nobody sees by subscription what they may not read.
 *
 * Topics are segments of letters, digits, `-` and `_`, joined by dots.
 */
@Injectable()
export class Signals {
  private relay: Promise<OpenRelay> | null = null;
  private readonly streams = new Set<WakeUpStream>();
  private isClosed = false;

  constructor(
    private readonly queue: QueueConfig,
    private readonly logger: Logger,
  ) {}

  /** Tells all subscribers of `topic`, in whichever process. Call it after the commit. Never throws: a failure is logged. */
  async publish(topic: string): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        const relay = await this.connect();
        await relay.publish(topic, null);
        return;
      } catch (error) {
        const pauseMs = RETRY_PAUSES_MS[attempt];
        if (pauseMs === undefined || this.isClosed) {
          this.logger.error({ err: error, topic }, 'A signal was not published.');
          return;
        }
        await delay(pauseMs);
      }
    }
  }

  /**
   * Signals of `topic` from now on. The first comes at once, when the subscription stands: read the present state then, and
   * again at each further one. Signals that arrive while the consumer is busy come as one. Ends when the consumer returns
   * or the process shuts down, and fails when the subscription cannot be made.
   */
  subscribe(topic: string): AsyncIterableIterator<void> {
    return this.watch(topic, () => Promise.resolve());
  }

  /** What `read` gives now, and again after each signal of `topic`: the body of a GraphQL subscription. */
  watch<T>(topic: string, read: () => Promise<T>): AsyncIterableIterator<T> {
    let subscription: Promise<RelaySubscription> | undefined;
    const stream = new WakeUpStream(() => {
      this.streams.delete(stream);
      subscription
        ?.then((made) => made.unsubscribe())
        .catch((error: unknown) => this.logger.warn({ err: error, topic }, 'A subscription was not taken back.'));
    });
    this.streams.add(stream);
    const subscribe = async () => (await this.connect()).subscribe(topic, () => stream.wake());

    return {
      next: async () => {
        try {
          await (subscription ??= subscribe());
          const { done } = await stream.next();
          return done ? { done: true, value: undefined } : { done: false, value: await read() };
        } catch (error) {
          stream.end();
          throw error;
        }
      },
      return: async () => {
        await stream.return();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** Ends all subscriptions of this process. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const stream of this.streams) stream.end();
    const relay = await this.relay?.catch(() => null);
    await relay?.close();
  }

  /** A relay whose first connection fails stays useless, so the next caller makes another. */
  private connect(): Promise<OpenRelay> {
    this.relay ??= this.start().catch((error: unknown) => {
      this.relay = null;
      throw error;
    });
    return this.relay;
  }

  private async start(): Promise<OpenRelay> {
    if (this.isClosed) throw new Error('Signals are closed.');
    const relay = openRelay(this.queue);
    relay.on('error', (error: Error) => this.logger.warn({ err: error }, 'The signal relay lost its connection.'));
    // After an outage that outlived the lease, signals may have been missed: everyone looks again.
    relay.on('recovered', () => this.streams.forEach((stream) => stream.wake()));
    try {
      await relay.waitUntilReady();
    } catch (error) {
      await relay.close().catch(() => undefined);
      throw error;
    }
    return relay;
  }
}
