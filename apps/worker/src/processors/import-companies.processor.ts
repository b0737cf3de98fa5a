import { Injectable } from '@nestjs/common';
import { CompanyImportsService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';
import type { EntityManager } from 'typeorm';

@Injectable()
export class ImportCompaniesProcessor implements JobProcessor<'import-companies'> {
  readonly name = 'import-companies';

  constructor(private readonly imports: CompanyImportsService) {}

  run({ companyImportId }: JobPayloads['import-companies'], { jobId, signal }: JobRun): Promise<void> {
    return this.imports.run(companyImportId, jobId, signal);
  }

  giveUp(tx: EntityManager, { companyImportId }: JobPayloads['import-companies']): Promise<void> {
    return this.imports.giveUp(tx, companyImportId);
  }
}
