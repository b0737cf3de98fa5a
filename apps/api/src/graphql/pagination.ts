import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { BadInput } from '#domain';
import { UuidScalar } from './scalars.js';

export const pageSize = { default: 20, max: 100 } as const;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: pageSize.default, description: `How many to return, 1 to ${pageSize.max}.` })
  @IsInt()
  @Min(1)
  @Max(pageSize.max)
  first: number = pageSize.default;

  @Field(() => String, { nullable: true, description: 'Continue after this cursor.' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  after?: string | null;
}

/** One class for both: `@Args('forumId')` beside `@Args() PageArgs` is refused as an argument that PageArgs does not have. */
@ArgsType()
export class ForumPageArgs extends PageArgs {
  @Field(() => UuidScalar, { description: 'The forum.' })
  @IsUUID()
  forumId: string;
}

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field({ description: 'Whether more follow.' })
  hasNextPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item of this page; null on an empty page.' })
  endCursor: string | null;
}

export interface Page<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: PageInfo;
}

/** The Relay-style connection type `<name>Connection` over a node type. */
export function connectionOf<T>(node: Type<T>, name: string): Type<Page<T>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a page.` })
  class Edge {
    @Field({ description: 'Continue after this item with `after`.' })
    cursor: string;

    @Field(() => node, { description: 'The item.' })
    node: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} items.` })
  class Connection implements Page<T> {
    @Field(() => [Edge], { description: 'Items with their cursors.' })
    edges: Edge[];

    @Field(() => [node], { description: 'Items alone.' })
    nodes: T[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo: PageInfo;
  }
  return Connection;
}

/** A cursor holds the sort key of its item, so that it stays valid when rows before it come or go. */
export const encodeCursor = (key: unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws BadInput when the cursor was not made by `encodeCursor` with as many parts */
export function decodeCursor(after: string | null | undefined, parts: number): (string | number)[] | null {
  if (after === null || after === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === parts && key.every((part) => ['string', 'number'].includes(typeof part)))
      return key as (string | number)[];
  } catch {
    // Falls through to the refusal: what cannot be decoded is as wrong as what has other parts.
  }
  throw cursorFault();
}

const cursorFault = (): BadInput =>
  new BadInput([{ field: 'after', allowed: 'a cursor from an earlier page of the same list' }]);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The cursor of a list in order of time, then id. Times are stored in whole milliseconds, so the cursor loses nothing. */
export function decodeTimeCursor(after: string | null | undefined): { createdAt: Date; id: string } | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const createdAt = new Date(key[0]!);
  const id = String(key[1]);
  if (Number.isNaN(createdAt.getTime()) || !uuid.test(id)) throw cursorFault();
  return { createdAt, id };
}

export const timeCursorOf = ({ createdAt, id }: { createdAt: Date; id: string }): unknown[] => [
  createdAt.toISOString(),
  id,
];

/** Makes a page of rows that were read with a limit of one more than `first`. */
export function pageOf<T>(rows: T[], first: number, keyOf: (row: T) => unknown[]): Page<T> {
  const edges = rows.slice(0, first).map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null },
  };
}
