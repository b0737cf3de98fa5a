import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { compileDirectory, explainTriple, rankThirdPartners, whatIsMissing } from '#matching';
import { isMemberOf, type Actor } from '../accounts/actor.js';
import { NotFound } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { readPoolOfThird, type MatchPool } from '../match-requests/match-pool.queries.js';
import type { CoverageLine } from '../match-requests/match-request.entity.js';
import { matchingTaxonomy } from '../taxonomy/index.js';
import { MeetingRequest } from './meeting-request.entity.js';
import { readParties } from './meeting-request.queries.js';
import { isIn, stateAt } from './meeting-request.rules.js';

/** A company that could take the free place, and what the three would be to each other. */
export interface Substitute {
  companyId: string;
  /** 0 to 100, with the forum's weights. */
  score: number;
  /** The "1+1+1" index, 3 to 6; null when undefined. */
  index: number | null;
  /** Every need of the three and who covers it. */
  lines: CoverageLine[];
}

/** Who could take the place of a company that has gone. */
@Injectable()
export class MeetingRequestSubstitutesService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The approved participants of the missing side that complete the remaining two, best first; at most `first`. None when the
   * request is not incomplete, or when the two are of one side or cannot be matched: they may still choose whom they know.
   *
   * @throws NotFound for whoever is not of a remaining party
   */
  async list(actor: Actor, meetingRequestId: string, first: number, now: Date): Promise<Substitute[]> {
    const tx = this.dataSource.manager;
    const request = await tx.findOneBy(MeetingRequest, { id: meetingRequestId });
    const parties = await readParties(tx, [meetingRequestId]);
    const remaining = parties.filter((party) => isIn(party)).map(({ companyId }) => companyId);
    if (!request || !remaining.some((companyId) => isMemberOf(actor, companyId))) {
      throw new NotFound('meeting request', meetingRequestId);
    }
    if (stateAt(request, now) !== 'incomplete') return [];

    const { weights } = await tx.findOneByOrFail(Forum, { id: request.forumId });
    const pair = remaining as [string, string];
    const pool = await readPoolOfThird(tx, request.forumId, pair);
    if (pool === null || !canBeMatched(pool, pair)) return [];
    const { profiles, nevers } = pool;
    const directory = compileDirectory(profiles, matchingTaxonomy());
    const { triples } = rankThirdPartners({
      directory,
      pair,
      k: first,
      weights,
      nevers,
      excludedCompanies: parties.map(({ companyId }) => companyId),
    });
    return triples.map(({ china, developed, developing, score, index }) => {
      const companies = [china, developed, developing] as const;
      // An open triple, since it was ranked.
      const { lines } = explainTriple({ directory, companies, weights, nevers })!;
      return {
        companyId: companies.find((id) => !remaining.includes(id))!,
        score,
        index,
        lines: lines.map(({ company, by, ...line }) => ({ ...line, companyId: company, byCompanyId: by })),
      };
    });
  }
}

function canBeMatched({ profiles }: MatchPool, pair: readonly string[]): boolean {
  return profiles.every((profile) => !pair.includes(profile.id) || whatIsMissing(profile).length === 0);
}
