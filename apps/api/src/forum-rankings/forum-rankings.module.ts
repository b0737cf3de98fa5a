import { Module } from '@nestjs/common';
import { StalenessLoader } from '../match-requests/staleness.loader.js';
import { ForumTripleFieldsResolver, RankedCompanyFieldsResolver } from './forum-ranking-fields.resolver.js';
import { ForumRankingsLoader } from './forum-rankings.loader.js';
import './forum-rankings.messages.js';
import { ForumRankingsResolver } from './forum-rankings.resolver.js';
import { StandingsLoader } from './standings.loader.js';
import { TripleStandingResolver } from './triple-standing.resolver.js';

@Module({
  providers: [
    ForumRankingsLoader,
    ForumRankingsResolver,
    ForumTripleFieldsResolver,
    RankedCompanyFieldsResolver,
    StalenessLoader,
    StandingsLoader,
    TripleStandingResolver,
  ],
})
export class ForumRankingsModule {}
