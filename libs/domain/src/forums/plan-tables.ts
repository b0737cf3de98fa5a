import type { InputFault } from '../domain-error.js';
import { isLink } from '../text.js';
import { lengthFaults, rangeFaults, subForumKeyFaults } from './input-faults.js';
import type { Planned } from './planned.js';
import { tablePlaces, type TablePlace } from './programme.entities.js';
import { programmeBounds as bounds, type TableTemplate } from './programme-template.js';

export interface PlannedTable {
  /** Null for all sub-forums. */
  subForumKey: string | null;
  label: string;
  place: TablePlace;
  room: string | null;
  link: string | null;
  seats: number;
}

/** Single tables out of groups, in order; faults name fields such as `tables[2].seats`. */
export function planTables(templates: TableTemplate[], subForumKeys: ReadonlySet<string>): Planned<PlannedTable[]> {
  const faults = templates.flatMap((template, index) => tableFaults(template, `tables[${index}]`, subForumKeys));
  const total = templates.reduce((sum, { count }) => sum + (count ?? 1), 0);
  if (total > bounds.tables) faults.push({ field: 'tables', allowed: `at most ${bounds.tables} in all` });
  if (faults.length > 0) return { faults, plan: null };

  const lastNumbers = new Map<string, number>();
  const plan = templates.flatMap((template) => {
    const { count, label, place, seats } = template;
    const one = {
      subForumKey: template.subForumKey ?? null,
      place,
      room: template.room ?? null,
      link: template.link ?? null,
      seats,
    };
    if (count === null || count === undefined) return [{ ...one, label }];
    const last = lastNumbers.get(label) ?? 0;
    lastNumbers.set(label, last + count);
    return Array.from({ length: count }, (_, index) => ({ ...one, label: `${label}${last + index + 1}` }));
  });

  const labels = new Set<string>();
  for (const { label } of plan) {
    if (labels.has(label)) faults.push({ field: 'tables', allowed: `labels that differ, unlike ${label}` });
    labels.add(label);
  }
  return faults.length > 0 ? { faults, plan: null } : { faults: [], plan };
}

function tableFaults(table: TableTemplate, field: string, subForumKeys: ReadonlySet<string>): InputFault[] {
  const faults = [
    ...lengthFaults(`${field}.label`, table.label, bounds.labelLength),
    ...rangeFaults(`${field}.count`, table.count ?? 1, { min: 1, max: bounds.tables }),
    ...rangeFaults(`${field}.seats`, table.seats, { min: 2, max: 3 }),
    ...subForumKeyFaults(`${field}.subForumKey`, table.subForumKey, subForumKeys),
  ];
  const { place, room, link } = table;
  if (!tablePlaces.includes(place)) faults.push({ field: `${field}.place`, allowed: tablePlaces.join(' or ') });
  if (place === 'room') {
    faults.push(...lengthFaults(`${field}.room`, room ?? '', bounds.nameLength));
    if (link) faults.push({ field: `${field}.link`, allowed: 'nothing for a table in a room' });
  }
  if (place === 'online') {
    if (!isLink(link ?? '', bounds.linkLength)) {
      faults.push({ field: `${field}.link`, allowed: `an https address of at most ${bounds.linkLength} characters` });
    }
    if (room) faults.push({ field: `${field}.room`, allowed: 'nothing for an online table' });
  }
  return faults;
}
