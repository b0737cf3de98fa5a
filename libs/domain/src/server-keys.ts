import { hkdfSync } from 'node:crypto';

/**
 * Keys for single purposes, drawn from the one secret of the installation by HKDF with SHA-256 (RFC 5869). A key that gets
 * out opens its own purpose only. A lost server key cannot be drawn again: what was encrypted with it stays closed.
 */
export class ServerKeys {
  /** @param serverKey at least 32 bytes of UTF-8 */
  constructor(private readonly serverKey: string) {}

  /** The 32 bytes for `purpose`, such as `second-factor-secret`; always the same for the same installation. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.serverKey, '', `trefoil ${purpose}`, 32));
  }
}
