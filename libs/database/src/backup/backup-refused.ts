/** A backup cannot be written or restored; the message tells people why, and what they can do. Nothing was changed. */
export class BackupRefused extends Error {
  readonly code = 'BACKUP_REFUSED';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupRefused';
  }
}
