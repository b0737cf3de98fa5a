import type { EntityManager } from 'typeorm';

/** A column by which the rows of a table belong to accounts, as the foreign keys of the schema say. */
export interface PersonalTable {
  table: string;
  column: string;
  /**
   * Whether its rows go with the person. The schema says so by ON DELETE CASCADE; rows of the others are the record of a
   * company or forum, and name an account that tells nothing any more.
   */
  isOwn: boolean;
}

/** Every table whose rows name an account, in order of name. A table that comes later is there by itself. */
export async function listPersonalTables(tx: EntityManager): Promise<PersonalTable[]> {
  return tx.query<PersonalTable[]>(
    `select c.conrelid::regclass::text as "table", a.attname as "column", c.confdeltype = 'c' as "isOwn"
       from pg_constraint c
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confrelid = 'account'::regclass and cardinality(c.conkey) = 1
      order by 1, 2`,
  );
}

/** How the schema calls a column that holds somebody's address. */
const addressColumns = ['email', 'recipient', 'new_email'];

/** Tables other than `account` whose rows are about an address: an invitation to it, a message on its way there. */
export async function listAddressTables(tx: EntityManager): Promise<Pick<PersonalTable, 'table' | 'column'>[]> {
  return tx.query<Pick<PersonalTable, 'table' | 'column'>[]>(
    `select c.oid::regclass::text as "table", a.attname as "column"
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'account' and a.attname = any($1)
      order by 1, 2`,
    [addressColumns],
  );
}

/** A foreign key between two tables. */
export interface TableReference {
  from: string;
  to: string;
}

/** Foreign keys that would stop a deletion: those without an action of their own. */
export async function listReferences(tx: EntityManager): Promise<TableReference[]> {
  return tx.query<TableReference[]>(
    `select distinct conrelid::regclass::text as "from", confrelid::regclass::text as "to"
       from pg_constraint
      where contype = 'f' and confdeltype in ('a', 'r') and conrelid <> confrelid and connamespace = 'public'::regnamespace`,
  );
}

/**
 * The tables in an order in which their rows can be deleted: one that refers to another comes before it. Equal ones stay as given.
 *
 * @throws Error when they refer to each other in a circle
 */
export function inOrderOfDeletion(tables: readonly string[], references: readonly TableReference[]): string[] {
  const left = [...tables];
  const ordered: string[] = [];
  while (left.length > 0) {
    const next = left.findIndex((table) => !references.some(({ from, to }) => to === table && left.includes(from)));
    if (next === -1) throw new Error(`These tables refer to each other in a circle: ${left.join(', ')}`);
    ordered.push(...left.splice(next, 1));
  }
  return ordered;
}
