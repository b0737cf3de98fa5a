import { Injectable } from '@nestjs/common';
import { Refusal, type SignedIn as DomainSignedIn } from '#domain';
import { AccessTokens } from './access-tokens.js';
import type { SignedIn } from './sign-in.types.js';

/** What a client is given for a sign-in: an access token beside the refresh token. */
@Injectable()
export class SignInAnswers {
  constructor(private readonly accessTokens: AccessTokens) {}

  async of(signedIn: DomainSignedIn | Refusal, now: Date): Promise<SignedIn | Refusal> {
    if (signedIn instanceof Refusal) return signedIn;
    const { accessToken, expiresAt } = await this.accessTokens.issue(signedIn.account.id, now, signedIn.signInId);
    return { ...signedIn, accessToken, accessTokenExpiresAt: expiresAt };
  }
}
