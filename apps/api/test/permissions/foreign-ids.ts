import { randomUUID } from 'node:crypto';
import type { GraphqlAnswer } from '../api-harness.js';
import { idKinds, type IdKind, type World } from './world.js';

/** Where an id stands in the arguments of an operation. */
export interface IdPlace {
  kind: IdKind;
  /** Keys and indices from the arguments down. */
  path: (string | number)[];
}

/** Every place in the arguments that names an object of this world. */
export function idsIn(value: unknown, { ids }: Pick<World, 'ids'>, path: (string | number)[] = []): IdPlace[] {
  if (typeof value === 'string') {
    const kind = idKinds.find((one) => ids[one] === value);
    return kind ? [{ kind, path }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => idsIn(item, { ids }, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => idsIn(item, { ids }, [...path, key]));
}

/** A copy of the arguments with another value at that place. */
export function withId<T>(value: T, [key, ...rest]: (string | number)[], id: string): T {
  if (key === undefined) return id as T;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  const at = copy as Record<string | number, unknown>;
  at[key] = withId(at[key], rest, id);
  return copy as T;
}

/** A copy with an id of nothing at each of the places, the same id for the same object. */
export function withUnknownIds<T>(value: T, places: readonly IdPlace[]): T {
  const unknown = new Map<IdKind, string>();
  return places.reduce((changed, { kind, path }) => {
    const id = unknown.get(kind) ?? randomUUID();
    unknown.set(kind, id);
    return withId(changed, path, id);
  }, value);
}

/** The kind to take in its place for what is no secret: of forums a draft, of companies one that was never approved. */
export const hiddenKind = (kind: IdKind): IdKind =>
  kind === 'forum' ? 'draftForum' : kind === 'company' || kind.endsWith('Company') ? 'unlistedCompany' : kind;

/** Ids of objects that are there for everybody signed in to see, so that their existence is no secret. */
export const publicKinds: readonly IdKind[] = [
  'company',
  'partnerCompany',
  'developingCompany',
  'otherCompany',
  'lastCompany',
  'forum',
  'subForum',
  'slot',
  'freeSlot',
  'table',
  'freeTable',
];

/**
 * An answer to compare with another: without ids, instants and versions, which differ between two that tell the same. Ids that
 * were not asked for cannot hide in it, since they are looked for in all answers (leaks.ts).
 */
export function withoutIds(answer: GraphqlAnswer): string {
  return JSON.stringify(answer)
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<instant>')
    .replaceAll(/"(version|versionNumber)":\d+/g, '"$1":0');
}
