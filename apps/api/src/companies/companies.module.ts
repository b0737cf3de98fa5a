import { Module } from '@nestjs/common';
import './companies.messages.js';
import { RelationsLoader } from './relations.loader.js';
import { CompaniesResolver } from './companies.resolver.js';
import {
  CompanyFieldsResolver,
  CompanyFileFieldsResolver,
  CompanyProfileFieldsResolver,
} from './company-fields.resolver.js';
import { CompanyFilePrivacyResolver, CompanyPrivacyResolver } from './company-privacy.resolver.js';
import { CompanyReviewsResolver } from './company-reviews.resolver.js';

@Module({
  providers: [
    CompaniesResolver,
    CompanyFieldsResolver,
    CompanyFileFieldsResolver,
    CompanyProfileFieldsResolver,
    CompanyFilePrivacyResolver,
    CompanyPrivacyResolver,
    CompanyReviewsResolver,
    RelationsLoader,
  ],
  exports: [RelationsLoader],
})
export class CompaniesModule {}
