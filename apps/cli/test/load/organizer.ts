import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { GraphqlClient } from './graphql-client.js';
import type { Stage } from './stage.js';

const START = `mutation ($input: StartScheduleRunInput!) {
  startScheduleRun(input: $input) { __typename ... on ScheduleDraft { id } ... on RunInProgress { scheduleDraftId } }
}`;
const DRAFT = `query ($id: UUID!) { scheduleDraft(id: $id) { state version } }`;
const APPROVE = `mutation ($input: ApproveScheduleDraftInput!) {
  rebaseAndApproveScheduleDraft(input: $input) { __typename ... on RenewedDraft { overtaken { draftMeetingId } } }
}`;

/** Most seconds of one run. */
const runSeconds = 10;

/** How an approval was answered. */
export interface Approval {
  outcome: string;
  /** Meetings of the draft that bookings had overtaken. */
  lost: number;
  ms: number;
}

/** Runs the solver one time after another and has one draft approved, while the partners book. */
export class Organizer {
  runs = 0;
  readonly approvals: Approval[] = [];
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
      if (draft && !this.approvals.some(({ outcome }) => outcome === 'RenewedDraft')) await this.approve(draft);
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

  /** In one step with a rebase: bookings overtake the draft all the time. */
  private async approve(id: string): Promise<void> {
    const { version } = (await this.ask(DRAFT, { id }))!['scheduleDraft'] as { version: number };
    const input = { scheduleDraftId: id, expectedVersion: version, reason: 'The programme has changed.' };
    const startedAt = performance.now();
    const answer = await this.ask(APPROVE, { input });
    const result = answer!['rebaseAndApproveScheduleDraft'] as { __typename: string; overtaken?: unknown[] };
    this.approvals.push({
      outcome: result.__typename,
      lost: result.overtaken?.length ?? 0,
      ms: performance.now() - startedAt,
    });
  }

  private async ask(query: string, variables: Record<string, unknown>): Promise<Record<string, unknown> | null> {
    const answer = await this.client.askUntilAnswered(this.stage.organizerId, query, variables);
    if (answer.kind === 'error') throw new Error(`The organizer was answered ${answer.code}: ${answer.message}`);
    return answer.data;
  }
}
