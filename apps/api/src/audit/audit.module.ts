import { Module } from '@nestjs/common';
import { AuditLogController } from './audit-log.controller.js';
import { AuditLogResolver } from './audit-log.resolver.js';

@Module({ controllers: [AuditLogController], providers: [AuditLogResolver] })
export class AuditModule {}
