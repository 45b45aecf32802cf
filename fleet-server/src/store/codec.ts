// A record to the cells of its row and back. The only place that knows how a field is spelled in the database.
import { StoreError } from "../ports.ts";
import { type TableName, type Tables, tableNames } from "../tables.ts";
import { columns } from "./schema.ts";

export type Cell = string | number | Uint8Array | null;

interface Column {
  readonly name: string;
  readonly kind: string;
  readonly nullable: boolean;
}

function columnsOf(table: TableName): readonly Column[] {
  return Object.entries(columns[table]).map(([name, kind]) => ({
    name,
    kind: kind.replace("?", ""),
    nullable: kind.endsWith("?"),
  }));
}

const plans: ReadonlyMap<TableName, readonly Column[]> = new Map(tableNames.map((table) => [table, columnsOf(table)]));

function planOf(table: TableName): readonly Column[] {
  return plans.get(table) ?? columnsOf(table);
}

export function columnNames(table: TableName): readonly string[] {
  return planOf(table).map((c) => c.name);
}

/** The cells of a record in column order. @throws StoreError RECORD_INVALID when a field has not its declared kind */
export function encodeRow<T extends TableName>(table: T, record: Tables[T]): Cell[] {
  return planOf(table).map((column) => {
    const value: unknown = Reflect.get(record, column.name);
    const cell = encodeCell(column, value);
    if (cell === undefined) {
      throw new StoreError("RECORD_INVALID", `${table}.${column.name} cannot store ${typeof value} as ${column.kind}`);
    }
    return cell;
  });
}

function encodeCell(column: Column, value: unknown): Cell | undefined {
  if (value === null) return column.nullable ? null : undefined;
  switch (typeof value) {
    case "string":
      if (column.kind === "json") return JSON.stringify(value);
      if (column.kind !== "text") return undefined;
      // PostgreSQL text cannot hold NUL; shown as the control picture instead, on both databases alike
      return value.includes("\0") ? value.replaceAll("\0", "\u2400") : value;
    case "number":
      if (column.kind === "json") return JSON.stringify(value);
      if (column.kind === "integer") return Number.isSafeInteger(value) ? value : undefined;
      return column.kind === "real" && Number.isFinite(value) ? value : undefined;
    case "boolean":
      if (column.kind === "json") return JSON.stringify(value);
      return column.kind === "boolean" ? Number(value) : undefined;
    case "object":
      if (column.kind === "bytes") return value instanceof Uint8Array ? value : undefined;
      return column.kind === "json" ? JSON.stringify(value) : undefined;
    default:
      return undefined;
  }
}

/** A row as the driver gave it, as a record. @throws StoreError ROW_UNREADABLE */
export function decodeRow<T extends TableName>(table: T, row: object): Tables[T] {
  const record: Record<string, unknown> = {};
  for (const column of planOf(table)) {
    const cell: unknown = Reflect.get(row, column.name);
    record[column.name] = cell === null ? null : decodeCell(table, column, cell);
  }
  if (!isRecordOf(table, record)) throw unreadable(table, "a column is missing or has another type");
  return record;
}

function decodeCell(table: TableName, column: Column, cell: unknown): unknown {
  switch (column.kind) {
    case "json":
      try {
        return JSON.parse(String(cell));
      } catch (error) {
        throw unreadable(table, `${column.name} is not JSON`, error);
      }
    case "boolean":
      return Number(cell) === 1;
    case "integer":
    case "real":
      // PostgreSQL drivers hand over int8 as text or bigint
      return typeof cell === "string" || typeof cell === "bigint" ? Number(cell) : cell;
    default:
      return cell;
  }
}

function isRecordOf<T extends TableName>(table: T, record: unknown): record is Tables[T] {
  if (typeof record !== "object" || record === null) return false;
  return planOf(table).every((column) => {
    const value: unknown = Reflect.get(record, column.name);
    if (value === null) return column.nullable;
    switch (column.kind) {
      case "text":
        return typeof value === "string";
      case "integer":
        return Number.isSafeInteger(value);
      case "real":
        return typeof value === "number";
      case "boolean":
        return typeof value === "boolean";
      case "bytes":
        return value instanceof Uint8Array;
      default:
        return value !== undefined;
    }
  });
}

function unreadable(table: TableName, why: string, cause?: unknown): StoreError {
  return new StoreError("ROW_UNREADABLE", `a row of ${table} cannot be read: ${why}`, { cause });
}
