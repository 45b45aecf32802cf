// What a column of an exported table is. A screen's columns and a file's are not the same: a file also carries what a
// program wants to count with (minutes beside "3天4小时").
import { formatDuration } from "../format/duration.ts";
import type { Lang } from "../format/lang.ts";
import { formatDate, formatDateTime } from "../format/time.ts";

/** How the value is meant: an instant (ms UTC), a Shanghai day of an instant, 0..100, a duration in ms, a plain number. */
export type ColumnKind = "text" | "time" | "date" | "percent" | "duration" | "number";

export interface ExportColumn<T> {
  header: string;
  kind: ColumnKind;
  /** null: nothing is known; the cell stays empty and never becomes 0 */
  value: (row: T) => string | number | null;
}

/** A cell before it is written. A number is one for the reader too; everything else is words. */
export type ExportCell =
  | { name: "empty" }
  | { name: "text"; text: string }
  | { name: "number"; value: number }
  | { name: "percent"; percent: number }
  | { name: "time"; at: number }
  | { name: "date"; at: number };

function cellOf<T>(column: ExportColumn<T>, row: T, lang: Lang): ExportCell {
  const value = column.value(row);
  if (value === null || value === "") return { name: "empty" };
  // a word where a number was expected ("unknown", "not supported") stays that word
  if (typeof value === "string") return { name: "text", text: value };
  if (!Number.isFinite(value)) return { name: "empty" };
  switch (column.kind) {
    case "text":
      return { name: "text", text: String(value) };
    case "number":
      return { name: "number", value };
    case "percent":
      return { name: "percent", percent: value };
    case "duration":
      return { name: "text", text: formatDuration(value, lang) };
    case "time":
      return { name: "time", at: value };
    case "date":
      return { name: "date", at: value };
  }
}

/** As an office reads it: `2026-11-22 10:32`, `37%`. */
export function cellText(cell: ExportCell): string {
  switch (cell.name) {
    case "empty":
      return "";
    case "text":
      return cell.text;
    case "number":
      return String(cell.value);
    case "percent":
      return `${cell.percent}%`;
    case "time":
      return formatDateTime(cell.at);
    case "date":
      return formatDate(cell.at);
  }
}

/** The headers and rows of a table on its way into a file. */
export interface ExportBody {
  headers: readonly string[];
  rows: readonly (readonly ExportCell[])[];
}

/** `about` is one line before them that says what it is and from when. */
export interface ExportTable extends ExportBody {
  about: string;
}

export function bodyOf<T>(columns: readonly ExportColumn<T>[], rows: readonly T[], lang: Lang): ExportBody {
  return {
    headers: columns.map((column) => column.header),
    rows: rows.map((row) => columns.map((column) => cellOf(column, row, lang))),
  };
}
