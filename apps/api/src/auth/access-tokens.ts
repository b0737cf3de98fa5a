import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

export const accessTokenMinutes = 15;

/** Whom an access token speaks for. */
export interface Proof {
  accountId: string;
  /** Null for one that belongs to no sign-in, and so lasts until it expires. */
  signInId: string | null;
}

/** Short-lived proofs of sign-in: HS256, subject = account, sid = sign-in. Roles are not in them, so a role taken away is gone at once. */
@Injectable()
export class AccessTokens {
  constructor(private readonly jwt: JwtService) {}

  async issue(
    accountId: string,
    now: Date,
    signInId: string | null = null,
  ): Promise<{ accessToken: string; expiresAt: Date }> {
    const issuedAt = Math.floor(now.getTime() / 1000);
    const expires = issuedAt + accessTokenMinutes * 60;
    const accessToken = await this.jwt.signAsync({
      sub: accountId,
      ...(signInId === null ? {} : { sid: signInId }),
      iat: issuedAt,
      exp: expires,
    });
    return { accessToken, expiresAt: new Date(expires * 1000) };
  }

  /** Null for a token that is forged or expired. */
  async verify(token: string): Promise<Proof | null> {
    try {
      const { sub, sid } = await this.jwt.verifyAsync<{ sub: string; sid?: string }>(token, { algorithms: ['HS256'] });
      return { accountId: sub, signInId: sid ?? null };
    } catch {
      return null;
    }
  }
}
