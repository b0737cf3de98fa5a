import { Injectable, Logger } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { JobsService, Signals } from '#jobs';
import type { PublishedSchedule, ScheduleResult, SchedulingProblem, SolveOptions, Violation } from '#scheduling';
import { afterCommit, inTransaction } from '../transaction.js';
import { choicesOf } from './adapt-draft.js';
import { buildProblem, publishedPlacements } from './build-problem.js';
import { listDraftMeetings, scheduleDraftTopic } from './draft.queries.js';
import { planMeetings, type EarlierChoice, type PlannedMeeting } from './plan-meetings.js';
import { ScheduleDraft, type DraftProgress } from './schedule-draft.entity.js';
import { unfinishedStates } from './schedule-draft.rules.js';
import type { ScheduleRows } from './schedule-rows.js';
import { readScheduleRows } from './schedule-rows.queries.js';
import { storeSchedule } from './store-schedule.js';

export interface SolveTask {
  problem: SchedulingProblem;
  options: Pick<SolveOptions, 'seed' | 'maxSteps' | keyof PublishedSchedule>;
  /** The search ends with its best schedule when so much time has passed. */
  timeLimitSeconds: number;
}

/** Solves and checks, in threads of their own where it matters; both reject when `signal` aborts. */
export interface ScheduleCore {
  solve: (
    task: SolveTask,
    onProgress: (progress: DraftProgress) => void,
    signal: AbortSignal,
  ) => Promise<ScheduleResult>;
  check: (
    problem: SchedulingProblem,
    result: ScheduleResult,
    published: PublishedSchedule,
    signal: AbortSignal,
  ) => Promise<Violation[]>;
}

/** What a run is about, as the forum was when it began. */
interface Assignment {
  draft: ScheduleDraft;
  rows: ScheduleRows;
  plan: PlannedMeeting[];
  problem: SchedulingProblem;
}

/** Runs of the solver: each makes one draft, or none when it is cancelled or fails. */
@Injectable()
export class ScheduleSolvingService {
  private readonly logger = new Logger('ScheduleSolving');

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly signals: Signals,
  ) {}

  /** The job: solves, has the result checked, and stores it as a draft, once. */
  async run(id: string, jobId: string, core: ScheduleCore, signal: AbortSignal, now: Date): Promise<void> {
    const drafts = this.dataSource.getRepository(ScheduleDraft);
    const begun = await drafts.update({ id, state: In(unfinishedStates) }, { state: 'running', progress: null });
    if (begun.affected === 0) return;
    this.signals.publish(scheduleDraftTopic(id));
    const assignment = await this.readAssignment(await drafts.findOneByOrFail({ id }), now);

    const cancelling = new AbortController();
    const stopListening = this.hearCancellation(id, cancelling);
    try {
      const result = await this.solveAndCheck(
        assignment,
        core,
        AbortSignal.any([signal, cancelling.signal]),
        cancelling,
      );
      await this.end(assignment, jobId, result);
    } catch (error) {
      // Of the two reasons to abort, a shutdown puts the job back; only a cancellation ends it.
      if (!cancelling.signal.aborted || signal.aborted) throw error;
      await this.end(assignment, jobId, null);
    } finally {
      await stopListening();
    }
  }

  /** The job's last word when it has failed for good. */
  async giveUp(tx: EntityManager, id: string): Promise<void> {
    await tx.update(ScheduleDraft, { id }, { state: 'failed', finishedAt: () => 'now()' });
    this.signals.publish(scheduleDraftTopic(id));
  }

  /** Reads everything as of one moment. */
  private readAssignment(draft: ScheduleDraft, now: Date): Promise<Assignment> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const rows = await readScheduleRows(tx, draft.forumId);
      const plan = planMeetings(rows, await this.readPins(tx, rows), draft.options, now);
      return { draft, rows, plan, problem: buildProblem(rows, plan, draft.options, now) };
    });
  }

  /** What organizers pinned in the forum's newest draft that came to something, unless it was moved otherwise meanwhile. */
  private async readPins(tx: EntityManager, { forum, standing }: ScheduleRows): Promise<Map<string, EarlierChoice>> {
    const [newest] = await tx.find(ScheduleDraft, {
      where: { forumId: forum.id, state: In(['ready', 'approved']) },
      order: { createdAt: 'DESC' },
      take: 1,
    });
    if (!newest) return new Map();
    const pinned = (await listDraftMeetings(tx, newest.id)).filter(({ isPinned }) => isPinned);
    return choicesOf(pinned, ({ meetingId, slotId, tableId }) => {
      const published = standing.find(({ id }) => id === meetingId);
      if (!published) return true;
      const isThere = published.slotId === slotId && published.tableId === tableId;
      return isThere || (newest.state === 'ready' && published.scheduleVersion <= newest.solvedOnVersion);
    });
  }

  /** The result; what the checker objects to goes to the log. */
  private async solveAndCheck(
    { draft, plan, problem }: Assignment,
    core: ScheduleCore,
    signal: AbortSignal,
    cancelling: AbortController,
  ): Promise<ScheduleResult | 'violated'> {
    const { timeLimitSeconds, maxSteps, seed, maxMoves, allowUnplace } = draft.options;
    const published = {
      previous: publishedPlacements(plan),
      ...(maxMoves === null ? {} : { maxMoves }),
      allowUnplace,
    };
    const task = { problem, options: { seed, maxSteps, ...published }, timeLimitSeconds };
    const onProgress = (progress: DraftProgress): void => {
      this.showProgress(draft.id, progress, cancelling).catch((error: unknown) => {
        this.logger.warn(`The progress of draft ${draft.id} is not shown: ${String(error)}`);
      });
    };
    const result = await core.solve(task, onProgress, signal);
    const violations = await core.check(problem, result, published, signal);
    if (violations.length === 0) return result;
    const messages = violations.slice(0, 20).map(({ rule, message }) => `${rule}: ${message}`);
    this.logger.error(`The schedule of draft ${draft.id} breaks its rules.\n${messages.join('\n')}`);
    return 'violated';
  }

  /** Stores what came of a run: a draft, a failure, or, by `null`, a cancellation. */
  private async end(assignment: Assignment, jobId: string, result: ScheduleResult | 'violated' | null): Promise<void> {
    const { draft, rows, plan } = assignment;
    const { id } = draft;
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      const { cancelRequestedAt } = await tx.findOneOrFail(ScheduleDraft, {
        where: { id },
        lock: { mode: 'for_no_key_update' },
      });
      const finishedAt = (): string => 'now()';
      if (result === null || cancelRequestedAt !== null) {
        await tx.update(ScheduleDraft, { id }, { state: 'cancelled', finishedAt });
      } else if (result === 'violated') {
        await tx.update(ScheduleDraft, { id }, { state: 'failed', finishedAt });
      } else {
        await storeSchedule(tx, draft, { rows, plan, result }, { state: 'ready', finishedAt });
      }
      afterCommit(tx, () => this.signals.publish(scheduleDraftTopic(id)));
    });
  }

  /** Aborts as soon as somebody asks for it; call the result to stop listening. */
  private hearCancellation(id: string, cancelling: AbortController): () => Promise<void> {
    const requests = this.signals.watch(scheduleDraftTopic(id), async () => {
      const draft = await this.dataSource.getRepository(ScheduleDraft).findOneByOrFail({ id });
      return draft.cancelRequestedAt !== null;
    });
    const listen = async (): Promise<void> => {
      for await (const isRequested of requests) if (isRequested) return cancelling.abort();
    };
    // Without signals every progress report still asks.
    const listening = listen().catch((error: unknown) => this.logger.warn(`Not listening to ${id}: ${String(error)}`));
    return async () => {
      await requests.return?.();
      await listening;
    };
  }

  private async showProgress(id: string, progress: DraftProgress, cancelling: AbortController): Promise<void> {
    // A late report must not touch a run that has ended meanwhile.
    const shown = await this.dataSource
      .createQueryBuilder()
      .update(ScheduleDraft)
      .set({ progress })
      .where({ id, state: 'running' })
      .returning('cancel_requested_at')
      .execute();
    const [row] = shown.raw as { cancel_requested_at: Date | null }[];
    if (row && row.cancel_requested_at !== null) cancelling.abort();
    this.signals.publish(scheduleDraftTopic(id));
  }
}
