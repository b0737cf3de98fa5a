import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#logging';
import type { QueueConfig } from '#config';
import type { RelaySubscription } from 'bullmq';
import { within } from './queue-unavailable.js';
import { openRelay, type OpenRelay } from './queue-backend.js';
import { WakeUpStream } from './wake-up-stream.js';

/** Pauses before the second and third try to publish; a failover of Redis or PostgreSQL takes about as long. */
const RETRY_PAUSES_MS = [250, 2_000];
const PUBLISH_TIMEOUT_MS = 1_000;
const SUBSCRIBE_TIMEOUT_MS = 5_000;

/**
 * "Look again", between all processes of an installation. A signal names a topic, such as `match-requests.<id>`, and holds
 * nothing else: whoever hears it reads the present state from the database. So a signal that is lost, doubled or merged
 * with another can show nothing wrong, and nobody sees by subscription what they may not read.
 *
 * Topics are segments of letters, digits, `-` and `_`, joined by dots.
 */
export class Signals {
  private relay: OpenRelay | null = null;
  private readonly streams = new Set<WakeUpStream>();
  private readonly sendings = new Set<Promise<void>>();
  private isClosed = false;

  constructor(
    private readonly queue: QueueConfig,
    private readonly logger: Logger,
  ) {}

  /**
   * Tells all subscribers of `topic`, in whichever process; call it after the commit. It returns at once and never throws:
   * what a signal is about has happened, whether or not it can be told. A failure is logged.
   */
  publish(topic: string): void {
    const sending = this.send(topic).finally(() => this.sendings.delete(sending));
    this.sendings.add(sending);
  }

  /**
   * Signals of `topic` from now on. The first comes at once, when the subscription stands: read the present state then, and
   * again at each further one. Signals that arrive while the consumer is busy come as one. Ends when the consumer returns
   * or the process shuts down.
   *
   * @throws QueueUnavailable, or the connection's own error, from the first `next()` when the subscription cannot be made
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
          await within(SUBSCRIBE_TIMEOUT_MS, 'The signal relay', (subscription ??= subscribe()));
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
    await Promise.all(this.sendings);
    this.isClosed = true;
    for (const stream of this.streams) stream.end();
    await this.relay?.close();
  }

  private async send(topic: string): Promise<void> {
    for (const pauseMs of [...RETRY_PAUSES_MS, null]) {
      try {
        const relay = await within(PUBLISH_TIMEOUT_MS, 'The signal relay', this.connect());
        await within(PUBLISH_TIMEOUT_MS, 'The signal relay', relay.publish(topic, null));
        return;
      } catch (error) {
        if (pauseMs === null) this.logger.error({ err: error, topic }, 'A signal was not published.');
        else await delay(pauseMs);
      }
    }
  }

  /** The relay, when it is connected. One whose first connection fails stays useless, so the next caller makes another. */
  private async connect(): Promise<OpenRelay> {
    if (this.isClosed) throw new Error('Signals are closed.');
    const relay = (this.relay ??= this.open());
    try {
      await relay.waitUntilReady();
      return relay;
    } catch (error) {
      if (this.relay === relay) {
        this.relay = null;
        await relay.close().catch(() => undefined);
      }
      throw error;
    }
  }

  private open(): OpenRelay {
    const relay = openRelay(this.queue);
    relay.on('error', (error: Error) => this.logger.warn({ err: error }, 'The signal relay met an error.'));
    // After an outage that outlived the lease, signals may have been missed: everyone looks again.
    relay.on('recovered', () => this.streams.forEach((stream) => stream.wake()));
    return relay;
  }
}
