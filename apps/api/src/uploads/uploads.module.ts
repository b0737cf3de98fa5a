import { Module } from '@nestjs/common';
import { CompanyImportsResolver } from './company-imports.resolver.js';
import { UploadsController } from './uploads.controller.js';

@Module({ controllers: [UploadsController], providers: [CompanyImportsResolver] })
export class UploadsModule {}
