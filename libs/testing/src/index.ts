export { isRedisHere, startRedis, type RedisServer } from './redis.js';
export { createEmptyDatabase, createTestDatabase, type EmptyDatabase, type TestDatabase } from './test-database.js';
