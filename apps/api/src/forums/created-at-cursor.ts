import { isISO8601, isUUID } from 'class-validator';
import { BadInput } from '#domain';

/** The sort key that a cursor of a list by time of making holds; undefined at the list's beginning. */
export function createdAtCursor(key: (string | number)[] | null): { createdAt: Date; id: string } | undefined {
  if (key === null) return undefined;
  const [createdAt, id] = key;
  if (!isISO8601(createdAt, { strict: true }) || !isUUID(id)) {
    throw new BadInput([{ field: 'after', allowed: 'a cursor from an earlier page of the same list' }]);
  }
  return { createdAt: new Date(createdAt!), id: String(id) };
}
