import { Controller, Get, Header, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Access } from './access.decorator.js';

/** Where an issuer may send people back while there is no page of a client: shows what to give to `finishOpenIdSignIn`. */
@Controller('open-id')
export class OpenIdController {
  @Access('anyone')
  @Get('answer')
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  answer(@Req() { originalUrl }: Request): { answer: string; use: string } {
    const [, answer = ''] = originalUrl.split('?', 2);
    return { answer, use: 'Send it with the attempt to finishOpenIdSignIn, or to linkIdentity, within a minute.' };
  }
}
