import type { DataSource } from 'typeorm';

/** A meeting as its partners were told that it is. */
export interface BookedMeeting {
  id: string;
  /** One of its partners. */
  accountId: string;
  slotId: string;
  version: number;
  state: 'planned' | 'cancelled';
  /** Acknowledged moves. */
  moves: number;
}

/** What was acknowledged, to be compared with the database afterwards. */
export class Ledger {
  private readonly meetings = new Map<string, BookedMeeting>();
  /** Those on which nothing is under way. */
  private readonly idle: BookedMeeting[] = [];

  get count(): number {
    return this.meetings.size;
  }

  /** @throws Error when the meeting was acknowledged before: two requests got one meeting, or one got two */
  add(meeting: Omit<BookedMeeting, 'moves' | 'state'>): void {
    if (this.meetings.has(meeting.id)) throw new Error(`Meeting ${meeting.id} was acknowledged twice.`);
    const booked: BookedMeeting = { ...meeting, state: 'planned', moves: 0 };
    this.meetings.set(meeting.id, booked);
    this.idle.push(booked);
  }

  /** A planned meeting for one change at a time; null when there is none. */
  take(draw: () => number): BookedMeeting | null {
    if (this.idle.length === 0) return null;
    const at = Math.floor(draw() * this.idle.length);
    const taken = this.idle[at]!;
    this.idle[at] = this.idle.at(-1)!;
    this.idle.pop();
    return taken;
  }

  giveBack(meeting: BookedMeeting): void {
    if (meeting.state === 'planned') this.idle.push(meeting);
  }

  /** What differs between what was acknowledged and what the database holds; asked when nothing is under way. */
  async compare(dataSource: DataSource): Promise<string[]> {
    const rows: { id: string; slot_id: string; state: string; sequence: number }[] = await dataSource.query(
      `SELECT id, slot_id, state, sequence FROM meeting WHERE origin = 'booking'`,
    );
    const faults = rows
      .filter(({ id }) => !this.meetings.has(id))
      .map(({ id }) => `meeting ${id} was booked, but nobody was told`);
    const stored = new Map(rows.map((row) => [row.id, row]));
    for (const { id, slotId, state } of this.meetings.values()) {
      const row = stored.get(id);
      if (!row) faults.push(`meeting ${id} was acknowledged and is not there`);
      else if (row.state !== state) faults.push(`meeting ${id} is ${row.state}, ${state} was acknowledged`);
      else if (row.slot_id !== slotId) faults.push(`meeting ${id} is not in the slot that was acknowledged`);
    }
    return [...faults, ...(await this.compareAudit(dataSource))];
  }

  /** Each acknowledged act stands once in the audit, no other act of its kind does. */
  private async compareAudit(dataSource: DataSource): Promise<string[]> {
    const rows: { subject_id: string; action: string; count: number }[] = await dataSource.query(
      `SELECT subject_id, action, count(*)::int AS count FROM audit_entry
        WHERE action IN ('meeting.booked', 'meeting.moved', 'meeting.cancelled') GROUP BY subject_id, action`,
    );
    const counted = new Map(rows.map(({ subject_id, action, count }) => [`${subject_id} ${action}`, count]));
    return [...this.meetings.values()].flatMap(({ id, moves, state }) =>
      (
        [
          ['meeting.booked', 1],
          ['meeting.moved', moves],
          ['meeting.cancelled', state === 'cancelled' ? 1 : 0],
        ] as const
      )
        .filter(([action, expected]) => (counted.get(`${id} ${action}`) ?? 0) !== expected)
        .map(
          ([action, expected]) => `${action} of ${id}: ${counted.get(`${id} ${action}`) ?? 0}, expected ${expected}`,
        ),
    );
  }
}

/** Delegations and tables that are in two meetings at once, counted from outside. */
export async function countDoubleBookings(dataSource: DataSource): Promise<number> {
  const [row]: [{ count: number }] = await dataSource.query(
    `SELECT count(*)::int AS count FROM attendance one JOIN attendance other
        ON one.meeting_id < other.meeting_id AND one.during && other.during
       AND (one.delegation_id = other.delegation_id OR one.table_id = other.table_id)`,
  );
  return row.count;
}
