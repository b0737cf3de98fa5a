export { JOB_WEIGHTS, type JobName, type JobPayloads, type JobWeight } from './job.catalogue.js';
export type { JobProcessor, JobRun } from './job-processor.js';
export { JobsService } from './jobs.service.js';
export { jobsEntities, OutboxJob } from './outbox-job.entity.js';
export { Signals } from './signals.js';
