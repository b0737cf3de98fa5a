import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type AssignedFlow, type QueueTestBed, until } from './queue-test-bed.js';
import type { WorkerProcess } from './worker-process.js';

/** What must hold of flows, whatever carries them. */
export function describeFlows(theBed: () => QueueTestBed): void {
  /** Waits for the parent; then every child has had its effect once and before the parent began, and so has the parent. */
  async function expectJoined({ parent, children }: AssignedFlow, givenUp = 0): Promise<void> {
    const bed = theBed();
    await bed.untilFinished(parent.jobId);
    const effects = await Promise.all(children.map(({ id }) => bed.countEffects(id)));
    expect(effects.sort()).toEqual(children.map((_, index) => (index < givenUp ? 0 : 1)));
    expect(await bed.countEffects(parent.id)).toBe(1);
    const order: unknown = await bed.dataSource.query(
      `SELECT (SELECT min(at) FROM begun WHERE assignment_id = $1) >
              (SELECT max(coalesce(finished_at, failed_at)) FROM outbox_job WHERE parent_id = $2) AS "isLast"`,
      [parent.id, parent.jobId],
    );
    expect(order).toEqual([{ isLast: true }]);
  }

  const shorten = (assignmentId: string): Promise<unknown> =>
    theBed().dataSource.query('UPDATE assignment SET before_ms = 0 WHERE id = $1', [assignmentId]);

  describe('while a worker runs', () => {
    let worker: WorkerProcess;
    beforeAll(async () => {
      worker = await theBed().startWorker();
    });
    afterAll(() => theBed().killWorkers());

    it('runs the children, and then the parent, each once', async () => {
      const bed = theBed();
      const flow = await bed.assignFlow([{ before_ms: 300 }, {}, { before_ms: 100 }, {}, {}]);

      await expectJoined(flow);
      await until(() => bed.isQueueEmpty());

      const begun = await Promise.all([flow.parent, ...flow.children].map(({ id }) => bed.countBegun(id)));
      expect(begun).toEqual([1, 1, 1, 1, 1, 1]);
    });

    it('runs a parent without children', async () => {
      const bed = theBed();
      const { parent } = await bed.assignFlow([]);

      await bed.untilFinished(parent.jobId);

      expect(await bed.countEffects(parent.id)).toBe(1);
    });

    it('is not there when its transaction was rolled back', async () => {
      const bed = theBed();
      let rolledBack: AssignedFlow | undefined;
      const work = bed.dataSource.transaction(async (tx) => {
        rolledBack = await bed.assignFlowWithin(tx, [{}, {}]);
        throw new Error('Changed my mind.');
      });
      await expect(work).rejects.toThrow('Changed my mind.');

      // A later flow has been through, so this one would have been too.
      await expectJoined(await bed.assignFlow([{}, {}]));

      const { parent, children } = rolledBack!;
      const begun = await Promise.all([parent, ...children].map(({ id }) => bed.countBegun(id)));
      expect(begun).toEqual([0, 0, 0]);
      await expect(bed.job(parent.jobId)).rejects.toThrow('Could not find any entity');
    });

    it.each([
      { attempts: 4, errorCode: 'ASSIGNED_FAILURE' },
      { attempts: 5, errorCode: 'WORKER_LOST' },
    ])('joins without a child that was given up ($errorCode)', async ({ attempts, errorCode }) => {
      const bed = theBed();
      const flow = await bed.dataSource.transaction(async (tx) => {
        const assigned = await bed.assignFlowWithin(tx, [{ fails: true }, { before_ms: 100 }]);
        await tx.query('UPDATE outbox_job SET attempts = $2 WHERE id = $1', [assigned.children[0]!.jobId, attempts]);
        return assigned;
      });

      await expectJoined(flow, 1);

      expect(await bed.job(flow.children[0]!.jobId)).toMatchObject({ errorCode, finishedAt: null });
    });

    it('ends when the queue forgets everything in the middle, with no work done by both runs of a child', async () => {
      const bed = theBed();
      const flow = await bed.assignFlow([{}, { before_ms: 1_500 }, {}, {}]);
      const [quick, slow] = flow.children;
      await bed.untilBegun(slow!.id);
      await bed.untilFinished(quick!.jobId);
      await shorten(slow!.id);

      await bed.loseEverything();
      await bed.offerAgain();
      // The first run goes on beside the second.
      const ends = () => worker.lines.filter(({ jobId, msg }) => jobId === slow!.jobId && msg !== 'Job started.');
      await until(() => ends().length === 2);

      await expectJoined(flow);
      expect(await bed.countBegun(slow!.id)).toBe(2);
    });

    it('joins when the queue has lost the parent', async () => {
      const bed = theBed();
      const flow = await bed.assignFlow([{ before_ms: 2_000 }, {}]);
      await until(async () => (await bed.jobQueue.count()).waitingForChildren === 1);

      await bed.loseJob(flow.parent.jobId);
      await bed.untilFinished(flow.children[0]!.jobId);
      await until(() => bed.isQueueEmpty());
      expect((await bed.job(flow.parent.jobId)).attempts).toBe(0);
      await bed.offerAgain();

      await expectJoined(flow);
    });
  });

  describe('when a process dies, or there are several', () => {
    afterEach(async () => {
      await theBed().killWorkers();
      await theBed().forgetOpenJobs();
      await theBed().loseEverything();
    });

    it('is spread over the workers there are', async () => {
      const bed = theBed();
      const workers = [await bed.startWorker(), await bed.startWorker()];
      const flow = await bed.assignFlow(Array.from({ length: 8 }, () => ({ before_ms: 500 })));

      await expectJoined(flow);

      const childIds = new Set(flow.children.map(({ jobId }) => jobId));
      const done = workers.map(({ lines }) =>
        lines.filter(({ msg, jobId }) => msg === 'Job done.' && jobId !== undefined && childIds.has(jobId)),
      );
      expect(done.map(({ length }) => length)).not.toContain(0);
      expect(done.flat()).toHaveLength(8);
    });

    it('has a child redone by another worker when its own was killed, and then joins', async () => {
      const bed = theBed();
      const killed = await bed.startWorker();
      const flow = await bed.assignFlow([{ before_ms: 20_000 }, {}, {}]);
      const [slow] = flow.children;
      await bed.untilBegun(slow!.id);
      await shorten(slow!.id);
      await bed.startWorker();

      await killed.kill();
      await expectJoined(flow);

      expect(await bed.countBegun(slow!.id)).toBe(2);
      expect(await bed.countBegun(flow.parent.id)).toBe(1);
    });

    it('joins when the queue has lost a child before its run', async () => {
      const bed = theBed();
      const flow = await bed.assignFlow([{}, {}]);
      await bed.jobQueue.offerFlow({
        parent: { id: flow.parent.jobId, name: 'join-forum-ranking' },
        children: flow.children.map(({ jobId }) => ({ id: jobId, name: 'rank-forum-shard' })),
      });
      await bed.loseJob(flow.children[0]!.jobId);
      expect(await bed.jobQueue.count()).toMatchObject({ waiting: 1, waitingForChildren: 1 });

      await bed.startWorker();
      await Promise.all(flow.children.map(({ jobId }) => bed.untilFinished(jobId)));
      // BullMQ on PostgreSQL counts the returned child twice, and so waits for one too many.
      await bed.offerAgain();

      await expectJoined(flow);
    });

    it('joins when the queue has lost a child after its commit, and would wait for it for ever', async () => {
      const bed = theBed();
      const killed = await bed.startWorker();
      const flow = await bed.assignFlow([{ after_ms: 60_000 }, {}]);
      await Promise.all(flow.children.map(({ jobId }) => bed.untilFinished(jobId)));
      await until(async () => (await bed.jobQueue.count()).running === 1);
      await killed.kill();
      await bed.loseJob(flow.children[0]!.jobId);

      await bed.startWorker();
      // Other work goes through, and the parent stays where it is.
      await bed.untilFinished((await bed.assign()).jobId);
      await until(async () => (await bed.jobQueue.count()).running === 0);
      expect(await bed.jobQueue.count()).toMatchObject({ waiting: 0, delayed: 0, waitingForChildren: 1 });
      await bed.offerAgain();

      await expectJoined(flow);
      await until(() => bed.isQueueEmpty());
    });

    it('lets the parent wait for its children when the queue would run it first', async () => {
      const bed = theBed();
      const flow = await bed.assignFlow([{ before_ms: 1_500 }, {}]);
      await bed.jobQueue.offer([{ id: flow.parent.jobId, name: 'join-forum-ranking' }]);

      const worker = await bed.startWorker();

      await expectJoined(flow);
      expect(worker.lines.filter(({ jobId }) => jobId === flow.parent.jobId)[0]?.msg).toMatch('Job put back');
      await until(() => bed.isQueueEmpty());
    });

    it('does everything once over kills and losses at any moment', async () => {
      const bed = theBed();
      await bed.startWorker();
      const children = Array.from({ length: 8 }, () => ({ before_ms: 200, after_ms: 50 }));
      const flows = [await bed.assignFlow(children), await bed.assignFlow(children), await bed.assignFlow(children)];
      for (const pauseMs of [500, 900, 700]) {
        await delay(pauseMs);
        await bed.killWorkers();
        await bed.startWorker();
        await bed.loseEverything();
        await bed.offerAgain();
      }

      for (const flow of flows) await expectJoined(flow);
      await until(() => bed.isQueueEmpty());
    }, 60_000);
  });
}
