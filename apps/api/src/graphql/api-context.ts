import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '#domain';
import { ActorReader } from '../auth/actor-reader.js';
import { localeOf, type Locale } from './messages.js';
import { Loaders } from './loaders.js';
import type { SubscriberContext } from './subscriber.js';

/** What every resolver of one request shares; a fresh one per request, so that loaders cache nothing across people. */
export interface ApiContext {
  actor: Actor | null;
  /** By what it is known, to look again while a subscription is open. */
  authorization: string | undefined;
  /** Language of messages, from Accept-Language. */
  locale: Locale;
  /** From where it came, behind the proxies that are trusted. */
  address: string;
  loaders: Loaders;
}

interface HttpArrival {
  req: Request;
}

type Arrival = HttpArrival | SubscriberContext;

@Injectable()
export class ApiContexts {
  constructor(
    private readonly actors: ActorReader,
    private readonly loaders: Loaders,
  ) {}

  /** Over WebSocket the token comes as `connectionParams.authorization`: browsers cannot set headers there. */
  async create(arrival: Arrival): Promise<ApiContext> {
    const isHttp = 'req' in arrival;
    const headers = isHttp ? arrival.req.headers : arrival.extra.request.headers;
    const authorization = isHttp ? headers.authorization : textOf(arrival.connectionParams?.['authorization']);
    return {
      actor: await this.actors.read(authorization),
      authorization,
      locale: localeOf(
        isHttp
          ? headers['accept-language']
          : (textOf(arrival.connectionParams?.['locale']) ?? headers['accept-language']),
      ),
      address: isHttp ? (arrival.req.ip ?? 'unknown') : arrival.extra.address,
      loaders: this.loaders.forRequest(),
    };
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
