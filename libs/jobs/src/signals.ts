import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#logging';
import type { QueueConfig } from '#config';
import { within } from './queue-unavailable.js';
import { openRelay, type OpenRelay } from './queue-backend.js';
import { WakeUpStream } from './wake-up-stream.js';

/** Pauses before the second and third try to publish; a failover of Redis or PostgreSQL takes about as long. */
const RETRY_PAUSES_MS = [250, 2_000];
const PUBLISH_TIMEOUT_MS = 1_000;
const SUBSCRIBE_TIMEOUT_MS = 5_000;

/** All signals go by one topic of the relay, as lists of their own topics. */
const RELAY_TOPIC = 'signals';
/** A list of 1,000 topics has about 50 kB; the relay takes ten times that. */
const TOPICS_PER_MESSAGE = 1_000;

/**
 * "Look again", between all processes of an installation. A signal names a topic, such as `match-requests.<id>`, and holds
 * nothing else: whoever hears it reads the present state from the database. So a signal that is lost, doubled or merged
 * with another can show nothing wrong, and nobody sees by subscription what they may not read.
 *
 * Signals travel together: while one message is under way, those that come gather for the next, each topic once. A schedule
 * that is approved for a thousand companies costs a few messages, and not a thousand.
 */
export class Signals {
  private relay: OpenRelay | null = null;
  private listening: Promise<unknown> | null = null;
  private readonly streams = new Map<string, Set<WakeUpStream>>();
  private readonly pending = new Set<string>();
  private sending: Promise<void> | null = null;
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
    this.pending.add(topic);
    this.sending ??= this.sendPending().finally(() => (this.sending = null));
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
    const stream = new WakeUpStream(() => this.removeStream(topic, stream));
    this.streams.set(topic, (this.streams.get(topic) ?? new Set()).add(stream));

    return {
      next: async () => {
        try {
          await within(SUBSCRIBE_TIMEOUT_MS, 'The signal relay', this.listen());
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
    await this.sending;
    this.isClosed = true;
    for (const stream of this.allStreams()) stream.end();
    await this.relay?.close();
  }

  private allStreams(): WakeUpStream[] {
    return [...this.streams.values()].flatMap((streams) => [...streams]);
  }

  private removeStream(topic: string, stream: WakeUpStream): void {
    const streams = this.streams.get(topic);
    streams?.delete(stream);
    if (streams?.size === 0) this.streams.delete(topic);
  }

  /** From the first subscription on, this process hears all signals, and passes on those that somebody waits for. */
  private listen(): Promise<unknown> {
    this.listening ??= this.connect()
      .then((relay) =>
        relay.subscribe<string[]>(RELAY_TOPIC, ({ data }) => {
          for (const topic of data) this.streams.get(topic)?.forEach((stream) => stream.wake());
        }),
      )
      .catch((error: unknown) => {
        this.listening = null;
        throw error;
      });
    return this.listening;
  }

  private async sendPending(): Promise<void> {
    // What the same transaction signals comes within this turn, and goes together.
    await Promise.resolve();
    while (this.pending.size > 0) {
      const topics = [...this.pending].slice(0, TOPICS_PER_MESSAGE);
      for (const topic of topics) this.pending.delete(topic);
      await this.send(topics);
    }
  }

  private async send(topics: string[]): Promise<void> {
    for (const pauseMs of [...RETRY_PAUSES_MS, null]) {
      try {
        const relay = await within(PUBLISH_TIMEOUT_MS, 'The signal relay', this.connect());
        await within(PUBLISH_TIMEOUT_MS, 'The signal relay', relay.publish(RELAY_TOPIC, topics));
        return;
      } catch (error) {
        if (pauseMs === null) this.logger.error({ err: error, topics }, 'Signals were not published.');
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
        this.listening = null;
        await relay.close().catch(() => undefined);
      }
      throw error;
    }
  }

  private open(): OpenRelay {
    const relay = openRelay(this.queue);
    relay.on('error', (error: Error) => this.logger.warn({ err: error }, 'The signal relay met an error.'));
    // After an outage that outlived the lease, signals may have been missed: everyone looks again.
    relay.on('recovered', () => this.allStreams().forEach((stream) => stream.wake()));
    return relay;
  }
}
