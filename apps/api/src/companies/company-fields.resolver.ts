import { Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  CompanyVersion,
  findCapability,
  findCountry,
  findMode,
  findSector,
  maySeeBlocks,
  maySeeFile,
  type Actor,
  type Company,
  type Profile,
} from '#domain';
import { whatIsMissing } from '#matching';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { CooperationModeType, CountryType, SectorType } from '../taxonomy/taxonomy.type.js';
import { missingPartMessages } from './companies.messages.js';
import { RelationsLoader } from './relations.loader.js';
import {
  CompanyFileType,
  CompanyProfileType,
  CompanyType,
  MissingPartType,
  NeedType,
  OfferType,
  ProfileTextType,
} from './company.type.js';

@Resolver(() => CompanyType)
export class CompanyFieldsResolver {
  constructor(private readonly relations: RelationsLoader) {}

  @FieldAccess('asObject')
  @ResolveField(() => CompanyProfileType, {
    nullable: true,
    description:
      'The approved profile, for everybody signed in; fields that the company keeps from me are empty. Null before the first approval.',
  })
  async profile(@Parent() company: Company, @Context() context: ApiContext): Promise<CompanyProfileType | null> {
    const approved = await approvedOf(company, context);
    return approved && this.relations.show(context, company, approved.profile);
  }

  @FieldAccess('companyMemberOrAdministrator')
  @ResolveField(() => CompanyFileType, {
    nullable: true,
    description: 'What its own people and administrators see; null for everybody else.',
  })
  file(@Parent() company: Company, @CurrentActor() actor: Actor): CompanyFileType | null {
    return maySeeFile(actor, company.id) ? company : null;
  }
}

const approvedOf = ({ approvedVersionId }: Company, { loaders }: ApiContext): Promise<CompanyVersion | null> =>
  approvedVersionId === null ? Promise.resolve(null) : loaders.load(CompanyVersion, approvedVersionId);

/** The parent is a company whose file the actor may see. */
@Resolver(() => CompanyFileType)
export class CompanyFileFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => Int, {
    nullable: true,
    description:
      'Number of the approved version, from 1; null before the first approval. A change of blocks is a version, too.',
  })
  async versionNumber(@Parent() company: Company, @Context() context: ApiContext): Promise<number | null> {
    return (await approvedOf(company, context))?.number ?? null;
  }

  @FieldAccess('asObject')
  @ResolveField(() => [MissingPartType], {
    description: 'What keeps the profile as edited out of every matching pool.',
  })
  missing(@Parent() { profile }: Company, @Context() { locale }: ApiContext): MissingPartType[] {
    return whatIsMissing(profile).map((code) => ({ code, message: missingPartMessages[code][locale] }));
  }

  @FieldAccess('companyMember')
  @ResolveField(() => [String], {
    nullable: true,
    description: 'Ids of the companies it never works with; null for administrators.',
  })
  blockedCompanyIds(@Parent() { id, profile }: Company, @CurrentActor() actor: Actor): string[] | null {
    return maySeeBlocks(actor, id) ? profile.blockedCompanyIds : null;
  }

  @FieldAccess('companyMember')
  @ResolveField(() => [String], {
    nullable: true,
    description: 'Codes of the countries it never works with; null for administrators.',
  })
  blockedCountries(@Parent() { id, profile }: Company, @CurrentActor() actor: Actor): string[] | null {
    return maySeeBlocks(actor, id) ? profile.blockedCountries : null;
  }
}

/** Turns the codes of a profile into what they stand for. */
@Resolver(() => CompanyProfileType)
export class CompanyProfileFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => CountryType, { description: 'Country or region.' })
  country(@Parent() profile: Profile): CountryType {
    return findCountry(profile.country)!;
  }

  @FieldAccess('asObject')
  @ResolveField(() => [SectorType], { description: 'Its sectors.' })
  sectors(@Parent() profile: Profile): SectorType[] {
    return profile.sectors.map((code) => findSector(code)!);
  }

  @FieldAccess('asObject')
  @ResolveField(() => [OfferType], { description: 'What it offers.' })
  offers(@Parent() profile: Profile): OfferType[] {
    return profile.offers.map((offer) => ({ ...offer, capability: findCapability(offer.capability)! }));
  }

  @FieldAccess('asObject')
  @ResolveField(() => [NeedType], { description: 'What it needs.' })
  needs(@Parent() profile: Profile): NeedType[] {
    return profile.needs.map((need) => ({ ...need, capability: findCapability(need.capability)! }));
  }

  @FieldAccess('asObject')
  @ResolveField(() => [CooperationModeType], { description: 'Forms of cooperation it looks for.' })
  modes(@Parent() profile: Profile): CooperationModeType[] {
    return profile.modes.map((code) => findMode(code)!);
  }

  @FieldAccess('asObject')
  @ResolveField(() => [ProfileTextType], { description: 'Its descriptions, by language.' })
  texts(@Parent() profile: Profile): ProfileTextType[] {
    return Object.entries(profile.texts).map(([tag, text]) => ({ tag, text }));
  }
}
