/**
 * The physical tables behind the network model, as DDL generated from model.ts.
 *
 * `store.<table>` holds row versions; `net.<table>` shows the current ones. There are no primary keys or indexes: a key
 * on 10 M deals costs 27 s against 2 s for a duplicate check, so keys are checked by query inside the load.
 */
import { type Field, NETWORK, TABLE_NAMES, type TableName } from './model.ts';

export interface StoreColumn {
  readonly name: string;
  readonly sqlType: string;
}

export function sqlType(field: Pick<Field, 'type'>): string {
  switch (field.type) {
    case 'money':
      return 'DECIMAL(18,4)';
    case 'decimal':
      return 'DECIMAL(18,8)';
    case 'integer':
      return 'BIGINT';
    case 'date':
      return 'DATE';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'flag':
      return 'BOOLEAN';
    default:
      return 'VARCHAR';
  }
}

/**
 * A deal row carries its only line and its first party, so that a file at deal grain is written once: at 10 M rows a
 * second and third table would triple the import.
 */
const INLINE_ON_DEAL: readonly StoreColumn[] = [
  ...columns('deal_line').filter(({ name }) => !['deal_id', 'line_id', 'amount'].includes(name)),
  ...columns('deal_party')
    .filter(({ name }) => name !== 'deal_id')
    .map((column) => (column.name === 'event_on' ? { ...column, name: 'party_event_on' } : column)),
  /** True when the deal's lines are rows of store.deal_line. */
  { name: 'has_lines', sqlType: 'BOOLEAN' },
];

/** Which load brought the version, which one closed it (null = current), and the record of the file, counted from 1. */
export const VERSION_COLUMNS: readonly StoreColumn[] = [
  { name: 'from_load', sqlType: 'INTEGER' },
  { name: 'to_load', sqlType: 'INTEGER' },
  { name: 'source_row', sqlType: 'INTEGER' },
];

function columns(table: TableName): StoreColumn[] {
  return NETWORK[table].fields.map((field) => ({ name: field.name, sqlType: sqlType(field) }));
}

/** The data columns of `store.<table>`, without the version columns. */
export function storeColumns(table: TableName): StoreColumn[] {
  return table === 'deal' ? [...columns('deal'), ...INLINE_ON_DEAL] : columns(table);
}

/** Statements that make schemas, tables and views in an empty database. */
export function storeStatements(): string[] {
  return [
    'CREATE SCHEMA store',
    'CREATE SCHEMA net',
    ...TABLE_NAMES.map(
      (table) =>
        `CREATE TABLE store.${table} (${[...storeColumns(table), ...VERSION_COLUMNS]
          .map((column) => `${column.name} ${column.sqlType}`)
          .join(', ')})`,
    ),
    ...viewStatements(),
  ];
}

/** The current rows. Replaced whole when a migration changes the physical layout. */
export function viewStatements(): string[] {
  const plain = TABLE_NAMES.filter((table) => table !== 'deal_line' && table !== 'deal_party');
  return [
    ...plain.map((table) => `CREATE OR REPLACE VIEW net.${table} AS ${currentRows(table)}`),
    `CREATE OR REPLACE VIEW net.deal_line AS
      ${currentRows('deal_line')}
      UNION ALL
      SELECT deal_id, '1' AS line_id, product_id, quantity, unit_price, list_amount, amount, cost, from_load AS load_id, source_row
      FROM store.deal WHERE to_load IS NULL AND NOT coalesce(has_lines, false)`,
    `CREATE OR REPLACE VIEW net.deal_party AS
      ${currentRows('deal_party')}
      UNION ALL
      SELECT deal_id, partner_id, coalesce(role, 'fulfilment') AS role, credit_share, party_event_on AS event_on, from_load AS load_id, source_row
      FROM store.deal WHERE to_load IS NULL AND partner_id IS NOT NULL`,
  ];
}

function currentRows(table: TableName): string {
  const names = storeColumns(table).map((column) => column.name);
  return `SELECT ${names.join(', ')}, from_load AS load_id, source_row FROM store.${table} WHERE to_load IS NULL`;
}
