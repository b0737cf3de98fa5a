import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DataExportsService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';

@Injectable()
export class ExportDataProcessor implements JobProcessor<'export-data'> {
  readonly name = 'export-data';

  constructor(private readonly dataExports: DataExportsService) {}

  run({ dataExportId }: JobPayloads['export-data'], { jobId }: JobRun): Promise<void> {
    return this.dataExports.run(dataExportId, jobId, new Date());
  }

  giveUp(tx: EntityManager, { dataExportId }: JobPayloads['export-data']): Promise<void> {
    return this.dataExports.giveUp(tx, dataExportId, new Date());
  }
}
