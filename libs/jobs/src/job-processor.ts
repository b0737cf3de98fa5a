import type { EntityManager } from 'typeorm';
import type { JobName, JobPayloads } from './job.catalogue.js';

/** What a processor knows about the run it is in. */
export interface JobRun {
  /** For `JobsService.finish`. */
  jobId: string;
  /** 1 for the first run. */
  attempt: number;
  /**
   * Aborted when this process shuts down and will not wait longer, or has lost the job to another worker. Work that takes
   * more than a few seconds listens to it and throws; the job is then run again elsewhere.
   */
  signal: AbortSignal;
}

/** One kind of job. A run may end at any point and be repeated: `run` reads the present state first. */
export interface JobProcessor<Name extends JobName = JobName> {
  readonly name: Name;

  /**
   * Does the work, and marks it done by `JobsService.finish(tx, run.jobId)` in the transaction that writes its result. When
   * it returns without, the job counts as done too; when it throws, it is tried again after a pause.
   */
  run(payload: JobPayloads[Name], run: JobRun): Promise<void>;

  /**
   * Tells the rows concerned that nothing will come, in the transaction that gives the job up after its last attempt.
   * `errorCode` is the `code` of the last error, or `INTERNAL_ERROR`, or `WORKER_LOST` when every run took its process down.
   */
  giveUp?(tx: EntityManager, payload: JobPayloads[Name], errorCode: string): Promise<void>;
}
