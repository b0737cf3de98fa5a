import type { AuditLogEntry } from '#domain';
import type { AuditValueType } from './audit-log.type.js';

type Values = Pick<AuditLogEntry, 'before' | 'after' | 'personal'>;

/** The fields that an act names, each with its values as JSON; personal ones, where they can be read, among what it became. */
export function auditValuesOf({ before, after, personal }: Values): AuditValueType[] {
  const became = { ...after, ...personal };
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(became)]);
  return [...fields].map((field) => ({
    field,
    before: textOf(before?.[field]),
    after: textOf(became[field]),
  }));
}

const textOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
