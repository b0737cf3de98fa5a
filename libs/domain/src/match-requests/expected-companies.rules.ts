import { compileDirectory, scoreTriple, sides, type CompanyProfile, type NeverPair } from '#matching';
import { NotAvailable } from '../refusal.js';
import { matchingTaxonomy } from '../taxonomy/index.js';
import { WrongSides } from './match-request.refusals.js';

/** What is known of an asking company and of the two that it expected in a list. */
export interface ExpectedCompanies {
  asking: CompanyProfile | undefined;
  /** Undefined for an id that stands in no pool: unknown, not approved, archived, or not at the forum. */
  expected: readonly [CompanyProfile | undefined, CompanyProfile | undefined];
  nevers: readonly NeverPair[];
}

/**
 * The first reason why nothing can be said of two expected companies; null when something can.
 *
 * Only sides, which everybody can read, have a reason of their own, and they are looked at before anything private is. Whatever
 * closes the triple (a block, a *never*, an incomplete profile) reads as an id that does not exist.
 */
export function refuseExpected({ asking, expected, nevers }: ExpectedCompanies): NotAvailable | WrongSides | null {
  const [first, second] = expected;
  if (!asking || !first || !second) return new NotAvailable();
  const wantedSides = sides.filter((side) => side !== asking.side);
  if (![first, second].every(({ side }) => side !== null) || first.side === second.side) {
    return new WrongSides(wantedSides);
  }
  if (first.side === asking.side || second.side === asking.side) return new WrongSides(wantedSides);

  const directory = compileDirectory([asking, first, second], matchingTaxonomy());
  const { isOpen } = scoreTriple({ directory, companies: [asking.id, first.id, second.id], nevers });
  return isOpen ? null : new NotAvailable();
}
