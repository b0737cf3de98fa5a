import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Account } from '#domain';
import type { Role } from '../permissions/cast.js';
import type { Tries } from '../permissions/tries.js';
import type { FuzzAnswer } from './findings.js';
import type { Seeded } from './seeded.js';

/** What is fuzzed, and what stands on its stage. */
export interface FuzzTarget {
  url: string;
  dataSource: DataSource;
  schema: GraphQLSchema;
  tries: Tries;
  authorizationOf: (account: Account) => Promise<string>;
}

/** One request of bad will; sent twice, it says the same. */
export interface Hostile {
  /** What it goes to, such as `Mutation.bookMeeting`. */
  name: string;
  /** As whom and with what, for a person who looks for the fault. */
  description: string;
  send: () => Promise<FuzzAnswer>;
}

/** A way in. Of the requests of a kind the `index`-th goes to its targets in turn, so that each gets its share whatever the seed. */
export interface FuzzKind {
  name: string;
  /** Of 25 requests. */
  share: number;
  draw: (target: FuzzTarget, index: number, seeded: Seeded) => Promise<Hostile>;
}

/** Null for nobody. */
export async function authorizationFor({ tries, authorizationOf }: FuzzTarget, role: Role): Promise<string | null> {
  const account = tries.stage.people[role];
  return account && authorizationOf(account);
}
