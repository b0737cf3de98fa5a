import { randomUUID } from 'node:crypto';
import type { Partner } from '#testing';
import type { Draw, Operation } from './arrivals.js';
import type { Answer, GraphqlClient } from './graphql-client.js';
import type { BookedMeeting, Ledger } from './ledger.js';
import type { Stage } from './stage.js';

const AGENDA = `query ($forumId: UUID!) { myAgenda(forumId: $forumId) { id startsAt state parties { companyNameEn } } }`;
const DIRECTORY = `query ($text: String!) { searchDirectory(query: { text: $text }, first: 20) { nodes { id profile { nameEn country { code } } } } }`;
const FREE_SLOTS = `query ($forumId: UUID!, $companyIds: [UUID!]!) {
  commonFreeSlots(forumId: $forumId, companyIds: $companyIds) { __typename }
}`;
const NOTIFICATIONS = `{ myNotifications(first: 20) { nodes { id kind text } } }`;
const MEETING = `query ($id: UUID!) { meeting(id: $id) { id slotId state version } }`;
const BOOK = `mutation ($input: BookMeetingInput!) {
  bookMeeting(input: $input) { __typename ... on Meeting { id slotId version } }
}`;
const MOVE = `mutation ($input: MoveMeetingInput!) {
  moveMeeting(input: $input) { __typename ... on Meeting { id slotId version } }
}`;
const CANCEL = `mutation ($input: CancelMeetingInput!) {
  cancelMeeting(input: $input) { __typename ... on Meeting { id version } }
}`;

/** Half of the bookings want one of these tables: 5 % of all. */
const hotTableShare = 0.05;
const hotBookingShare = 0.5;

/** How an operation ended: done, or refused with its kind. */
export type Outcome = string;

/** What the partners do, one operation at a time, each until it has an answer. */
export class PartnerOperations {
  constructor(
    private readonly client: GraphqlClient,
    private readonly stage: Stage,
    private readonly ledger: Ledger,
    private readonly draw: Draw,
  ) {}

  async run(operation: Operation): Promise<Outcome> {
    const { forumId } = this.stage;
    const partner = this.pick(this.stage.partners);
    switch (operation) {
      case 'agenda':
        return this.read(partner, AGENDA, { forumId });
      case 'directory':
        return this.read(partner, DIRECTORY, { text: this.pick(this.stage.partners).companyId.slice(0, 2) });
      case 'free-slots':
        return this.read(partner, FREE_SLOTS, { forumId, companyIds: [partner.companyId, this.other(partner)] });
      case 'notifications':
        return this.read(partner, NOTIFICATIONS, {});
      case 'book':
        return this.book(partner);
      case 'move':
        return this.change((meeting) => this.move(meeting));
      case 'cancel':
        return this.change((meeting) => this.cancel(meeting));
    }
  }

  private async read(partner: Partner, query: string, variables: Record<string, unknown>): Promise<Outcome> {
    dataOf(await this.client.askUntilAnswered(partner.accountId, query, variables));
    return 'done';
  }

  /** The same key each time it is asked: what came of the first, nobody knows after a broken connection. */
  private async book(partner: Partner): Promise<Outcome> {
    const { tableIds, slotIds, forumId } = this.stage;
    const hotTables = tableIds.slice(0, Math.ceil(tableIds.length * hotTableShare));
    const input = {
      forumId,
      companyId: partner.companyId,
      otherCompanyId: this.other(partner),
      slotId: this.pick(slotIds),
      ...(this.draw() < hotBookingShare && { tableId: this.pick(hotTables) }),
      idempotencyKey: randomUUID(),
    };
    const answer = await this.client.askUntilAnswered(partner.accountId, BOOK, { input });
    const meeting = meetingIn(answer, 'bookMeeting');
    if (typeof meeting === 'string') return meeting;
    this.ledger.add({ id: meeting.id, accountId: partner.accountId, slotId: meeting.slotId, version: meeting.version });
    return 'done';
  }

  private async change(act: (meeting: BookedMeeting) => Promise<Outcome>): Promise<Outcome> {
    const meeting = this.ledger.take(this.draw);
    if (!meeting) return 'nothing to change';
    const outcome = await act(meeting);
    this.ledger.giveBack(meeting);
    return outcome;
  }

  private async move(meeting: BookedMeeting): Promise<Outcome> {
    const slotId = this.pick(this.stage.slotIds.filter((id) => id !== meeting.slotId));
    const input = {
      meetingId: meeting.id,
      slotId,
      expectedVersion: meeting.version,
      reason: 'Another slot suits better.',
    };
    const answer = await this.client.askUntilAnswered(meeting.accountId, MOVE, { input });
    const moved = meetingIn(answer, 'moveMeeting');
    const now = moved === 'EditConflict' ? await this.readMeeting(meeting) : moved;
    if (typeof now === 'string') return now;
    if (now.slotId !== slotId) return 'EditConflict';
    Object.assign(meeting, { slotId, version: now.version, moves: meeting.moves + 1 });
    return 'done';
  }

  private async cancel(meeting: BookedMeeting): Promise<Outcome> {
    const input = {
      meetingId: meeting.id,
      expectedVersion: meeting.version,
      isOver: true,
      reason: 'We cannot come at that time.',
    };
    const answer = await this.client.askUntilAnswered(meeting.accountId, CANCEL, { input });
    const cancelled = meetingIn(answer, 'cancelMeeting');
    const now = cancelled === 'EditConflict' ? await this.readMeeting(meeting) : cancelled;
    if (typeof now === 'string') return now;
    if (cancelled === 'EditConflict' && now.state !== 'CANCELLED') return 'EditConflict';
    meeting.state = 'cancelled';
    return 'done';
  }

  /** Nobody else changes it: a conflict of versions means that the first try was done and its answer lost. */
  private async readMeeting({ id, accountId }: BookedMeeting): Promise<StoredMeeting | string> {
    return meetingIn(await this.client.askUntilAnswered(accountId, MEETING, { id }), 'meeting');
  }

  private other({ companyId }: Partner): string {
    return this.pick(this.stage.partners.filter((partner) => partner.companyId !== companyId)).companyId;
  }

  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.draw() * from.length)]!;
  }
}

interface StoredMeeting {
  id: string;
  slotId: string;
  version: number;
  state?: string;
}

/** @throws Error when it is an error: all that the partners ask is theirs to ask, and well formed */
function dataOf(answer: Exclude<Answer, { kind: 'unavailable' }>): Record<string, unknown> {
  if (answer.kind === 'error') throw new Error(`${answer.code}: ${answer.message}`);
  return answer.data;
}

/** The meeting of an answer, or how it ended otherwise. */
function meetingIn(answer: Exclude<Answer, { kind: 'unavailable' }>, field: string): StoredMeeting | string {
  const result = dataOf(answer)[field] as StoredMeeting & { __typename?: string };
  return result.__typename === undefined || result.__typename === 'Meeting' ? result : result.__typename;
}
