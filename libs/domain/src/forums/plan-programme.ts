import { cutIntoSlots, isTimeZone, NonexistentLocalTime, overlaps, toInstant, type LocalSlot } from '#calendar';
import type { InputFault } from '../domain-error.js';
import { lengthFaults, rangeFaults, subForumKeyFaults } from './input-faults.js';
import { planTables, type PlannedTable } from './plan-tables.js';
import type { Planned } from './planned.js';
import { programmeBounds as bounds } from './programme-template.js';
import type { ProgrammeTemplate, SessionTemplate, SubForumTemplate } from './programme-template.js';

export interface PlannedSession {
  /** Null for all sub-forums. */
  subForumKey: string | null;
  name: string;
  date: string;
  localStart: string;
  localEnd: string;
  startsAt: Date;
  endsAt: Date;
  /** In order of time, at least one. */
  slots: LocalSlot[];
}

/** The rows of a programme, before they have ids. */
export interface PlannedProgramme {
  subForums: SubForumTemplate[];
  sessions: PlannedSession[];
  tables: PlannedTable[];
}

/**
 * Turns a template into the rows of a programme: sessions of each day with their slots as instants, and single tables.
 * Sessions are in the template's order, then by day; O(s²) for s sessions.
 *
 * Faults name fields of the template, such as `sessions[1].from`: what is out of bounds, unknown days and sub-forums, local
 * times that the venue's clocks skip, sessions of one sub-forum that overlap, labels given twice.
 */
export function planProgramme(template: ProgrammeTemplate): Planned<PlannedProgramme> {
  const faults = [...dayFaults(template), ...subForumFaults(template.subForums)];
  if (faults.length > 0) return { faults, plan: null };

  const keys = new Set(template.subForums.map(({ key }) => key));
  const sessions = planSessions(template.sessions, { ...template, subForumKeys: keys });
  const tables = planTables(template.tables, keys);
  if (!sessions.plan || !tables.plan) return { faults: [...sessions.faults, ...tables.faults], plan: null };
  return { faults: [], plan: { subForums: template.subForums, sessions: sessions.plan, tables: tables.plan } };
}

export interface Venue {
  timeZone: string;
  days: string[];
  subForumKeys: ReadonlySet<string>;
}

/** The sessions alone, on the days of a forum that exists. */
export function planSessions(templates: SessionTemplate[], venue: Venue): Planned<PlannedSession[]> {
  if (templates.length > bounds.sessionPatterns) {
    return { faults: [{ field: 'sessions', allowed: `at most ${bounds.sessionPatterns}` }], plan: null };
  }
  const faults: InputFault[] = [];
  const sessions: PlannedSession[] = [];
  let slotCount = 0;
  for (const [index, template] of templates.entries()) {
    const planned = planSession(template, `sessions[${index}]`, venue);
    faults.push(...planned.faults);
    sessions.push(...(planned.plan ?? []));
    slotCount += (planned.plan ?? []).reduce((sum, session) => sum + session.slots.length, 0);
    // At once, so that an excessive template costs no more than the largest allowed one.
    if (slotCount > bounds.slots) {
      return { faults: [{ field: 'sessions', allowed: `at most ${bounds.slots} slots in all` }], plan: null };
    }
  }
  const clash = findClash(sessions);
  if (clash) {
    const [one, other] = clash;
    const allowed = `sessions of one sub-forum that do not overlap, unlike "${one.name}" and "${other.name}" on ${one.date}`;
    faults.push({ field: 'sessions', allowed });
  }
  return faults.length > 0 ? { faults, plan: null } : { faults: [], plan: sessions };
}

/** The first two sessions of the same sub-forum, or of all, that share time; null when there are none. */
export function findClash<T extends Pick<PlannedSession, 'subForumKey' | 'startsAt' | 'endsAt'>>(
  sessions: T[],
): [T, T] | null {
  for (const [index, one] of sessions.entries()) {
    const other = sessions.slice(index + 1).find((s) => s.subForumKey === one.subForumKey && overlaps(one, s));
    if (other) return [one, other];
  }
  return null;
}

function dayFaults({ timeZone, days }: ProgrammeTemplate): InputFault[] {
  const faults: InputFault[] = [];
  if (!isTimeZone(timeZone)) faults.push({ field: 'timeZone', allowed: 'an IANA time zone such as Asia/Shanghai' });
  if (days.length < 1 || days.length > bounds.days) faults.push({ field: 'days', allowed: `1 to ${bounds.days} days` });
  days.forEach((day, index) => {
    if (!isDay(day)) faults.push({ field: `days[${index}]`, allowed: 'a day of the calendar, YYYY-MM-DD' });
    else if (index > 0 && day <= days[index - 1]!) {
      faults.push({ field: `days[${index}]`, allowed: 'a day after the one before it' });
    }
  });
  return faults;
}

function isDay(day: string): boolean {
  try {
    toInstant(day, '12:00', 'UTC');
    return true;
  } catch {
    return false;
  }
}

function subForumFaults(subForums: SubForumTemplate[]): InputFault[] {
  const faults: InputFault[] = [];
  if (subForums.length > bounds.subForums) faults.push({ field: 'subForums', allowed: `at most ${bounds.subForums}` });
  subForums.forEach(({ key, nameEn, nameZh, theme }, index) => {
    const field = `subForums[${index}]`;
    const earlier = subForums.slice(0, index);
    faults.push(
      ...lengthFaults(`${field}.key`, key, bounds.keyLength),
      ...lengthFaults(`${field}.nameEn`, nameEn, bounds.nameLength),
      ...(nameZh ? lengthFaults(`${field}.nameZh`, nameZh, bounds.nameLength) : []),
      ...lengthFaults(`${field}.theme`, theme, bounds.themeLength),
    );
    if (earlier.some((other) => other.key === key)) {
      faults.push({ field: `${field}.key`, allowed: 'a key that no other sub-forum has' });
    }
    if (earlier.some((other) => other.nameEn === nameEn)) {
      faults.push({ field: `${field}.nameEn`, allowed: 'a name that no other sub-forum has' });
    }
  });
  return faults;
}

function planSession(template: SessionTemplate, field: string, venue: Venue): Planned<PlannedSession[]> {
  const { name, from, to, slotMinutes, breakMinutes, subForumKey } = template;
  const days = template.days ?? venue.days;
  const faults = [
    ...lengthFaults(`${field}.name`, name, bounds.nameLength),
    ...rangeFaults(`${field}.slotMinutes`, slotMinutes, bounds.slotMinutes),
    ...rangeFaults(`${field}.breakMinutes`, breakMinutes, bounds.breakMinutes),
    ...subForumKeyFaults(`${field}.subForumKey`, subForumKey, venue.subForumKeys),
  ];
  if (days.length === 0 || new Set(days).size < days.length || days.some((day) => !venue.days.includes(day))) {
    faults.push({ field: `${field}.days`, allowed: 'days of the forum, each once, or left out for all' });
  }
  for (const end of ['from', 'to'] as const) {
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(template[end])) {
      faults.push({ field: `${field}.${end}`, allowed: 'a time from 00:00 to 23:59' });
    }
  }
  if (faults.length === 0 && to <= from) faults.push({ field: `${field}.to`, allowed: 'a time after `from`' });
  if (faults.length > 0) return { faults, plan: null };

  const plan: PlannedSession[] = [];
  for (const date of days) {
    const skipped = skippedFaults(field, date, template, venue.timeZone);
    if (skipped.length > 0) return { faults: skipped, plan: null };
    const [startsAt, endsAt] = [toInstant(date, from, venue.timeZone), toInstant(date, to, venue.timeZone)];
    const slots = cutIntoSlots({ date, from, to, slotMinutes, breakMinutes, zone: venue.timeZone });
    if (slots.length === 0) {
      return { faults: [{ field: `${field}.slotMinutes`, allowed: 'at least one slot in the session' }], plan: null };
    }
    const times = { date, localStart: from, localEnd: to, startsAt, endsAt };
    plan.push({ subForumKey: subForumKey ?? null, name, ...times, slots });
  }
  return { faults: [], plan };
}

/** Times of the session that the venue's clocks skip on this day, because they are put forward. */
function skippedFaults(field: string, date: string, session: SessionTemplate, timeZone: string): InputFault[] {
  const faults: InputFault[] = [];
  for (const end of ['from', 'to'] as const) {
    try {
      toInstant(date, session[end], timeZone);
    } catch (error) {
      if (!(error instanceof NonexistentLocalTime)) throw error;
      faults.push({
        field: `${field}.${end}`,
        allowed: `a time that exists on ${date} in ${timeZone}, such as ${error.nextTime}: clocks are put forward`,
      });
    }
  }
  return faults;
}
