import type { Account } from '../accounts/account.entity.js';
import type { Actor } from '../accounts/actor.js';
import { Refusal } from '../refusal.js';

/** What every stage of loading the sample works with. */
export interface SampleScene {
  /** Acts for the installation; companies without a sign-in have nobody else. */
  administrator: Actor;
  /** Accounts of the sample's sign-ins, by e-mail. */
  accounts: ReadonlyMap<string, Account>;
  /** The id of what was made under a key of `sampleKey`; null when it was not. */
  lookFor(what: string): Promise<string | null>;
  /**
   * The same of what an earlier stage has made.
   *
   * @throws Error when it has not
   */
  findMade(what: string): Promise<string>;
}

/** A part of the sample that is loaded once. It may have been broken off and begun again, so each of its steps looks first. */
export interface SampleStage {
  /** Never changes: the mark that says it is done bears it. */
  readonly name: string;
  load(scene: SampleScene, now: Date): Promise<void>;
}

/** The idempotency key of something in the sample, such as `company dongfang-electric`. */
export const sampleKey = (what: string): string => `sample ${what}`;

/** Acts as a member of one company. */
export const memberOf = ({ accountId }: Actor, companyId: string): Actor => ({
  accountId,
  isAdministrator: false,
  companyRoles: new Map([[companyId, 'member']]),
  forumRoles: new Map(),
});

/** @throws Error when the sample's own data were refused, which its tests make sure they are not */
export function accepted<T>(result: T): Exclude<T, Refusal> {
  if (result instanceof Refusal) throw new Error(`The sample was refused: ${JSON.stringify(result)}`);
  return result as Exclude<T, Refusal>;
}

/** About as many as the connections of one process; more would only wait. */
const atOnce = 8;

/** Runs `work` on all items, some at once. After a failure no more are begun; it is thrown when those under way have ended. */
export async function forEachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const workers = Array.from({ length: atOnce }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item).catch((error: unknown) => {
        waiting.length = 0;
        throw error;
      });
    }
  });
  const ends = await Promise.allSettled(workers);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
