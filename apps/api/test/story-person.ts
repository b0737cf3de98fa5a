import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { GraphqlAnswer } from './api-harness.js';

/** Somebody who knows nothing of the API but its address, and the token that signing in gave. */
export class Person {
  private readonly clients: Client[] = [];

  constructor(
    private readonly url: string,
    private readonly accessToken: string | null = null,
  ) {}

  private get headers(): Record<string, string> {
    return this.accessToken === null ? {} : { authorization: `Bearer ${this.accessToken}` };
  }

  async run(query: string, variables: object = {}): Promise<GraphqlAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer;
  }

  /** What the only field of an operation answers; it may be a refusal, but no error. */
  async ask(query: string, variables: object = {}): Promise<any> {
    const { data, errors } = await this.run(query, variables);
    if (errors || !data) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
    return Object.values(data)[0];
  }

  /** The code of the error that an operation must end in. */
  async codeOf(query: string, variables: object = {}): Promise<unknown> {
    return (await this.run(query, variables)).errors?.[0]?.extensions['code'];
  }

  /** What a subscription sends, up to and with the first that is wanted. */
  async watch(query: string, id: string, isLast: (update: any) => boolean): Promise<any[]> {
    const client = createClient({
      url: `${this.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: this.headers,
    });
    this.clients.push(client);
    const updates: any[] = [];
    for await (const { data, errors } of client.iterate({ query, variables: { id } })) {
      if (errors || !data) throw new Error(`The subscription failed: ${JSON.stringify(errors)}`);
      updates.push(Object.values(data)[0]);
      if (isLast(updates.at(-1))) return updates;
    }
    throw new Error(`The subscription ended after ${JSON.stringify(updates)}.`);
  }

  /** Uploads a CSV file; its id. */
  async upload(body: string): Promise<string> {
    const response = await fetch(`${this.url}/uploads?fileName=companies.csv`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', ...this.headers },
      body,
    });
    return ((await response.json()) as { id: string }).id;
  }

  async leave(): Promise<void> {
    for (const client of this.clients) await client.dispose();
  }
}
