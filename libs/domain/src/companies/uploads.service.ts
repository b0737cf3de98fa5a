import { isUtf8 } from 'node:buffer';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../accounts/actor.js';
import { requireNoFaults, requirePermission, type InputFault } from '../domain-error.js';
import { mayImport } from './company.policy.js';
import { Upload } from './upload.entity.js';

/** Whatever an installation allows; the api is configured to take less. */
export const maxUploadBytes = 50 * 1024 * 1024;
const maxFileNameLength = 200;

/** Files that a later mutation says what to do with. */
@Injectable()
export class UploadsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * @param content a CSV file, at most `maxUploadBytes`
   * @throws BadInput when the file is empty, too large or no UTF-8
   */
  async store(actor: Actor, fileName: string, content: Buffer): Promise<Upload> {
    requirePermission(mayImport(actor));
    const faults: InputFault[] = [];
    if (fileName.trim() === '' || fileName.length > maxFileNameLength || /\p{Cc}/u.test(fileName)) {
      faults.push({ field: 'fileName', allowed: `1 to ${maxFileNameLength} characters` });
    }
    if (content.length === 0 || content.length > maxUploadBytes || !isUtf8(content) || content.includes(0)) {
      faults.push({ field: 'body', allowed: `CSV text in UTF-8, 1 to ${maxUploadBytes} bytes` });
    }
    requireNoFaults(faults);
    const uploads = this.dataSource.getRepository(Upload);
    return uploads.save(uploads.create({ accountId: actor.accountId, fileName, byteCount: content.length, content }));
  }
}
