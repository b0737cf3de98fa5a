import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CompaniesService, CompanyReviewsService, type Actor, type Company, type Refusal } from '#domain';
import type { Side } from '#matching';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { decodeCursor, PageArgs, pageOf, type Page } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import { SideEnum } from '../taxonomy/side.enum.js';
import { CompanyChangeResult } from './company.result.js';
import { CompanyConnection, CompanyType } from './company.type.js';

const idArgument = { type: () => UuidScalar, description: 'The company.' };
const versionArgument = { type: () => Int, description: 'The `version` of the company’s file that was reviewed.' };
const reasonArgument = { description: 'Why, 1 to 1,000 characters.' };

/** What administrators and organizers decide about profiles. */
@Resolver(() => CompanyType)
export class CompanyReviewsResolver {
  constructor(
    private readonly companies: CompaniesService,
    private readonly reviews: CompanyReviewsService,
  ) {}

  @Access('administrator')
  @KeyScope('none')
  @Query(() => CompanyConnection, { description: 'Companies whose profile waits for review, by English name.' })
  async companiesToReview(
    @CurrentActor() actor: Actor,
    @Args() { first, after }: PageArgs,
  ): Promise<Page<CompanyType>> {
    const cursor = decodeCursor(after, 2);
    const position = cursor && { nameEn: String(cursor[0]), id: String(cursor[1]) };
    const companies = await this.companies.listToReview(actor, first + 1, position);
    return pageOf(companies, first, ({ profile, id }: Company) => [profile.nameEn, id]);
  }

  @Access('administrator')
  @KeyScope('none')
  @Mutation(() => CompanyChangeResult as never, { description: 'Approves a submitted profile: others see it now.' })
  approveCompany(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('expectedVersion', versionArgument) expectedVersion: number,
  ): Promise<CompanyType | Refusal> {
    return this.reviews.approve(actor, id, expectedVersion);
  }

  @Access('administrator')
  @KeyScope('none')
  @Mutation(() => CompanyChangeResult as never, { description: 'Returns a submitted profile with a reason.' })
  returnCompany(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('reason', reasonArgument) reason: string,
    @Args('expectedVersion', versionArgument) expectedVersion: number,
  ): Promise<CompanyType | Refusal> {
    return this.reviews.return(actor, id, reason, expectedVersion);
  }

  @Access('administrator')
  @KeyScope('none')
  @Mutation(() => CompanyChangeResult as never, {
    description: 'Gives a company another side than its country’s; takes effect at once.',
  })
  overrideCompanySide(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('side', { type: () => SideEnum, nullable: true, description: 'The side; null for the country’s again.' })
    side: Side | null,
    @Args('reason', reasonArgument) reason: string,
    @Args('expectedVersion', versionArgument) expectedVersion: number,
  ): Promise<CompanyType | Refusal> {
    return this.reviews.overrideSide(actor, id, side ?? null, reason, expectedVersion);
  }

  @Access('organizerOrAdministrator')
  @KeyScope('none')
  @Mutation(() => CompanyChangeResult as never, {
    description: 'Confirms that a company can do what it offers: the offer then stands at 1.00, at once.',
  })
  confirmCompanyOffer(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('capability', { description: 'Code of a capability that the company offers.' }) capability: string,
    @Args('expectedVersion', versionArgument) expectedVersion: number,
  ): Promise<CompanyType | Refusal> {
    return this.reviews.confirmOffer(actor, id, capability, expectedVersion);
  }
}
