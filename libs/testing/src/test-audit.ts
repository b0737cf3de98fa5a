import { AuditService, PersonKeysService, ServerKeys } from '#domain';
import { testServerKey } from './test-server-key.js';

export const testPersonKeys = new PersonKeysService(new ServerKeys(testServerKey));

/** The audit log as the service writes it, for tests that make their services by hand. */
export const testAudit = new AuditService(testPersonKeys);
