import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { GraphqlClient } from './graphql-client.js';
import type { Stage } from './stage.js';

const START = `mutation ($input: StartScheduleRunInput!) {
  startScheduleRun(input: $input) { __typename ... on ScheduleDraft { id } ... on RunInProgress { scheduleDraftId } }
}`;
const DRAFT = `query ($id: UUID!) { scheduleDraft(id: $id) { state version } }`;
const APPROVE = `mutation ($input: ApproveScheduleDraftInput!) {
  approveScheduleDraft(input: $input) { __typename ... on ScheduleDraft { state } }
}`;
const REBASE = `mutation ($input: ScheduleDraftVersionInput!) {
  rebaseScheduleDraft(input: $input) { __typename ... on RenewedDraft { draft { id version } } }
}`;

/** Most seconds of one run. */
const runSeconds = 10;

/** Runs the solver one time after another and has one draft approved, while the partners book. */
export class Organizer {
  runs = 0;
  approvals: string[] = [];
  private isOver = false;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: GraphqlClient,
    private readonly stage: Stage,
  ) {}

  /** Begins; the draft of the first run is approved as soon as it is there. */
  begin(): void {
    this.work = this.goOn();
    // Thrown at the end, when somebody waits for it.
    this.work.catch(() => undefined);
  }

  /** @throws Error when a run or the approval was answered with an error */
  async end(): Promise<void> {
    this.isOver = true;
    await this.work;
  }

  private async goOn(): Promise<void> {
    while (!this.isOver) {
      const draft = await this.runSolver();
      this.runs += 1;
      if (draft && !this.approvals.includes('ScheduleDraft')) await this.approve(draft);
    }
  }

  /** @returns a draft that can be approved; null when the run came to nothing */
  private async runSolver(): Promise<string | null> {
    const input = {
      forumId: this.stage.forumId,
      timeLimitSeconds: runSeconds,
      seed: this.runs + 1,
      idempotencyKey: randomUUID(),
    };
    const started = await this.ask(START, { input });
    const result = started?.['startScheduleRun'] as
      { __typename: string; id?: string; scheduleDraftId?: string } | undefined;
    const id = result?.id ?? result?.scheduleDraftId;
    if (id === undefined) throw new Error(`A schedule run did not start: ${result?.__typename}.`);
    for (;;) {
      const { state } = (await this.ask(DRAFT, { id }))!['scheduleDraft'] as { state: string };
      if (state === 'READY') return id;
      if (state !== 'QUEUED' && state !== 'RUNNING') return null;
      await delay(250);
    }
  }

  /** Bookings overtake a draft all the time: what still fits is approved instead, as an organizer would do it. */
  private async approve(draftId: string): Promise<void> {
    let id = draftId;
    for (let tries = 0; tries < 10; tries += 1) {
      const { version } = (await this.ask(DRAFT, { id }))!['scheduleDraft'] as { version: number };
      const input = { scheduleDraftId: id, expectedVersion: version };
      const answer = await this.ask(APPROVE, { input: { ...input, reason: 'The programme has changed.' } });
      const { __typename: outcome } = answer!['approveScheduleDraft'] as { __typename: string };
      this.approvals.push(outcome);
      if (outcome !== 'DraftOutdated') return;
      const rebased = (await this.ask(REBASE, { input }))!['rebaseScheduleDraft'] as { draft?: { id: string } };
      id = rebased.draft?.id ?? id;
    }
  }

  private async ask(query: string, variables: Record<string, unknown>): Promise<Record<string, unknown> | null> {
    const answer = await this.client.askUntilAnswered(this.stage.organizerId, query, variables);
    if (answer.kind === 'error') throw new Error(`The organizer was answered ${answer.code}: ${answer.message}`);
    return answer.data;
  }
}
