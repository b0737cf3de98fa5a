import { Args, Context, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  CompanyPrivacyService,
  contactOf,
  guardedFields,
  mayRead,
  visibilityOf,
  type Actor,
  type Company,
  type Contact,
  type Refusal,
  type Visibility,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { UuidScalar } from '../graphql/scalars.js';
import {
  CompanyContactInput,
  CompanyContactType,
  CompanyVisibilityInput,
  FieldVisibilityType,
} from './company-privacy.type.js';
import { CompanyChangeResult } from './company.result.js';
import { CompanyFileType, CompanyType } from './company.type.js';
import { RelationsLoader } from './relations.loader.js';

const idArgument = { type: () => UuidScalar, description: 'The company.' };
const versionArgument = {
  type: () => Int,
  description: 'The `version` of the company’s file that the change is based on.',
};

/** Who may read what of a company. */
@Resolver(() => CompanyType)
export class CompanyPrivacyResolver {
  constructor(
    private readonly privacy: CompanyPrivacyService,
    private readonly relations: RelationsLoader,
  ) {}

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => CompanyChangeResult as never, {
    description: 'Says who may read which fields of my company. Takes effect at once.',
  })
  setCompanyVisibility(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('input', { description: 'The fields.' }) { fields }: CompanyVisibilityInput,
    @Args('expectedVersion', versionArgument) expectedVersion: number,
  ): Promise<CompanyType | Refusal> {
    const given = Object.fromEntries(fields.map(({ field, level }) => [field, level])) as Partial<Visibility>;
    return this.privacy.setVisibility(actor, id, given, expectedVersion);
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => CompanyChangeResult as never, {
    description:
      'Names whom to write to at my company: shown to those who have agreed to meet it, unless its visibility says nobody.',
  })
  setCompanyContact(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
    @Args('input', { description: 'The contact.' }) input: CompanyContactInput,
    @Args('expectedVersion', versionArgument) expectedVersion: number,
  ): Promise<CompanyType | Refusal> {
    return this.privacy.setContact(actor, id, input, expectedVersion);
  }

  @FieldAccess('visibility')
  @ResolveField(() => CompanyContactType, {
    nullable: true,
    description:
      'Whom to write to, for companies with which it has agreed to meet as long as that stands; null for others, administrators too, and when it names nobody.',
  })
  async contact(@Parent() company: Company, @Context() context: ApiContext): Promise<Contact | null> {
    const contact = contactOf(company);
    if (contact.name === null && contact.email === null && contact.phone === null) return null;
    const relation = await this.relations.loadAsPerson(context, company.id);
    return mayRead(visibilityOf(company.visibility).contact, relation) ? contact : null;
  }
}

/** The parent is a company whose file the actor may see. */
@Resolver(() => CompanyFileType)
export class CompanyFilePrivacyResolver {
  @FieldAccess('asObject')
  @ResolveField(() => [FieldVisibilityType], { description: 'Who may read which field.' })
  visibility(@Parent() company: Company): FieldVisibilityType[] {
    const visibility = visibilityOf(company.visibility);
    return guardedFields.map((field) => ({ field, level: visibility[field] }));
  }
}
