import { Injectable } from '@nestjs/common';
import { apiKeyMark, ApiKeysService, SignInsService, type Actor } from '#domain';
import { AccessTokens } from './access-tokens.js';

/** Turns an `Authorization` header into the actor with its present roles. */
@Injectable()
export class ActorReader {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly signIns: SignInsService,
    private readonly apiKeys: ApiKeysService,
  ) {}

  /** Null without a header, and for a token that is forged, expired, or of an account, sign-in or key that is gone. */
  async read(authorization: string | undefined): Promise<Actor | null> {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) return null;
    if (token.startsWith(apiKeyMark)) return this.apiKeys.findActor(token, new Date());
    const proof = await this.accessTokens.verify(token);
    return proof && this.signIns.findActor(proof.accountId, proof.signInId);
  }
}
