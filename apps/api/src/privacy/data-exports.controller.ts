import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataExportsService, NotFound, type Actor } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Controller()
export class DataExportsController {
  constructor(private readonly dataExports: DataExportsService) {}

  /** The file of an export of mine that is done, until it expires. */
  @Access('signedIn')
  @KeyScope('none')
  @Get('exports/:id')
  async fetch(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() response: Response): Promise<void> {
    if (!uuid.test(id)) throw new NotFound('export', id.slice(0, 50));
    const content = await this.dataExports.fetch(actor, id, new Date());
    response.setHeader('content-type', 'application/zip');
    response.setHeader('content-disposition', 'attachment; filename="trefoil-export.zip"');
    response.setHeader('cache-control', 'no-store');
    response.end(content);
  }
}
