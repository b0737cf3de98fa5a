import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createClient, type Client } from 'graphql-ws';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { WebSocket } from 'ws';
import { readSurfaceConfig, type ApiConfig } from '#config';
import type { Account } from '#domain';
import { createLogger, type LoggerOptions } from '#logging';
import { createTestDatabase, testServerKey } from '#testing';
import { AccessTokens } from '../src/auth/access-tokens.js';
import { createApi } from '../src/create-api.js';

/** Whatever the operation asked for: the tests say what they expect. */
type Json = Record<string, any>;

export interface GraphqlAnswer {
  data: Json | null;
  errors?: { message: string; path?: string[]; extensions: Json }[];
}

export interface TestApi {
  url: string;
  dataSource: DataSource;
  databaseUrl: string;
  /** Runs a statement that the application itself may not. */
  asOwner: (statement: string) => Promise<void>;
  /** Gets a Nest provider. */
  get: NestExpressApplication['get'];
  /** Runs an operation over HTTP, as `account` or as nobody. */
  run: (account: Account | null, query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;
  /** Runs an operation over HTTP with what an `Authorization` header may hold, an API key too; null is nobody. */
  runWith: (authorization: string | null, query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;
  /** The data of an operation that must not fail. */
  ask: (account: Account | null, query: string, variables?: Record<string, unknown>) => Promise<Json>;
  /** The same, read in a language: its BCP 47 tag. */
  askIn: (
    language: string,
    account: Account | null,
    query: string,
    variables?: Record<string, unknown>,
  ) => Promise<Json>;
  /** The code of the first error of an operation; undefined when there is none. */
  codeOf: (account: Account | null, query: string, variables?: Record<string, unknown>) => Promise<unknown>;
  /** A GraphQL-over-WebSocket client; ends with the API. */
  subscribe: (
    account: Account | null,
    query: string,
    variables?: Record<string, unknown>,
  ) => AsyncIterableIterator<GraphqlAnswer>;
  subscribeWith: (
    authorization: string | null,
    query: string,
    variables?: Record<string, unknown>,
  ) => AsyncIterableIterator<GraphqlAnswer>;
  authorizationOf: (account: Account) => Promise<string>;
  close: () => Promise<void>;
}

/** A test is one address and few accounts, and asks for more than people do. */
const raisedRates = {
  TREFOIL_ADDRESS_RATE: '100000',
  TREFOIL_ADDRESS_BURST: '100000',
  TREFOIL_ACCOUNT_RATE: '100000',
  TREFOIL_ACCOUNT_BURST: '100000',
};

interface GivenConfig extends Partial<Pick<ApiConfig, 'openId'>> {
  /** Variables of the surface; what they leave out is as usual, with rates that no test meets. */
  surface?: Record<string, string>;
  /** Where every line of the log goes, with all that can be logged; usually only what is fatal is, to standard output. */
  log?: LoggerOptions['destination'];
}

export const testAccessTokenKey = 'a key for tests of at least thirty-two bytes';

/** The real API on a real database of its own, listening on a free port. */
export async function startTestApi({ surface, log, ...given }: GivenConfig = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const app = await createApi({
    config: {
      databaseUrl: database.url,
      queue: { backend: 'postgres', url: database.url },
      accessTokenKey: testAccessTokenKey,
      serverKey: testServerKey,
      hourlyMailsPerAddress: 1_000,
      http: { host: '127.0.0.1', port: 0 },
      logLevel: 'fatal',
      sample: false,
      maxPoolSize: 10,
      openId: null,
      ...given,
      surface: readSurfaceConfig({ ...raisedRates, ...surface }),
    },
    logger: createLogger({ processName: 'test-api', level: log ? 'trace' : 'fatal', destination: log }),
    dataSource: database.dataSource,
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clients: Client[] = [];

  const authorizationOf = async (account: Account): Promise<string> => {
    const { accessToken } = await app.get(AccessTokens).issue(account.id, new Date());
    return `Bearer ${accessToken}`;
  };

  const post = async (
    headers: Record<string, string>,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<GraphqlAnswer> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer;
  };
  const runWith: TestApi['runWith'] = (authorization, query, variables) =>
    post(authorization === null ? {} : { authorization }, query, variables);
  const run: TestApi['run'] = async (account, query, variables) =>
    runWith(account && (await authorizationOf(account)), query, variables);

  const subscribeBy = (
    connectionParams: () => Promise<Record<string, unknown>>,
    query: string,
    variables: Record<string, unknown> = {},
  ): AsyncIterableIterator<GraphqlAnswer> => {
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams,
    });
    clients.push(client);
    return client.iterate({ query, variables }) as AsyncIterableIterator<GraphqlAnswer>;
  };

  return {
    url,
    dataSource: database.dataSource,
    databaseUrl: database.url,
    async asOwner(statement) {
      const owner = new pg.Client({ connectionString: database.ownerUrl });
      await owner.connect();
      await owner.query(statement).finally(() => owner.end());
    },
    get: app.get.bind(app),
    run,
    runWith,
    authorizationOf,
    ask: async (account, query, variables) => dataOf(await run(account, query, variables)),
    async askIn(language, account, query, variables) {
      const headers = {
        'accept-language': language,
        ...(account && { authorization: await authorizationOf(account) }),
      };
      return dataOf(await post(headers, query, variables));
    },
    codeOf: async (account, query, variables) => (await run(account, query, variables)).errors?.[0]?.extensions.code,
    subscribe: (account, query, variables) =>
      subscribeBy(async () => (account ? { authorization: await authorizationOf(account) } : {}), query, variables),
    subscribeWith: (authorization, query, variables) =>
      subscribeBy(() => Promise.resolve(authorization === null ? {} : { authorization }), query, variables),
    async close() {
      for (const client of clients) await client.dispose();
      await app.close();
      await database.close();
    },
  };
}

function dataOf({ data, errors }: GraphqlAnswer): Json {
  if (errors || !data) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
  return data;
}

/** An answer, or a part of it, as text to be compared with another's: without the id that each request has of its own. */
export function answerText(answer: unknown): string {
  return JSON.stringify(answer).replaceAll(/"requestId":"[^"]*"/g, '"requestId":"…"');
}
