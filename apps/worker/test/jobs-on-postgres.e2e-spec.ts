import { describe } from '@jest/globals';
import { describeJobs } from './describe-jobs.js';

describe('jobs on PostgreSQL', () => describeJobs('postgres'));
