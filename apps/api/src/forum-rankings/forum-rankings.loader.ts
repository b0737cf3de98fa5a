import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { ForumRankingsService, type ForumRanking, type ForumTriple, type RankedCompany } from '#domain';
import type { ApiContext } from '../graphql/api-context.js';

interface LoadersOfRequest {
  progress: DataLoader<ForumRanking, number>;
  staleness: DataLoader<ForumRanking, boolean>;
  triples: DataLoader<RankedCompany, ForumTriple[]>;
}

/** What the runs and companies of one page need besides their rows, by one query for all of a kind. */
@Injectable()
export class ForumRankingsLoader {
  private readonly byRequest = new WeakMap<ApiContext, LoadersOfRequest>();

  constructor(private readonly rankings: ForumRankingsService) {}

  progressOf(context: ApiContext, ranking: ForumRanking): Promise<number> {
    return this.loadersOf(context).progress.load(ranking);
  }

  isStale(context: ApiContext, ranking: ForumRanking): Promise<boolean> {
    return this.loadersOf(context).staleness.load(ranking);
  }

  triplesOf(context: ApiContext, company: RankedCompany): Promise<ForumTriple[]> {
    return this.loadersOf(context).triples.load(company);
  }

  private loadersOf(context: ApiContext): LoadersOfRequest {
    let loaders = this.byRequest.get(context);
    if (!loaders) {
      // What is asked by is made anew for each answer: a cache would find nothing and, in a subscription, keep it all.
      const options = { cache: false };
      loaders = {
        progress: new DataLoader((rankings) => this.rankings.listProgress(rankings), options),
        staleness: new DataLoader((rankings) => this.rankings.listStaleness(rankings), options),
        triples: new DataLoader((companies) => this.rankings.listTriplesOf(companies), options),
      };
      this.byRequest.set(context, loaders);
    }
    return loaders;
  }
}
