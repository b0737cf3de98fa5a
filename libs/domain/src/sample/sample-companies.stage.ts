import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CompanyMembership } from '../accounts/membership.entities.js';
import { CompaniesService } from '../companies/companies.service.js';
import { CompanyReviewsService } from '../companies/company-reviews.service.js';
import type { NewProfileInput } from '../companies/profile-input.js';
import { sampleCompanies, type SampleCompany } from './sample-companies.js';
import { sampleSignIns } from './sample-forum.js';
import { accepted, forEachAtOnce, memberOf, sampleKey, type SampleScene, type SampleStage } from './sample-stage.js';

/** Posts, submits and approves the companies of the published projects, and gives some of them their people. */
@Injectable()
export class SampleCompaniesStage implements SampleStage {
  readonly name = 'companies';

  constructor(
    private readonly dataSource: DataSource,
    private readonly companies: CompaniesService,
    private readonly reviews: CompanyReviewsService,
  ) {}

  async load(scene: SampleScene): Promise<void> {
    const ids = new Map<string, string>();
    await forEachAtOnce(sampleCompanies(), async (company) => {
      ids.set(company.key, await this.submit(scene, company));
    });
    await this.join(scene, ids);
    await forEachAtOnce([...ids.values()], (id) => this.approve(scene, id));
  }

  private async submit({ administrator }: SampleScene, sample: SampleCompany): Promise<string> {
    const posted = await this.companies.post(administrator, profileOf(sample), sampleKey(`company ${sample.key}`));
    const { id, profile, state, version } = posted;
    if (state !== 'incomplete') return id;
    if (profile.side !== sample.side) throw new Error(`${sample.nameEn} is of another side than its country.`);
    accepted(await this.companies.submit(memberOf(administrator, id), id, version));
    return id;
  }

  /**
   * Written as rows: people join by the link of an invitation, and those of the sample read no mail. Whoever posts becomes an
   * owner, but the administrator acts for nobody here.
   */
  private async join({ administrator, accounts }: SampleScene, ids: ReadonlyMap<string, string>): Promise<void> {
    const memberships = this.dataSource.getRepository(CompanyMembership);
    for (const { email, role } of sampleSignIns) {
      if (role.of !== 'company') continue;
      const { id: accountId } = accounts.get(email)!;
      await memberships.save({ accountId, companyId: ids.get(role.companyKey)!, role: role.role });
    }
    await memberships.delete({ accountId: administrator.accountId });
  }

  private async approve({ administrator }: SampleScene, id: string): Promise<void> {
    const { state, version } = await this.companies.find(administrator, id);
    if (state === 'submitted') accepted(await this.reviews.approve(administrator, id, version));
  }
}

function profileOf(sample: SampleCompany): NewProfileInput {
  return {
    nameEn: sample.nameEn,
    country: sample.country,
    kind: sample.kind,
    sectors: [...sample.sectors],
    offers: [...sample.offers],
    needs: [...sample.needs],
    markets: [...sample.markets],
    modes: [...sample.modes],
    languages: [...sample.languages],
    size: sample.size,
    texts: Object.entries(sample.texts).map(([tag, text]) => ({ tag, text })),
  };
}
