import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Signals } from '#jobs';
import { describeFlows } from './describe-flows.js';
import { type Backend, QueueTestBed, until } from './queue-test-bed.js';
import type { WorkerProcess } from './worker-process.js';

/** What must hold of jobs, whatever carries them. */
export function describeJobs(backend: Backend): void {
  let bed: QueueTestBed;
  beforeAll(async () => {
    bed = await QueueTestBed.start(backend);
  }, 60_000);
  afterAll(() => bed.stop());

  describe('while a worker runs', () => {
    let worker: WorkerProcess;
    beforeAll(async () => {
      worker = await bed.startWorker();
    });
    afterAll(() => bed.killWorkers());

    it('runs a job once, and logs each of its lines under the request that asked for it', async () => {
      const { id, jobId } = await bed.assign();
      await until(() => worker.lines.some((line) => line.jobId === jobId && line.msg === 'Job done.'));

      expect(await bed.countEffects(id)).toBe(1);
      const lines = worker.lines.filter((line) => line.jobId === jobId);
      expect(lines.map(({ msg, requestId }) => [msg, requestId])).toEqual([
        ['Job started.', `request-${id}`],
        ['Job done.', `request-${id}`],
      ]);
    });

    it('knows nothing of a job whose transaction was rolled back', async () => {
      let rolledBack: { id: string; jobId: string } | undefined;
      const work = bed.dataSource.transaction(async (tx) => {
        rolledBack = await bed.assignWithin(tx);
        throw new Error('Changed my mind.');
      });
      await expect(work).rejects.toThrow('Changed my mind.');

      // A later job has been through, so this one would have been too.
      await bed.untilFinished((await bed.assign()).jobId);

      await expect(bed.job(rolledBack!.jobId)).rejects.toThrow('Could not find any entity');
      expect(worker.lines.filter((line) => line.jobId === rolledBack!.jobId)).toEqual([]);
    });

    it('gives the queue again what it has forgotten', async () => {
      const { id, jobId } = await bed.dataSource.transaction(async (tx) => {
        const assigned = await bed.assignWithin(tx);
        const longAgo = `UPDATE outbox_job SET dispatched_at = now() - interval '16 s' WHERE id = $1`;
        await tx.query(longAgo, [assigned.jobId]);
        return assigned;
      });

      await bed.untilFinished(jobId);

      expect(await bed.countEffects(id)).toBe(1);
    });

    it('tries a failed job again after a pause', async () => {
      const { id, jobId } = await bed.assign({ fails: true });
      await bed.untilBegun(id);
      await bed.dataSource.query('UPDATE assignment SET fails = false WHERE id = $1', [id]);

      await bed.untilFinished(jobId);

      expect(await bed.countEffects(id)).toBe(1);
      expect(await bed.countBegun(id)).toBe(2);
    });

    it('gives a job up after its last attempt, and tells the rows concerned', async () => {
      const { id, jobId } = await bed.dataSource.transaction(async (tx) => {
        const assigned = await bed.assignWithin(tx, { fails: true });
        await tx.query('UPDATE outbox_job SET attempts = 4 WHERE id = $1', [assigned.jobId]);
        return assigned;
      });

      await until(async () => (await bed.job(jobId)).failedAt !== null);

      expect(await bed.job(jobId)).toMatchObject({ attempts: 5, errorCode: 'ASSIGNED_FAILURE', finishedAt: null });
      const givenUp: unknown = await bed.dataSource.query('SELECT * FROM given_up WHERE assignment_id = $1', [id]);
      expect(givenUp).toEqual([{ assignment_id: id, error_code: 'ASSIGNED_FAILURE' }]);
    });

    it('carries a signal to a subscriber in another process, after the present state', async () => {
      const signals = new Signals(bed.queue, bed.logger);
      const { id, jobId } = await bed.assign({ before_ms: 500 });
      const states = signals.watch(`match-requests.${id}`, async () => (await bed.job(jobId)).finishedAt !== null);

      expect(await states.next()).toEqual({ done: false, value: false });
      expect(await states.next()).toEqual({ done: false, value: true });

      // A consumer that goes away while it waits is let go, and its subscription with it.
      const waiting = states.next();
      await states.return!();
      expect(await waiting).toEqual({ done: true, value: undefined });
      await signals.close();
    });

    it('runs a short job while more long ones wait than run at a time', async () => {
      const long = await Promise.all([1, 2, 3].map(() => bed.assign({ before_ms: 60_000 }, 'run-schedule')));
      await until(async () => (await Promise.all(long.map(({ id }) => bed.countBegun(id)))).includes(1));

      const waitedMs = await bed.untilFinished((await bed.assign()).jobId);

      expect(waitedMs).toBeLessThan(3_000);
      await bed.forgetOpenJobs();
    });
  });

  describe('when a process dies or leaves', () => {
    afterEach(() => bed.killWorkers());

    it('runs a job once whose worker was killed between its commit and its dispatch', async () => {
      const worker = await bed.startWorker();
      const { id, jobId } = await bed.dataSource.transaction(async (tx) => {
        const assigned = await bed.assignWithin(tx);
        await worker.kill();
        return assigned;
      });
      expect(await bed.job(jobId)).toMatchObject({ dispatchedAt: null, attempts: 0, finishedAt: null });

      await bed.startWorker();
      await bed.untilFinished(jobId);

      expect(await bed.countEffects(id)).toBe(1);
    });

    it('runs a job once whose dispatcher died after offering it and before noting that', async () => {
      const { id, jobId } = await bed.assign();
      await bed.jobQueue.offer([{ id: jobId, name: 'run-match-request' }]);

      await bed.startWorker();
      // The worker's own dispatcher offers it, too.
      await until(async () => (await bed.job(jobId)).dispatchedAt !== null || (await bed.isQueueEmpty()));
      await bed.untilFinished(jobId);
      await until(() => bed.isQueueEmpty());

      expect([await bed.countBegun(id), await bed.countEffects(id)]).toEqual([1, 1]);
    });

    it('runs a job again, and its work once, when the worker is killed in the middle', async () => {
      const killed = await bed.startWorker();
      const { id, jobId } = await bed.assign({ before_ms: 20_000 });
      await bed.untilBegun(id);
      await bed.dataSource.query('UPDATE assignment SET before_ms = 0 WHERE id = $1', [id]);
      await bed.startWorker();

      await killed.kill();
      const rescueMs = await bed.untilFinished(jobId);

      expect([await bed.countBegun(id), await bed.countEffects(id)]).toEqual([2, 1]);
      expect(await bed.job(jobId)).toMatchObject({ attempts: 2, failedAt: null });
      expect(rescueMs).toBeLessThan(10_000);
    });

    it('does nothing twice when the worker is killed after the work and before the queue knows', async () => {
      const worker = await bed.startWorker();
      const { id, jobId } = await bed.assign({ after_ms: 60_000 });
      await bed.untilFinished(jobId);
      await worker.kill();

      await bed.startWorker();
      // The queue gives the job out a second time when its lock has run out; then it forgets it.
      expect(await bed.isQueueEmpty()).toBe(false);
      await until(() => bed.isQueueEmpty());

      expect([await bed.countBegun(id), await bed.countEffects(id)]).toEqual([1, 1]);
    });

    it('finishes a job during which the database crashed, and takes new ones without a restart', async () => {
      const worker = await bed.startWorker();
      const during = await bed.assign({ before_ms: 1_500 });
      await bed.untilBegun(during.id);

      await bed.crashDatabase();
      await bed.untilFinished(during.jobId);
      const after = await bed.assign();
      await bed.untilFinished(after.jobId);

      expect([await bed.countEffects(during.id), await bed.countEffects(after.id)]).toEqual([1, 1]);
      expect(worker.hasExited).toBe(false);
    });

    it('does everything once over kills and a crash of the database at any moment', async () => {
      await bed.startWorker();
      const jobs = await Promise.all(Array.from({ length: 60 }, () => bed.assign({ before_ms: 200, after_ms: 50 })));
      for (const pauseMs of [300, 100, 500]) {
        await delay(pauseMs);
        await bed.killWorkers();
        await bed.startWorker();
      }
      await bed.crashDatabase();
      await until(async () => (await bed.countOpen()) === 0 && (await bed.isQueueEmpty()), 50_000);

      expect(await Promise.all(jobs.map(({ id }) => bed.countEffects(id)))).toEqual(jobs.map(() => 1));
    }, 70_000);

    it.each(['terminate', 'abandon'] as const)('puts a running job back on shutdown (%s)', async (end) => {
      const worker = await bed.startWorker();
      const { id, jobId } = await bed.assign({ before_ms: 20_000 });
      await bed.untilBegun(id);
      await bed.dataSource.query('UPDATE assignment SET before_ms = 0 WHERE id = $1', [id]);

      await worker[end]();
      expect(await bed.job(jobId)).toMatchObject({ attempts: 0, finishedAt: null });
      expect((await bed.jobQueue.count()).waiting).toBe(1);

      await bed.startWorker();
      await bed.untilFinished(jobId);
      expect(await bed.countEffects(id)).toBe(1);
    });
  });

  describe('a flow', () => describeFlows(() => bed));
}
