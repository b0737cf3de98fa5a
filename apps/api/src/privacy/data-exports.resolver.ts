import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DataExportsService, exportDays, maxExports, type Actor, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { UuidScalar } from '../graphql/scalars.js';
import { DataExportType, RequestDataExportResult } from './data-export.type.js';

@Resolver(() => DataExportType)
export class DataExportsResolver {
  constructor(private readonly dataExports: DataExportsService) {}

  @Access('signedIn')
  @KeyScope('none')
  @Query(() => [DataExportType], { description: 'My exports that have not expired, newest first.' })
  myDataExports(@CurrentActor() actor: Actor): Promise<DataExportType[]> {
    return this.dataExports.list(actor, new Date());
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => RequestDataExportResult as never, {
    description: `Asks for all that is kept of me, or of a company that I own. A job makes it; it can be fetched for ${exportDays} days, at most ${maxExports} at a time.`,
  })
  requestDataExport(
    @CurrentActor() actor: Actor,
    @Args('idempotencyKey', { description: '8 to 200 characters; the same request sent again makes nothing new.' })
    idempotencyKey: string,
    @Args('companyId', {
      type: () => UuidScalar,
      nullable: true,
      description: 'A company that I own; left out: my own data.',
    })
    companyId?: string | null,
  ): Promise<DataExportType | Refusal> {
    return this.dataExports.request(actor, companyId ?? null, idempotencyKey, new Date());
  }
}
