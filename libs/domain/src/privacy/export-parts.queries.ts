import type { EntityManager } from 'typeorm';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { PersonKeysService } from '../audit/person-keys.service.js';
import { camelCased, type ExportPart } from './export-file.js';
import { listAddressTables, listPersonalTables } from './personal-tables.js';

/** What opens something, and what is no value of a person's: hashes, keys, and the bytes of files. */
const keptBack = /hash|secret|token|wrapped|^content$/;

/** Of what is kept for the working of the service alone. */
const leftOut = ['person_key', 'data_export'];

/** All that names an account: its own row, the rows of every table that refers to it, and its acts. */
export async function readAccountParts(
  tx: EntityManager,
  personKeys: PersonKeysService,
  accountId: string,
): Promise<ExportPart[]> {
  const tables = await listPersonalTables(tx);
  const parts = [await readRows(tx, 'account', 'select to_jsonb(t) as row from account t where id = $1', accountId)];
  for (const { table, column } of tables) {
    if (leftOut.includes(table)) continue;
    // Names of the schema, not of a person.
    const sql = `select to_jsonb(t) as row from ${table} t where ${column} = $1`;
    parts.push(
      await readRows(
        tx,
        tables.filter((one) => one.table === table).length > 1 ? `${table}_by_${column}` : table,
        sql,
        accountId,
      ),
    );
  }
  for (const { table, column } of await listAddressTables(tx)) {
    const sql = `select to_jsonb(t) as row from ${table} t where ${column} = (select email from account where id = $1)`;
    parts.push(await readRows(tx, `${table}_by_${column}`, sql, accountId));
  }
  return [...parts, await readActs(tx, personKeys, accountId)];
}

/** What the account did, and what was done to it. Personal values of others stay closed. */
async function readActs(tx: EntityManager, personKeys: PersonKeysService, accountId: string): Promise<ExportPart> {
  const entries = await tx.find(AuditEntry, {
    where: [{ accountId }, { subjectType: 'account', subjectId: accountId }],
    order: { id: 'ASC' },
  });
  const own = entries.map((entry) =>
    entry.personId === accountId ? entry : { ...entry, personId: null, personal: null },
  );
  const personal = await personKeys.open(tx, own);
  const rows = entries.map(({ personId: _person, ...entry }, index) => ({ ...entry, personal: personal[index] }));
  return { name: 'audit_entry', rows };
}

/** What is kept of a company and its people see, by name of the file; `$1` is the company. */
const companyQueries: Record<string, string> = {
  company: 'select to_jsonb(t) as row from company t where id = $1',
  company_version: 'select to_jsonb(t) as row from company_version t where company_id = $1 order by number',
  member: `select jsonb_build_object('display_name', a.display_name, 'email', a.email, 'role', m.role, 'created_at', m.created_at) as row
             from company_membership m join account a on a.id = m.account_id where m.company_id = $1 order by m.created_at`,
  participation: 'select to_jsonb(t) as row from participation t where company_id = $1 order by created_at',
  delegation: 'select to_jsonb(t) as row from delegation t where company_id = $1 order by id',
  // What it said of others; what others said of it is theirs.
  preference: 'select to_jsonb(t) as row from preference t where company_id = $1 order by forum_id, other_company_id',
  meeting_request: `select to_jsonb(t) as row from meeting_request t
                     where exists (select from meeting_request_party p where p.meeting_request_id = t.id and p.company_id = $1)
                     order by created_at`,
  meeting_request_party: `select to_jsonb(t) as row from meeting_request_party t
                           where exists (select from meeting_request_party p
                                          where p.meeting_request_id = t.meeting_request_id and p.company_id = $1)
                           order by meeting_request_id, company_id`,
  meeting: `select to_jsonb(t) || jsonb_build_object('starts_at', s.starts_at, 'ends_at', s.ends_at) as row
              from meeting t join slot s on s.id = t.slot_id where t.company_ids @> array[$1::uuid] order by s.starts_at`,
  match_request: 'select to_jsonb(t) as row from match_request t where company_id = $1 order by created_at',
  triple: `select jsonb_build_object('match_request_id', t.match_request_id, 'rank', t.rank, 'score', t.score,
                    'china_company_id', t.china_company_id, 'developed_company_id', t.developed_company_id,
                    'developing_company_id', t.developing_company_id) as row
             from triple t join match_request r on r.id = t.match_request_id where r.company_id = $1
            order by r.created_at, t.rank`,
};

/** All that is kept of a company and that its own people may see. */
export async function readCompanyParts(tx: EntityManager, companyId: string): Promise<ExportPart[]> {
  const parts: ExportPart[] = [];
  for (const [name, sql] of Object.entries(companyQueries)) parts.push(await readRows(tx, name, sql, companyId));
  return parts;
}

async function readRows(tx: EntityManager, name: string, sql: string, id: string): Promise<ExportPart> {
  const found = await tx.query<{ row: Record<string, unknown> }[]>(sql, [id]);
  const rows = found.map(({ row }) =>
    camelCased(Object.fromEntries(Object.entries(row).filter(([column]) => !keptBack.test(column)))),
  );
  return { name, rows };
}
