import { Injectable, Logger } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { JobsService, Signals } from '#jobs';
import type { PublishedSchedule, ScheduleResult, SchedulingProblem } from '#scheduling';
import { afterCommit, inTransaction } from '../transaction.js';
import { choicesOf } from './adapt-draft.js';
import { buildProblem, publishedPlacements } from './build-problem.js';
import { listDraftMeetings, scheduleDraftTopic } from './draft.queries.js';
import { planMeetings, type EarlierChoice, type PlannedMeeting } from './plan-meetings.js';
import type { ScheduleCore, SearchEnding } from './schedule-core.js';
import { ScheduleDraft, type DraftProgress, type KeptSchedule, type SearchCut } from './schedule-draft.entity.js';
import { unfinishedStates, usableStates } from './schedule-draft.rules.js';
import type { ScheduleRows } from './schedule-rows.js';
import { readScheduleRows } from './schedule-rows.queries.js';
import { storeSchedule } from './store-schedule.js';

/** What a run is about, as the forum was when it began. */
interface Assignment {
  draft: ScheduleDraft;
  rows: ScheduleRows;
  plan: PlannedMeeting[];
  problem: SchedulingProblem;
  published: KeptSchedule;
}

/** What came of a run. */
interface Outcome {
  /** Null when nothing was found; `violated` when the checker objects to what was. */
  result: ScheduleResult | 'violated' | null;
  cutShortBy: SearchCut | null;
  progress: DraftProgress | null;
}

/** Runs of the solver: each makes one draft. A cancelled one keeps what it has found. */
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
      const ending = await this.search(assignment, core, AbortSignal.any([signal, cancelling.signal]), cancelling);
      // A shutdown puts the job back. What was found by a cancellation is made whole and checked in spite of it.
      signal.throwIfAborted();
      await this.end(assignment, jobId, await this.completeAndCheck(assignment, core, ending, signal));
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
      const { maxMoves, allowUnplace } = draft.options;
      const published = { previous: publishedPlacements(plan), maxMoves, allowUnplace };
      return { draft, rows, plan, published, problem: buildProblem(rows, plan, draft.options, now) };
    });
  }

  /** What organizers pinned in the forum's newest draft that came to something, unless it was moved otherwise meanwhile. */
  private async readPins(tx: EntityManager, { forum, standing }: ScheduleRows): Promise<Map<string, EarlierChoice>> {
    const [newest] = await tx.find(ScheduleDraft, {
      where: { forumId: forum.id, state: In([...usableStates, 'approved']) },
      order: { createdAt: 'DESC' },
      take: 1,
    });
    if (!newest) return new Map();
    const pinned = (await listDraftMeetings(tx, newest.id)).filter(({ isPinned }) => isPinned);
    return choicesOf(pinned, ({ meetingId, slotId, tableId }) => {
      const published = standing.find(({ id }) => id === meetingId);
      if (!published) return true;
      const isThere = published.slotId === slotId && published.tableId === tableId;
      return isThere || (newest.state !== 'approved' && published.scheduleVersion <= newest.solvedOnVersion);
    });
  }

  private search(
    { draft, problem, published }: Assignment,
    core: ScheduleCore,
    signal: AbortSignal,
    cancelling: AbortController,
  ): Promise<SearchEnding> {
    const { timeLimitSeconds, maxSteps, seed } = draft.options;
    const task = { problem, options: { seed, maxSteps, ...optionsOf(published) }, timeLimitSeconds };
    const onProgress = (progress: DraftProgress): void => {
      this.showProgress(draft.id, progress, cancelling).catch((error: unknown) => {
        this.logger.warn(`The progress of draft ${draft.id} is not shown: ${String(error)}`);
      });
    };
    return core.solve(task, onProgress, signal);
  }

  /** The whole result of a search, however it ended; what the checker objects to goes to the log. */
  private async completeAndCheck(
    { draft, problem, published }: Assignment,
    core: ScheduleCore,
    ending: SearchEnding,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { progress } = ending;
    const kept = optionsOf(published);
    const cutShortBy = 'result' in ending ? null : ending.cutShortBy;
    if ('cutShortBy' in ending && cutShortBy !== 'cancelled') {
      this.logger.warn(`The search of draft ${draft.id} was cut short by ${cutShortBy}: ${String(ending.fault)}`);
    }
    if ('search' in ending && ending.search === null) return { result: null, cutShortBy, progress };
    const result = 'result' in ending ? ending.result : await core.complete(problem, ending.search!, kept, signal);
    const violations = await core.check(problem, result, kept, signal);
    if (violations.length === 0) return { result, cutShortBy, progress };
    const messages = violations.slice(0, 20).map(({ rule, message }) => `${rule}: ${message}`);
    this.logger.error(`The schedule of draft ${draft.id} breaks its rules.\n${messages.join('\n')}`);
    return { result: 'violated', cutShortBy, progress };
  }

  /** Stores what came of a run, once. */
  private async end({ draft, ...assignment }: Assignment, jobId: string, outcome: Outcome): Promise<void> {
    const { id } = draft;
    const { result, cutShortBy, progress } = outcome;
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      const { cancelRequestedAt } = await tx.findOneOrFail(ScheduleDraft, {
        where: { id },
        lock: { mode: 'for_no_key_update' },
      });
      const isCancelled = cancelRequestedAt !== null;
      const ended = { cutShortBy, progress, finishedAt: (): string => 'now()' };
      if (result === null || result === 'violated') {
        await tx.update(ScheduleDraft, { id }, { ...ended, state: isCancelled ? 'cancelled' : 'failed' });
      } else {
        const state = isCancelled ? 'cancelled_with_schedule' : 'ready';
        await storeSchedule(tx, draft, { ...assignment, result }, { ...ended, state });
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

/** As the core takes it. */
function optionsOf({ previous, maxMoves, allowUnplace }: KeptSchedule): PublishedSchedule {
  return { previous, ...(maxMoves === null ? {} : { maxMoves }), allowUnplace };
}
