import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsUUID } from 'class-validator';
import { maxReportedFaults, type CompanyImport, type CompanyImportState } from '#domain';
import { DateTimeScalar, UuidScalar } from '../graphql/scalars.js';

export const ImportMappingEnum = { TEMPLATE: 'template', LISTED_COMPANIES: 'listed_companies' } as const;

registerEnumType(ImportMappingEnum, {
  name: 'ImportMapping',
  description: 'How the columns of a file are read.',
  valuesMap: {
    TEMPLATE: { description: 'The project’s own columns; `/imports/template.csv` has them.' },
    LISTED_COMPANIES: { description: 'Listed companies in the columns of FinanceDatabase.' },
  },
});

export const CompanyImportStateEnum = {
  QUEUED: 'queued',
  RUNNING: 'running',
  DONE: 'done',
  REFUSED: 'refused',
  FAILED: 'failed',
} as const;

registerEnumType(CompanyImportStateEnum, {
  name: 'CompanyImportState',
  description: 'Where an import stands.',
  valuesMap: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'Rows are being checked or written.' },
    DONE: { description: 'The companies are there.' },
    REFUSED: { description: 'Rows have faults, and nothing was written.' },
    FAILED: { description: 'It was given up, and nothing was written; ask again.' },
  },
});

@InputType('ImportCompaniesInput', { description: 'A file of companies.' })
export class ImportCompaniesInput {
  @Field(() => UuidScalar, { description: 'What `POST /uploads` answered.' })
  @IsUUID()
  uploadId: string;

  @Field(() => ImportMappingEnum, { description: 'How its columns are read.' })
  @IsIn(Object.values(ImportMappingEnum))
  mapping: CompanyImport['mapping'];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Write the valid rows alone, rather than all rows or none.',
  })
  @IsBoolean()
  isValidRowsOnly: boolean = false;
}

@ObjectType('RowFault', { description: 'What is wrong with one row.' })
export class RowFaultType {
  @Field(() => Int, { description: 'Line of the file on which the row ends, the header being 1.' })
  row: number;

  @Field({ description: 'The column; empty when it is the whole row.' })
  column: string;

  @Field({ description: 'What is wrong, or what is allowed.' })
  cause: string;
}

@ObjectType('CompanyImport', { description: 'One run of an import.' })
export class CompanyImportType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => CompanyImportStateEnum, { description: 'Where it stands.' })
  state: CompanyImportState;

  @Field(() => ImportMappingEnum, { description: 'How the columns are read.' })
  mapping: CompanyImport['mapping'];

  @Field({ description: 'Whether the valid rows alone are written, rather than all or none.' })
  isValidRowsOnly: boolean;

  @Field(() => Int, { description: 'Rows checked so far.' })
  rowsRead: number;

  @Field(() => Int, { description: 'Rows of the file; 0 until all are checked.' })
  rowsTotal: number;

  @Field(() => Int, { description: 'Companies written so far; they can be seen when the state is DONE.' })
  rowsWritten: number;

  @Field(() => Int, { description: 'Faults in all.' })
  faultCount: number;

  @Field(() => [RowFaultType], { description: `The first ${maxReportedFaults} faults, in order of rows.` })
  faults: RowFaultType[];

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  finishedAt: Date | null;
}
