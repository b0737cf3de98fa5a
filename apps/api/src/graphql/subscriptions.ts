import { Inject, Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { GraphQLError, type ExecutionArgs, type GraphQLFormattedError } from 'graphql';
import { CloseCode, makeServer, MessageType, type Server, type SubscribePayload } from 'graphql-ws';
import type { ApiConfig } from '#config';
import { DomainError } from '#domain';
import type { Logger } from '#logging';
import { RequestRates } from '../surface/request-rates.js';
import { CONFIG, LOGGER } from '../tokens.js';
import { ApiContexts } from './api-context.js';
import { formatErrorFor } from './error-formatting.js';
import { isOutage } from './outage.js';
import { asRequestError, OperationLimits } from './operation-limits.js';
import { readSubscription } from './subscription-operation.js';
import type { Subscriber, SubscriberContext } from './subscriber.js';

/** The client sends its token in its first message, within this time. */
const connectionInitWaitMs = 5_000;
const tryAgainLater = 1013;

const serversMessages: readonly unknown[] = [MessageType.ConnectionAck, MessageType.Next, MessageType.Error];

/** graphql-ws throws for these, as it would for a fault of its own; what is no message at all it closes for itself. */
function isServersMessage(text: string): boolean {
  try {
    return serversMessages.includes((JSON.parse(text) as { type?: unknown } | null)?.type);
  } catch {
    return false;
  }
}

/** One client of the protocol. */
export interface SubscriptionPeer {
  /** Answers one message of the client. */
  receive: (text: string) => Promise<void>;
  closed: (code: number, reason: string) => Promise<void>;
  subscriptionCount: () => number;
}

/** Says whether the account may have this connection too; closes it when not. */
type SeatAccount = (accountId: string) => boolean;
type Arriving = Subscriber & { seatAccount: SeatAccount; context?: SubscriberContext };

/** The graphql-ws protocol: what is run for whom, under the limits of HTTP, with errors told as over HTTP. */
@Injectable()
export class Subscriptions {
  private readonly server: Server<Arriving>;
  private readonly limits: OperationLimits;
  private readonly format: (formatted: GraphQLFormattedError, thrown: unknown) => GraphQLFormattedError;

  constructor(
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly contexts: ApiContexts,
    rates: RequestRates,
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.limits = new OperationLimits(config.surface.limits, rates);
    this.format = formatErrorFor(logger);
    this.server = makeServer<Record<string, unknown>, Arriving>({
      connectionInitWaitTimeout: connectionInitWaitMs,
      onConnect: (context) => this.connect(context),
      onSubscribe: (context, _id, payload) => this.admit(context, payload),
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors ? { ...result, errors: this.tell(result.errors) } : undefined,
      onError: (_context, _id, _payload, errors) => this.tell(errors),
    });
  }

  open(subscriber: Subscriber, seatAccount: SeatAccount): SubscriptionPeer {
    const { socket } = subscriber;
    const arriving: Arriving = { ...subscriber, seatAccount };
    let receive: SubscriptionPeer['receive'] = () => Promise.resolve();
    const closed = this.server.opened(
      {
        protocol: socket.protocol,
        // Waits until it is sent: a slow reader slows down its subscriptions, and nothing piles up.
        send: (data) =>
          new Promise((resolve, reject) => {
            if (socket.readyState !== socket.OPEN) return resolve();
            socket.send(data, (error) => (error ? reject(error) : resolve()));
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (answer) => (receive = answer),
      },
      arriving,
    );
    return {
      receive: async (text) => {
        if (isServersMessage(text)) return socket.close(CloseCode.BadRequest, 'Only servers send this');
        return receive(text);
      },
      closed: async (code, reason) => closed(code, reason),
      subscriptionCount: () => Object.keys(arriving.context?.subscriptions ?? {}).length,
    };
  }

  private async connect(context: SubscriberContext & { extra: Arriving }): Promise<boolean> {
    context.extra.context = context;
    try {
      const { actor } = await this.contexts.create(context);
      return actor === null || context.extra.seatAccount(actor.accountId);
    } catch (error) {
      if (!isOutage(error)) throw error;
      context.extra.socket.close(tryAgainLater, 'Briefly unavailable');
      return false;
    }
  }

  private async admit(context: SubscriberContext, payload: SubscribePayload): Promise<ExecutionArgs | GraphQLError[]> {
    const { limits, hasIntrospection } = this.config.surface;
    const { schema } = this.schemaHost;
    const count = Object.keys(context.subscriptions).length;
    if (count > limits.maxSubscriptions) {
      const message = `One connection holds at most ${limits.maxSubscriptions} subscriptions.`;
      return [new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })];
    }
    const read = readSubscription(schema, payload, {
      maxTokens: limits.maxTokens,
      hideSuggestions: !hasIntrospection,
    });
    if (Array.isArray(read)) return read;
    try {
      const contextValue = await this.contexts.create(context);
      const variables = payload.variables ?? {};
      this.limits.admit({ schema, ...read, variables, ...contextValue }, 0, new Date());
      const { document } = read;
      return { schema, document, operationName: payload.operationName, variableValues: variables, contextValue };
    } catch (error) {
      if (error instanceof DomainError) return [asRequestError(error)];
      return [new GraphQLError('The operation cannot begin.', { originalError: error as Error })];
    }
  }

  private tell(errors: readonly (GraphQLError | GraphQLFormattedError)[]): GraphQLFormattedError[] {
    return errors.map((error) => this.format(error instanceof GraphQLError ? error.toJSON() : error, error));
  }
}
