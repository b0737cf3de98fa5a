import { isUUID } from 'class-validator';
import { BadInput, type RankedCompanyPlace } from '#domain';
import { decodeCursor } from '../graphql/pagination.js';

/** Stands for the best score of a company that stands in no triple: a cursor holds numbers and texts. */
const noScore = -1;

/** The rank after which a list of triples goes on; 0 from its beginning. */
export function decodeRankCursor(after: string | null | undefined): number {
  const key = decodeCursor(after, 1);
  if (!key) return 0;
  const [rank] = key;
  if (typeof rank !== 'number' || !Number.isInteger(rank) || rank < 1) throw cursorFault();
  return rank;
}

export const placeCursorOf = ({ bestScore, companyId }: RankedCompanyPlace): unknown[] => [
  bestScore ?? noScore,
  companyId,
];

export function decodePlaceCursor(after: string | null | undefined): RankedCompanyPlace | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [bestScore, companyId] = key;
  if (typeof bestScore !== 'number' || !isUUID(companyId)) throw cursorFault();
  return { bestScore: bestScore === noScore ? null : bestScore, companyId: companyId as string };
}

const cursorFault = (): BadInput =>
  new BadInput([{ field: 'after', allowed: 'a cursor from an earlier page of the same list' }]);
