import type { Logger } from '#logging';
import { Client } from 'pg';
import { OUTBOX_CHANNEL } from './jobs.service.js';

const RECONNECT_PAUSE_MS = 1_000;

/** Hears of new outbox rows on a connection of its own, and connects again whenever it breaks. */
export class OutboxListener {
  private client: Client | null = null;
  private retry: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** @param onNews also called after each connecting: a row may have come meanwhile */
  constructor(
    private readonly databaseUrl: string,
    private readonly onNews: () => void,
    private readonly logger: Logger,
  ) {}

  start(): void {
    void this.connect();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({ connectionString: this.databaseUrl, keepAlive: true, connectionTimeoutMillis: 5_000 });
    this.client = client;
    client.on('notification', this.onNews);
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client, new Error('The server ended the connection.')));
    try {
      await client.connect();
      await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
      this.onNews();
    } catch (error) {
      this.lose(client, error);
    }
  }

  /** One broken connection tells of its end more than once. */
  private lose(client: Client, error: unknown): void {
    if (this.client !== client || this.isClosed) return;
    this.client = null;
    this.logger.warn({ err: error }, 'Lost the connection that hears of new jobs; the sweeper goes on meanwhile.');
    void client.end().catch(() => undefined);
    this.retry = setTimeout(() => void this.connect(), RECONNECT_PAUSE_MS);
  }
}
