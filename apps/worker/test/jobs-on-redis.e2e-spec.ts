import { describe } from '@jest/globals';
import { isRedisHere } from '#testing';
import { describeJobs } from './describe-jobs.js';

(isRedisHere ? describe : describe.skip)('jobs on Redis', () => describeJobs('redis'));
