import { randomUUID } from 'node:crypto';
import type { Belongings, Role } from './cast.js';
import type { IdKind } from './world.js';

/** What the arguments of an operation may name. */
export interface Names {
  /** Of the world whose objects are asked for. */
  ids: Record<IdKind, string>;
  /** Who asks. */
  role: Role;
  /** Of the person who asks; for operations on what belongs to oneself. */
  own: Belongings;
  /** E-mail addresses of the world's people. */
  emails: { organizer: string; owner: string };
  /** The version to expect of the object in question: a stale one in the walk, so that it changes nothing. */
  version: number;
}

/**
 * How one operation is tried. With the arguments given, those whom its rule lets in get an answer that changes nothing that the
 * next person would see; so most mutations name a version that is long past.
 */
export interface OperationEntry {
  variables: (names: Names) => Record<string, unknown>;
  /** Of a result union: the member that those who may use the operation get. Left out for everything else. */
  answer?: string;
  /** Those who may besides the holders of the rule: the partner, where its company is in question too. */
  also?: readonly Role[];
  /** The object whose version is expected, for trying it with the present one. */
  versionOf?: IdKind;
}

/** By `Kind.name`, such as `Mutation.bookMeeting`. */
export type OperationEntries = Record<string, OperationEntry>;

/** A key that no request has used. */
export const fresh = (): string => randomUUID();

export const nothing: OperationEntry = { variables: () => ({}) };
