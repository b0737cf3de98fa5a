import { pipeline } from 'node:stream/promises';
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AuditLogService, type Actor } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { auditRowsOf, openAuditCsv, readAuditExport } from './audit-export.js';

@Controller()
export class AuditLogController {
  constructor(private readonly log: AuditLogService) {}

  /** What `auditLog` shows, all of it, as CSV; read on as fast as it is taken. */
  @Access('forumOrganizerOrAdministrator')
  @KeyScope('none')
  @Get('audit.csv')
  async export(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const { forumId, filter } = readAuditExport(query);
    const entries = await this.log.export(actor, forumId, filter);
    response.setHeader('content-type', 'text/csv; charset=utf-8');
    response.setHeader('content-disposition', 'attachment; filename="trefoil-audit.csv"');
    response.setHeader('cache-control', 'no-store');
    // A reader that goes away ends the reading; there is nobody left to tell of an error.
    await pipeline(auditRowsOf(entries), openAuditCsv(), response).catch(() => response.destroy());
  }
}
