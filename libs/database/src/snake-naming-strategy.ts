import { DefaultNamingStrategy, type NamingStrategyInterface, type Table } from 'typeorm';

const snake = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();

const tableName = (table: Table | string): string => (typeof table === 'string' ? table : table.name).split('.').pop()!;

/** PostgreSQL's own limit on identifiers, in bytes; longer names would be cut silently and look like drift. */
const maxIdentifierLength = 63;

function named(prefix: string, table: Table | string, columns: string[]): string {
  return [prefix, tableName(table), ...columns].join('_').slice(0, maxIdentifierLength);
}

/** `hasStandingConsent` is the column `has_standing_consent`; keys are named after table and columns, so that errors can be read. */
export class SnakeNamingStrategy extends DefaultNamingStrategy implements NamingStrategyInterface {
  override tableName(className: string, customName?: string): string {
    return customName ?? snake(className);
  }

  override columnName(propertyName: string, customName: string | undefined, embeddedPrefixes: string[]): string {
    return snake([...embeddedPrefixes, customName ?? propertyName].join('_'));
  }

  override joinColumnName(relationName: string, referencedColumnName: string): string {
    return snake(`${relationName}_${referencedColumnName}`);
  }

  override primaryKeyName(table: Table | string): string {
    return named('pk', table, []);
  }

  override foreignKeyName(table: Table | string, columnNames: string[]): string {
    return named('fk', table, columnNames);
  }

  override uniqueConstraintName(table: Table | string, columnNames: string[]): string {
    return named('uq', table, columnNames);
  }

  override relationConstraintName(table: Table | string, columnNames: string[]): string {
    return named('uq', table, columnNames);
  }

  override indexName(table: Table | string, columnNames: string[]): string {
    return named('ix', table, columnNames);
  }
}
