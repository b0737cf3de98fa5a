export {
  actorOf,
  insertAccount,
  insertAgreedRequest,
  insertCompany,
  insertDelegation,
  insertForum,
  insertSlots,
  insertTables,
  joinCompany,
  joinForum,
  makeProfile,
} from './builders.js';
export { countRows } from './count-rows.js';
export { fromSources } from './from-sources.js';
export { hydropower, MatchBed } from './match-bed.js';
export { matchCore } from './match-core.js';
export { actOn, done, Negotiation, type Member } from './negotiation.js';
export { makeDelegationInput, ParticipationBed, type ForumApplicant } from './participation-bed.js';
export { insertPartners, type Partner } from './partners.js';
export { residentMegabytes } from './resident-memory.js';
export { insertParticipants, RankingBed, variedProfile, type RankedForum } from './ranking-bed.js';
export { isRedisHere, startRedis, type RedisServer } from './redis.js';
export { ScheduleBed, scheduleCore, type ScheduledForum } from './schedule-bed.js';
export { SignUpBed } from './sign-up-bed.js';
export { testAudit, testPersonKeys } from './test-audit.js';
export { createEmptyDatabase, createTestDatabase, type EmptyDatabase, type TestDatabase } from './test-database.js';
export { testServerKey } from './test-server-key.js';
export { openTestSignals } from './test-signals.js';
export { readTableContents, type TableContent } from './table-contents.js';
export * from './xlsx.js';
