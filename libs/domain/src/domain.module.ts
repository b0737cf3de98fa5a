import { Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountsService } from './accounts/accounts.service.js';
import { SignInsService } from './accounts/sign-ins.service.js';
import { AuditService } from './audit/audit.service.js';
import { NotificationsService } from './notifications/notifications.service.js';

const services = [AccountsService, AuditService, NotificationsService, SignInsService];

/** Every service of the domain, on one connection to the database. Wants JobsModule beside it. */
@Module({})
export class DomainModule {
  static on(dataSource: DataSource): DynamicModule {
    return {
      module: DomainModule,
      global: true,
      providers: [{ provide: DataSource, useValue: dataSource }, ...services],
      exports: [DataSource, ...services],
    };
  }
}
