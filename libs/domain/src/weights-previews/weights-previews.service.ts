import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { JobsService, Signals } from '#jobs';
import { isStaffOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { NotFound, requireNoFaults } from '../domain-error.js';
import { listMatchableParticipants } from '../forum-rankings/forum-ranking.queries.js';
import type { Forum } from '../forums/forum.entity.js';
import { readForumToOrganize } from '../forums/forum.policy.js';
import { openStates } from '../forums/forum.rules.js';
import { ForumsService } from '../forums/forums.service.js';
import { createOnce } from '../idempotency/create-once.js';
import type { MatchCore } from '../match-requests/match-core.js';
import { isOutdated } from '../match-requests/staleness.sql.js';
import { refuseWrongState, type WrongState } from '../refusal.js';
import { progressTeller } from '../progress-teller.js';
import { afterCommit, inTransaction } from '../transaction.js';
import { WeightsPreview } from './weights-preview.entity.js';
import { WeightsPreviewStale } from './weights-preview.refusals.js';
import {
  drawSample,
  previewFaults,
  previewRanges,
  storedComparison,
  type PreviewSettings,
} from './weights-preview.rules.js';

export interface PreviewWeights extends Omit<PreviewSettings, 'seed'> {
  forumId: string;
  /** Null: chosen at random. That of an earlier preview tries other weights on the same companies. */
  seed: number | null;
  idempotencyKey: string;
}

/** The signal that says: look at this preview again. */
export const weightsPreviewTopic = (id: string): string => `weights-previews.${id}`;

/** What other weights would change at a forum, on a sample of its companies. For its staff alone; organizers ask and adopt. */
@Injectable()
export class WeightsPreviewsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly signals: Signals,
    private readonly audit: AuditService,
    private readonly forums: ForumsService,
  ) {}

  /** Asks what other weights would change; a job answers. */
  async ask(actor: Actor, input: PreviewWeights): Promise<WeightsPreview | WrongState> {
    const { forumId, score, fit, sampleSize, count } = input;
    const seed = input.seed ?? randomInt(previewRanges.seed.min, previewRanges.seed.max);
    requireNoFaults(previewFaults({ score, fit, sampleSize, count, seed }));
    const once = { accountId: actor.accountId, key: input.idempotencyKey, operation: 'previewWeights', input };
    return inTransaction(this.dataSource, (tx) =>
      createOnce<WeightsPreview, WrongState>(
        tx,
        once,
        async () => {
          const forum = await readForumToOrganize(tx, actor, forumId);
          const refusal = refuseWrongState(forum.state, openStates);
          if (refusal) return refusal;

          const preview = await tx.save(
            tx.create(WeightsPreview, {
              forumId,
              accountId: actor.accountId,
              present: forum.weights,
              proposed: { score, fit },
              sampleSize,
              seed,
              wantedCount: count,
              comparison: null,
              finishedAt: null,
            }),
          );
          await this.audit.record(tx, {
            accountId: actor.accountId,
            action: 'weights-preview.asked',
            subjectType: 'weights_preview',
            subjectId: preview.id,
            forumId,
            after: { score, fit, sampleSize, seed, count },
          });
          await this.jobs.enqueue(tx, 'preview-weights', { weightsPreviewId: preview.id });
          return preview;
        },
        (id) => tx.findOneByOrFail(WeightsPreview, { id }),
      ),
    );
  }

  /** Sets the weights of a forum to those that a preview compared with its present ones. */
  async adopt(actor: Actor, id: string): Promise<Forum | WrongState | WeightsPreviewStale> {
    const { forumId } = await this.find(actor, id);
    return inTransaction(this.dataSource, async (tx) => {
      const forum = await readForumToOrganize(tx, actor, forumId);
      const preview = await tx.findOneByOrFail(WeightsPreview, { id });
      const refusal = refuseWrongState(preview.state, ['done'] as const);
      if (refusal) return refusal;
      if (preview.present.version !== forum.weights.version) {
        return new WeightsPreviewStale(preview.present.version, forum.weights.version);
      }
      return this.forums.setWeightsWithin(tx, actor, forum, preview.proposed, { weightsPreviewId: id });
    });
  }

  /** @throws NotFound when there is none, and alike for everybody but the forum's staff */
  async find(actor: Actor, id: string): Promise<WeightsPreview> {
    const preview = await this.dataSource.getRepository(WeightsPreview).findOneBy({ id });
    if (!preview || !isStaffOf(actor, preview.forumId)) throw new NotFound('weights preview', id);
    return preview;
  }

  /** A forum's previews, newest first; at most `first` older than the cursor. */
  async list(
    actor: Actor,
    forumId: string,
    first: number,
    before?: { createdAt: Date; id: string },
  ): Promise<WeightsPreview[]> {
    if (!isStaffOf(actor, forumId)) throw new NotFound('forum', forumId);
    const query = this.dataSource
      .getRepository(WeightsPreview)
      .createQueryBuilder('preview')
      .where('preview.forumId = :forumId', { forumId })
      .orderBy('preview.createdAt', 'DESC')
      .addOrderBy('preview.id', 'DESC')
      .take(first);
    if (before) query.andWhere('(preview.createdAt, preview.id) < (:createdAt, :id)', before);
    return query.getMany();
  }

  /** The preview as it is now and after each change. */
  async watch(actor: Actor, id: string): Promise<AsyncIterableIterator<WeightsPreview>> {
    await this.find(actor, id);
    return this.signals.watch(weightsPreviewTopic(id), () => this.find(actor, id));
  }

  /**
   * Those of the previews that would come out otherwise now: the forum has other weights than they compared with, or a company
   * that they name shows another profile. One query for any number of them.
   */
  async findStale(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select preview.id from weights_preview preview
       join forum on forum.id = preview.forum_id
       where preview.id = any($1) and preview.state = 'done' and (
         preview.present ->> 'version' <> forum.weights ->> 'version'
         or exists (
           select 1 from jsonb_path_query(preview.comparison, '$.**.versionId') named
           join company_version version on version.id = (named #>> '{}')::uuid
           where ${isOutdated('version')}
         )
       )`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The job: draws the sample, compares, and stores the comparison, once. */
  async run(id: string, jobId: string, core: MatchCore, signal: AbortSignal): Promise<void> {
    const previews = this.dataSource.getRepository(WeightsPreview);
    const preview = await previews.findOneBy({ id });
    if (!preview || preview.state === 'done' || preview.state === 'failed') return;
    const { forumId, present, proposed, sampleSize, seed, wantedCount } = preview;
    await previews.update({ id }, { state: 'running', progress: 0 });
    this.signals.publish(weightsPreviewTopic(id));

    const matchable = await listMatchableParticipants(this.dataSource.manager, forumId);
    const companies = drawSample(
      matchable.map(({ companyId }) => companyId),
      sampleSize,
      seed,
    );
    const { answer, versionIds } = await core.compareWeights(
      forumId,
      { companies, k: wantedCount, present, proposed: { version: `preview-${id}`, ...proposed } },
      { onProgress: progressTeller((share) => this.showProgress(id, share)), signal },
    );

    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      const comparison = storedComparison(answer, versionIds);
      await tx.update(WeightsPreview, { id }, { state: 'done', progress: 1, comparison, finishedAt: () => 'now()' });
      afterCommit(tx, () => this.signals.publish(weightsPreviewTopic(id)));
    });
  }

  /** The job's last word when it has failed for good. */
  async giveUp(tx: EntityManager, id: string): Promise<void> {
    await tx.update(WeightsPreview, { id }, { state: 'failed', finishedAt: () => 'now()' });
    this.signals.publish(weightsPreviewTopic(id));
  }

  private async showProgress(id: string, share: number): Promise<void> {
    // A late report must not touch a preview that is done meanwhile.
    await this.dataSource.getRepository(WeightsPreview).update({ id, state: 'running' }, { progress: share });
    this.signals.publish(weightsPreviewTopic(id));
  }
}
