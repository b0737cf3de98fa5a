import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { StandingsService, type Standing } from '#domain';
import type { ApiContext } from '../graphql/api-context.js';

interface ScoreAtForum {
  forumId: string;
  score: number;
}

/** The standings of all scores that one request shows, by one query for each forum. */
@Injectable()
export class StandingsLoader {
  private readonly byRequest = new WeakMap<ApiContext, DataLoader<ScoreAtForum, Standing | null>>();

  constructor(private readonly standings: StandingsService) {}

  load(context: ApiContext, asked: ScoreAtForum): Promise<Standing | null> {
    let loader = this.byRequest.get(context);
    if (!loader) {
      // What is asked by is made anew for each answer: a cache would find nothing and, in a subscription, keep it all.
      loader = new DataLoader((all) => this.fetch(all), { cache: false });
      this.byRequest.set(context, loader);
    }
    return loader.load(asked);
  }

  private async fetch(asked: readonly ScoreAtForum[]): Promise<(Standing | null)[]> {
    const answers = new Map<ScoreAtForum, Standing>();
    for (const forumId of new Set(asked.map((one) => one.forumId))) {
      const here = asked.filter((one) => one.forumId === forumId);
      const scores = here.map(({ score }) => score);
      const standings = await this.standings.readStandings(forumId, scores);
      standings?.forEach((standing, index) => answers.set(here[index]!, standing));
    }
    return asked.map((one) => answers.get(one) ?? null);
  }
}
