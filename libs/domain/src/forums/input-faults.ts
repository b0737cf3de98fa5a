import type { InputFault } from '../domain-error.js';
import { isPrintable } from '../text.js';

/** A fault unless the text says something, in at most `max` characters. */
export function lengthFaults(field: string, text: string, max: number): InputFault[] {
  const isFine = text.trim() !== '' && text.length <= max && isPrintable(text, { hasLines: true });
  return isFine ? [] : [{ field, allowed: `1 to ${max} characters` }];
}

/** A fault unless it is a whole number of the range. */
export function rangeFaults(field: string, value: number, { min, max }: { min: number; max: number }): InputFault[] {
  const isFine = Number.isInteger(value) && value >= min && value <= max;
  return isFine ? [] : [{ field, allowed: `a whole number from ${min} to ${max}` }];
}

/** A fault unless it is left out or the key of one of the forum's sub-forums. */
export function subForumKeyFaults(
  field: string,
  key: string | null | undefined,
  keys: ReadonlySet<string>,
): InputFault[] {
  const isFine = key === null || key === undefined || keys.has(key);
  return isFine ? [] : [{ field, allowed: 'a sub-forum of this forum, or left out' }];
}
