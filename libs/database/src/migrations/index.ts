import type { MigrationInterface } from 'typeorm';
import { OutboxJob1763900000000 } from './1763900000000-outbox-job.js';

/** In the order of their timestamps. */
export const migrations: (new () => MigrationInterface)[] = [OutboxJob1763900000000];
