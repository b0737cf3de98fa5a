import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

export const accessTokenMinutes = 15;

/** Short-lived proofs of sign-in: HS256, subject = account. Roles are not in them, so a role taken away is gone at once. */
@Injectable()
export class AccessTokens {
  constructor(private readonly jwt: JwtService) {}

  async issue(accountId: string, now: Date): Promise<{ accessToken: string; expiresAt: Date }> {
    const issuedAt = Math.floor(now.getTime() / 1000);
    const expires = issuedAt + accessTokenMinutes * 60;
    const accessToken = await this.jwt.signAsync({ sub: accountId, iat: issuedAt, exp: expires });
    return { accessToken, expiresAt: new Date(expires * 1000) };
  }

  /** The account's id; null for a token that is forged or expired. */
  async verify(token: string): Promise<string | null> {
    try {
      const { sub } = await this.jwt.verifyAsync<{ sub: string }>(token, { algorithms: ['HS256'] });
      return sub;
    } catch {
      return null;
    }
  }
}
