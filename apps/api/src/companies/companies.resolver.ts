import { Args, Context, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  CompaniesService,
  CompanyMembersService,
  SignInsService,
  type Actor,
  type CompanyRole,
  type Refusal,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { UuidScalar } from '../graphql/scalars.js';
import { CompanyRoleEnum } from './company.enums.js';
import { CompanyBlocksInput, EditCompanyInput, PostCompanyInput } from './company.input.js';
import {
  CompanyChangeResult,
  RemoveCompanyMemberResult,
  SetCompanyMemberResult,
  SubmitCompanyResult,
} from './company.result.js';
import { CompanyMemberType, CompanyType } from './company.type.js';

const idArgument = { type: () => UuidScalar, description: 'The company.' };
const versionArgument = {
  type: () => Int,
  description: 'The `version` of the company’s file that the change is based on.',
};

/** What a company’s own people do. */
@Resolver(() => CompanyType)
export class CompaniesResolver {
  constructor(
    private readonly companies: CompaniesService,
    private readonly members: CompanyMembersService,
    private readonly signIns: SignInsService,
  ) {}

  @Access('signedIn')
  @KeyScope('directory:read')
  @Query(() => CompanyType, { description: 'An approved company, or one of my own.' })
  company(@CurrentActor() actor: Actor, @Args('id', idArgument) id: string): Promise<CompanyType> {
    return this.companies.find(actor, id);
  }

  @Access('signedIn')
  @KeyScope('none')
  @Query(() => [CompanyType], { description: 'The companies for which I act, by name.' })
  myCompanies(@CurrentActor() actor: Actor): Promise<CompanyType[]> {
    return this.companies.listOwn(actor);
  }

  @Access('companyMemberOrAdministrator')
  @KeyScope('none')
  @Query(() => [CompanyMemberType], {
    description: 'The people of a company, owners first. For them and for administrators.',
  })
  async companyMembers(@CurrentActor() actor: Actor, @Args('id', idArgument) id: string): Promise<CompanyMemberType[]> {
    const members = await this.members.list(actor, id);
    return members.map(({ account, role }) => ({ account: account!, role }));
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => CompanyType, { description: 'Posts a profile, which may be incomplete, and makes me its owner.' })
  async postCompany(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The profile.' }) input: PostCompanyInput,
    @Args('idempotencyKey', { description: '8 to 200 characters; the same request sent again posts nothing.' })
    idempotencyKey: string,
    @Context() context: ApiContext,
  ): Promise<CompanyType> {
    const company = await this.companies.post(actor, input, idempotencyKey);
    // The rest of this request already reads as the owner that the actor has become.
    context.actor = await this.signIns.findActor(actor.accountId, actor.signInId ?? null);
    return company;
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => CompanyChangeResult as never, {
    description:
      'Changes a profile. Once approved, changes of names, country and offers go to review while the approved version stays visible; others show at once.',
  })
  editCompany(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('input', { description: 'What to change.' }) input: EditCompanyInput,
    @Args('expectedVersion', versionArgument) expectedVersion: number,
  ): Promise<CompanyType | Refusal> {
    return this.companies.edit(actor, id, input, expectedVersion);
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => SubmitCompanyResult as never, { description: 'Gives a profile to the administrators for approval.' })
  submitCompany(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('expectedVersion', versionArgument) expectedVersion: number,
  ): Promise<CompanyType | Refusal> {
    return this.companies.submit(actor, id, expectedVersion);
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => CompanyChangeResult as never, {
    description: 'Says whom the company never works with. Nobody else learns of it.',
  })
  setCompanyBlocks(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('input', { description: 'The blocks.' }) input: CompanyBlocksInput,
    @Args('expectedVersion', versionArgument) expectedVersion: number,
  ): Promise<CompanyType | Refusal> {
    return this.companies.setBlocks(actor, id, input, expectedVersion);
  }

  @Access('companyOwnerOrAdministrator')
  @KeyScope('none')
  @Mutation(() => CompanyChangeResult as never, {
    description: 'Takes a company out of the directory for good. For its owners and administrators.',
  })
  archiveCompany(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('reason', { description: 'Why, 1 to 1,000 characters.' }) reason: string,
    @Args('expectedVersion', versionArgument) expectedVersion: number,
  ): Promise<CompanyType | Refusal> {
    return this.companies.archive(actor, id, reason, expectedVersion, new Date());
  }

  @Access('companyOwnerOrAdministrator')
  @KeyScope('none')
  @Mutation(() => SetCompanyMemberResult as never, {
    description:
      'Gives one of a company’s people another role. Others join by an invitation (`invite`). For its owners and administrators.',
  })
  setCompanyMember(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('accountId', { type: () => UuidScalar, description: 'The person’s account.' }) accountId: string,
    @Args('role', { type: () => CompanyRoleEnum, description: 'The role.' }) role: CompanyRole,
  ): Promise<CompanyType | Refusal> {
    return this.members.setRole(actor, id, accountId, role);
  }

  @Access('companyOwnerOrAdministrator')
  @KeyScope('none')
  @Mutation(() => RemoveCompanyMemberResult as never, {
    description: 'Takes a person’s role in a company away. For its owners and administrators.',
  })
  removeCompanyMember(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('accountId', { type: () => UuidScalar, description: 'The person’s account.' }) accountId: string,
  ): Promise<CompanyType | Refusal> {
    return this.members.remove(actor, id, accountId);
  }
}
