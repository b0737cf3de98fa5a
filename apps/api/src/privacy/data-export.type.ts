import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { DataExportState } from '#domain';
import { RefusalType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const DataExportStateEnum = { QUEUED: 'queued', RUNNING: 'running', DONE: 'done', FAILED: 'failed' } as const;

registerEnumType(DataExportStateEnum, {
  name: 'DataExportState',
  description: 'Where an export stands.',
  valuesMap: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'Is being made.' },
    DONE: { description: 'Can be fetched at `GET /exports/<id>` until it expires.' },
    FAILED: { description: 'Could not be made; ask again.' },
  },
});

@ObjectType('DataExport', {
  description: 'All that is kept of me, or of a company of mine, as a zip of JSON and CSV files. Only I can fetch it.',
})
export class DataExportType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ID, { nullable: true, description: 'The company; null when it is about me.' })
  companyId: string | null;

  @Field(() => DataExportStateEnum, { description: 'Where it stands.' })
  state: DataExportState;

  @Field(() => Int, { nullable: true, description: 'Size of the file in bytes; null until it is done.' })
  byteCount: number | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'From then on it is gone.' })
  expiresAt: Date;
}

@ObjectType('TooManyExports', {
  implements: RefusalType,
  description: 'There are as many exports as one person may have.',
})
export class TooManyExportsType extends RefusalType {
  @Field(() => Int, { description: 'How many that is.' })
  allowed: number;
}

export const RequestDataExportResult = resultUnion({
  name: 'RequestDataExportResult',
  resultName: 'DataExport',
  result: DataExportType,
  refusals: [TooManyExportsType],
  description: 'The export that will be made, or why not.',
});
