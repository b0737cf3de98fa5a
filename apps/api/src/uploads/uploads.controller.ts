import {
  Controller,
  Get,
  Header,
  Inject,
  PayloadTooLargeException,
  Post,
  Query,
  Req,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { Request } from 'express';
import type { ApiConfig } from '#config';
import { templateCsv, UploadsService, type Actor, type FileFormat } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { CONFIG } from '../tokens.js';

const acceptedTypes = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

/** Files go by REST: GraphQL has no streams. */
@Controller()
export class UploadsController {
  constructor(
    private readonly uploads: UploadsService,
    @Inject(CONFIG) private readonly config: ApiConfig,
  ) {}

  /**
   * Takes a CSV or XLSX file of bounded size as the body; answers with the id that `importCompanies` takes, and as what the file
   * will be read.
   */
  @Access('organizerOrAdministrator')
  @KeyScope('none')
  @Post('uploads')
  async upload(
    @CurrentActor() actor: Actor,
    @Query('fileName') fileName: string | undefined,
    @Req() request: Request,
  ): Promise<{ id: string; fileName: string; byteCount: number; format: FileFormat }> {
    if (!request.is(acceptedTypes)) {
      throw new UnsupportedMediaTypeException(`Send a body of the type ${acceptedTypes.join(' or ')}.`);
    }
    const content = await readBody(request, this.config.surface.limits.maxUploadBytes);
    const { upload, format } = await this.uploads.store(actor, fileName ?? 'companies.csv', content);
    return { id: upload.id, fileName: upload.fileName, byteCount: upload.byteCount, format };
  }

  /** The columns that an import takes, with an example. */
  @Access('anyone')
  @Get('imports/template.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="trefoil-companies.csv"')
  template(): string {
    return templateCsv();
  }
}

/** Read only here, after the guard: nobody else can make this process hold a file. */
async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    byteCount += chunk.length;
    if (byteCount > maxBytes) throw new PayloadTooLargeException(`At most ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
