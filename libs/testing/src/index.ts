export {
  actorOf,
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  insertSlots,
  insertTables,
  joinCompany,
  joinForum,
  makeProfile,
} from './builders.js';
export { isRedisHere, startRedis, type RedisServer } from './redis.js';
export { createEmptyDatabase, createTestDatabase, type EmptyDatabase, type TestDatabase } from './test-database.js';
