/** An interval of time, half-open: `[start, end)`, both ISO 8601 with offset (`2027-05-10T09:00:00+02:00`). */
export type Interval = [start: string, end: string];

/** A time in which meetings can be held. Slots may overlap and differ in length. */
export interface Slot {
  id: string;
  /** ISO 8601 with offset. */
  start: string;
  /** ISO 8601 with offset, after `start`. */
  end: string;
  /** Any name of the day; the daily maximum counts by it and no break reaches across it. */
  day: string;
  /** Any name of the session, such as `morning`. */
  session: string;
  /** Given: only meetings of this sub-forum, or of none, are held in the slot. */
  subForum?: string;
}

/** A place where one meeting at a time is held: in a room, or online. */
export interface Table {
  id: string;
  /** How many parties it seats. */
  seats: 2 | 3;
  /** Online tables hold the online meetings and no others. */
  online: boolean;
  /** Given: reserved for meetings that are in this sub-forum by themselves or by their slot. */
  subForum?: string;
}

/** Who sits in meetings: one at a time. In the service, a delegation. */
export interface Participant {
  id: string;
  /** When it is there; a slot must lie wholly inside. Intervals that touch count as one. Omitted: always. */
  available?: Interval[];
  /** Most meetings on one day, from 0. Omitted: no limit. */
  maxPerDay?: number;
  /** Times it keeps free, such as lunch; no meeting of it touches them. */
  pauses?: Interval[];
  /**
   * Most meetings in a row, from 1. Two successive meetings of a day are in a row when the time between them is
   * shorter than the shorter of the two. Omitted: no limit.
   */
  maxInARow?: number;
}

/** Where a meeting is to be, if it is placed at all. */
export interface Pin {
  slot?: string;
  table?: string;
}

/** A meeting of two or three participants, wanted with a weight. */
export interface Meeting {
  id: string;
  /** Two or three different participants. */
  participants: string[];
  /** A whole number from 1: how much it is worth to place this meeting. */
  weight: number;
  /** Sessions it may be held in. Omitted: any. */
  sessions?: string[];
  /** Given: held only in slots and at tables of this sub-forum, or of none. */
  subForum?: string;
  /** True: held at an online table. Omitted or false: at one in a room. */
  online?: boolean;
  pin?: Pin;
  /** Meetings that must have ended when this one starts, as far as they are placed. */
  after?: string[];
}

/** What is to be scheduled, as JSON. Ids are unique within their list. */
export interface SchedulingProblem {
  slots: Slot[];
  tables: Table[];
  participants: Participant[];
  meetings: Meeting[];
  /** Given: the breaks of any two participants with a placed meeting differ by at most so many, from 0. */
  fairness?: number;
}

/** One meeting at its slot and table, all three by id. */
export interface Placement {
  meeting: string;
  slot: string;
  table: string;
}
