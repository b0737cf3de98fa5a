import { Inject, Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import type { ApiConfig, OpenIdConfig } from '#config';
import { NotAvailable, openText, Refusal, sealText, ServerKeys, Unavailable, type ProvenIdentity } from '#domain';
import type { Logger } from '#logging';
import { CONFIG, LOGGER } from '../tokens.js';

const attemptMs = 15 * 60_000;
const timeoutSeconds = 10;
const sealedFor = 'open-id attempt';

/** What the issuer reports, or the way a person came back, is not a proof. */
export class OpenIdRefused extends Refusal {
  readonly code = 'OPEN_ID_REFUSED';
}

/** A sign-in at the issuer that was begun. */
export interface OpenIdAttempt {
  /** Where to send the person. */
  authorizationUrl: string;
  /** Only who began it has this, so that nobody can be signed in as somebody else by a link. */
  attempt: string;
  expiresAt: Date;
}

/** What an attempt holds, sealed: nothing of it is kept here, so any api process can finish it. */
interface SealedAttempt {
  state: string;
  nonce: string;
  verifier: string;
  expiresAt: number;
}

/** Signs people in at the configured OpenID Connect issuer: authorization code with PKCE, state and nonce. */
@Injectable()
export class OpenIdClient {
  private readonly config: OpenIdConfig | null;
  private readonly key: Buffer;
  private discovered: Promise<openid.Configuration> | null = null;

  constructor(
    @Inject(CONFIG) config: ApiConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    keys: ServerKeys,
  ) {
    this.config = config.openId;
    this.key = keys.derive('open-id attempts');
  }

  get issuer(): string | null {
    return this.config?.issuer ?? null;
  }

  /** @throws Unavailable when the issuer does not answer */
  async begin(now: Date): Promise<OpenIdAttempt | NotAvailable> {
    if (!this.config) return new NotAvailable();
    const issuer = await this.discover(this.config);
    const expiresAt = new Date(now.getTime() + attemptMs);
    const sealed: SealedAttempt = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
      expiresAt: expiresAt.getTime(),
    };
    const authorizationUrl = openid.buildAuthorizationUrl(issuer, {
      redirect_uri: this.config.redirectUrl,
      scope: 'openid',
      code_challenge: await openid.calculatePKCECodeChallenge(sealed.verifier),
      code_challenge_method: 'S256',
      state: sealed.state,
      nonce: sealed.nonce,
    });
    return {
      authorizationUrl: authorizationUrl.href,
      attempt: sealText(this.key, JSON.stringify(sealed), sealedFor),
      expiresAt,
    };
  }

  /**
   * Whose identity the issuer has proven.
   *
   * @param answer the query with which the issuer sent the person back: what follows the `?`
   * @throws Unavailable when the issuer does not answer
   */
  async finish(attempt: string, answer: string, now: Date): Promise<ProvenIdentity | OpenIdRefused | NotAvailable> {
    if (!this.config) return new NotAvailable();
    const opened = openText(this.key, attempt, sealedFor);
    if (opened === null) return new OpenIdRefused();
    const { state, nonce, verifier, expiresAt } = JSON.parse(opened) as SealedAttempt;
    if (expiresAt <= now.getTime()) return new OpenIdRefused();

    const issuer = await this.discover(this.config);
    const cameBackTo = new URL(this.config.redirectUrl);
    cameBackTo.search = answer.replace(/^.*\?/s, '');
    try {
      const tokens = await openid.authorizationCodeGrant(issuer, cameBackTo, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      return claims ? { issuer: claims.iss, subject: claims.sub } : new OpenIdRefused();
    } catch (error) {
      if (isAway(error)) throw this.away(error);
      this.logger.info({ err: error }, 'A sign-in at the issuer was not accepted.');
      return new OpenIdRefused();
    }
  }

  /** What the issuer says of itself, asked for once; again after a failure. */
  private async discover({ issuer, clientId, clientSecret }: OpenIdConfig): Promise<openid.Configuration> {
    const url = new URL(issuer);
    // The configuration allows http for this machine alone.
    const execute = url.protocol === 'http:' ? [openid.allowInsecureRequests] : [];
    this.discovered ??= openid.discovery(url, clientId, clientSecret, undefined, { execute, timeout: timeoutSeconds });
    try {
      return await this.discovered;
    } catch (error) {
      this.discovered = null;
      throw this.away(error);
    }
  }

  private away(error: unknown): Unavailable {
    this.logger.warn({ err: error }, 'The OpenID Connect issuer does not answer as it should.');
    return new Unavailable(10);
  }
}

/** No connection, no answer in time, or an answer that is none of OAuth. */
function isAway(error: unknown): boolean {
  const { code } = error as { code?: string };
  const isOver =
    code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON';
  return error instanceof TypeError || isOver;
}
