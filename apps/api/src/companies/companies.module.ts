import { Module } from '@nestjs/common';
import './companies.messages.js';
import { CompaniesResolver } from './companies.resolver.js';
import {
  CompanyFieldsResolver,
  CompanyFileFieldsResolver,
  CompanyProfileFieldsResolver,
} from './company-fields.resolver.js';
import { CompanyReviewsResolver } from './company-reviews.resolver.js';

@Module({
  providers: [
    CompaniesResolver,
    CompanyFieldsResolver,
    CompanyFileFieldsResolver,
    CompanyProfileFieldsResolver,
    CompanyReviewsResolver,
  ],
})
export class CompaniesModule {}
