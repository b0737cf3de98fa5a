import { Args, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { CompanyImportsService, type Actor } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { UuidScalar } from '../graphql/scalars.js';
import { CompanyImportType, ImportCompaniesInput } from './company-import.type.js';

const idArgument = { type: () => UuidScalar, description: 'The import.' };

@Resolver(() => CompanyImportType)
export class CompanyImportsResolver {
  constructor(private readonly imports: CompanyImportsService) {}

  @Access('organizerOrAdministrator')
  @KeyScope('none')
  @Mutation(() => CompanyImportType, {
    description:
      'Imports the companies of an uploaded file; they count as approved by me. A job does it: follow it with `companyImportProgress`.',
  })
  importCompanies(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The file and how to read it.' }) input: ImportCompaniesInput,
    @Args('idempotencyKey', { description: '8 to 200 characters; the same request sent again imports nothing.' })
    idempotencyKey: string,
  ): Promise<CompanyImportType> {
    return this.imports.request(actor, input, idempotencyKey);
  }

  @Access('organizerOrAdministrator')
  @KeyScope('none')
  @Query(() => CompanyImportType, { description: 'An import of mine; any for an administrator.' })
  companyImport(@CurrentActor() actor: Actor, @Args('id', idArgument) id: string): Promise<CompanyImportType> {
    return this.imports.find(actor, id);
  }

  @Access('organizerOrAdministrator')
  @KeyScope('none')
  @Subscription(() => CompanyImportType, {
    description: 'An import as it is now, and after each change.',
    resolve: (companyImport: CompanyImportType) => companyImport,
  })
  companyImportProgress(
    @CurrentActor() actor: Actor,
    @Args('id', idArgument) id: string,
  ): Promise<AsyncIterableIterator<CompanyImportType>> {
    return this.imports.watch(actor, id);
  }
}
