import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../accounts/actor.js';
import { requireNoFaults, requirePermission, type InputFault } from '../domain-error.js';
import { isPrintable } from '../text.js';
import { mayImport } from './company.policy.js';
import { detectFormat, type FileFormat } from './file-rows.js';
import { Upload } from './upload.entity.js';

/** Whatever an installation allows; the api is configured to take less. */
export const maxUploadBytes = 50 * 1024 * 1024;
const maxFileNameLength = 200;

/** Files that a later mutation says what to do with. */
@Injectable()
export class UploadsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * @param content a CSV or XLSX file, at most `maxUploadBytes`; what it is its content says, not its name
   * @throws BadInput when the file is empty, too large or neither of them
   */
  async store(actor: Actor, fileName: string, content: Buffer): Promise<{ upload: Upload; format: FileFormat }> {
    requirePermission(mayImport(actor));
    const faults: InputFault[] = [];
    const isName = fileName.trim() !== '' && fileName.length <= maxFileNameLength;
    if (!isName || !isPrintable(fileName, { hasLines: false })) {
      faults.push({ field: 'fileName', allowed: `1 to ${maxFileNameLength} characters` });
    }
    const isSize = content.length > 0 && content.length <= maxUploadBytes;
    const format = isSize ? detectFormat(content) : null;
    if (!format) {
      const allowed = `XLSX, or CSV text in UTF-8, UTF-16 with a byte order mark or GB18030; 1 to ${maxUploadBytes} bytes`;
      faults.push({ field: 'body', allowed });
    }
    requireNoFaults(faults);
    const uploads = this.dataSource.getRepository(Upload);
    const { accountId } = actor;
    const upload = await uploads.save(uploads.create({ accountId, fileName, byteCount: content.length, content }));
    return { upload, format: format! };
  }
}
