import { stringify, type Stringifier } from 'csv-stringify';
import { BadInput, everyAct, type AuditFilter, type AuditLogEntry, type InputFault } from '#domain';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface AuditExport {
  forumId: string | null;
  filter: AuditFilter;
}

/**
 * The parameters of the route: `forumId`, `accountId`, `subjectId`, `since`, `until`, and `actions` separated by commas.
 *
 * @throws BadInput naming each that is none of these, or not what it must be
 */
export function readAuditExport(query: Readonly<Record<string, unknown>>): AuditExport {
  const faults: InputFault[] = [];
  const known = ['forumId', 'accountId', 'subjectId', 'since', 'until', 'actions'];
  for (const field of Object.keys(query)) {
    if (!known.includes(field)) faults.push({ field: field.slice(0, 100), allowed: `one of ${known.join(', ')}` });
  }
  const text = (field: string): string | null => {
    const value = query[field];
    if (value === undefined || typeof value === 'string') return value ?? null;
    faults.push({ field, allowed: 'one value' });
    return null;
  };
  const id = (field: string): string | null => {
    const value = text(field);
    if (value !== null && !uuid.test(value)) faults.push({ field, allowed: 'a UUID' });
    return value;
  };
  const instant = (field: string): Date | null => {
    const value = text(field);
    if (value === null) return null;
    const at = new Date(value);
    if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(at.getTime())) return at;
    faults.push({ field, allowed: 'an instant such as 2027-05-10T06:00:00Z' });
    return null;
  };
  const filter = {
    ...everyAct,
    accountId: id('accountId'),
    subjectId: id('subjectId'),
    since: instant('since'),
    until: instant('until'),
    actions: (text('actions') ?? '').split(',').filter((action) => action !== ''),
  };
  const forumId = id('forumId');
  if (faults.length > 0) throw new BadInput(faults);
  return { forumId, filter };
}

const columns = [
  'at',
  'id',
  'action',
  'accountId',
  'accountName',
  'subjectType',
  'subjectId',
  'forumId',
  'before',
  'after',
  'personal',
  'requestId',
  'sealPosition',
  'sealHash',
];

/** The rows of the file, as UTF-8 with a byte order mark; cells that a spreadsheet would take for a formula are escaped. */
export function openAuditCsv(): Stringifier {
  return stringify({ bom: true, header: true, columns, escape_formulas: true });
}

export async function* auditRowsOf(entries: AsyncIterable<AuditLogEntry>): AsyncGenerator<Record<string, unknown>> {
  for await (const { before, after, personal, isErased, seal, at, ...entry } of entries) {
    yield {
      ...entry,
      at: at.toISOString(),
      before: before && JSON.stringify(before),
      after: after && JSON.stringify(after),
      personal: isErased ? 'erased' : personal && JSON.stringify(personal),
      sealPosition: seal?.position,
      sealHash: seal?.hash,
    };
  }
}
