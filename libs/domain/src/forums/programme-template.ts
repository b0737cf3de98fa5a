import type { TablePlace } from './programme.entities.js';

/** Bounds of a forum's programme, as a person may state them; the database could hold more. */
export const programmeBounds = {
  days: 30,
  subForums: 20,
  sessionPatterns: 200,
  slots: 2_000,
  tables: 500,
  slotMinutes: { min: 5, max: 480 },
  breakMinutes: { min: 0, max: 240 },
  nameLength: 200,
  themeLength: 500,
  labelLength: 60,
  keyLength: 40,
  linkLength: 2_000,
} as const;

/** A track; `key` is how sessions and tables of the same template name it. */
export interface SubForumTemplate {
  key: string;
  nameEn: string;
  nameZh?: string | null;
  theme: string;
}

/** A stretch of time that repeats on some of the forum's days. */
export interface SessionTemplate {
  name: string;
  /** Local dates out of the forum's days; all of them when left out. */
  days?: string[] | null;
  /** Local times `HH:MM` at the venue. */
  from: string;
  to: string;
  slotMinutes: number;
  breakMinutes: number;
  /** Of all sub-forums when left out. */
  subForumKey?: string | null;
}

/** A table, or a number of equal ones. */
export interface TableTemplate {
  /** With a count, the numbers follow it: `A` and 3 make `A1`, `A2`, `A3`; a later group with the same label counts on. */
  label: string;
  /** One table labelled exactly so when left out. */
  count?: number | null;
  place: TablePlace;
  /** Wanted for a table in a room. */
  room?: string | null;
  /** Wanted for an online one: an `https` address. */
  link?: string | null;
  /** Parties: 2 or 3. */
  seats: number;
  /** Open to all sub-forums when left out. */
  subForumKey?: string | null;
}

export interface ProgrammeTemplate {
  /** IANA name. */
  timeZone: string;
  /** Local dates `YYYY-MM-DD`, ascending. */
  days: string[];
  subForums: SubForumTemplate[];
  sessions: SessionTemplate[];
  tables: TableTemplate[];
}
