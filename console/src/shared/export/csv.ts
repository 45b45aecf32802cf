// CSV as Excel opens it in China: UTF-8 with a byte order mark, CRLF, quotes where needed.
import { cellText, type ExportCell, type ExportTable } from "./column.ts";

// A spreadsheet takes a text for a formula by its first sign; the full-width signs count as well where the system's
// language is Chinese, and white space before the sign does not help.
const formulaStart = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** Text that a spreadsheet would run gets an apostrophe before it (OWASP: CSV injection). Numbers are not text. */
function guardText(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvCell(cell: ExportCell): string {
  return field(cell.name === "text" ? guardText(cell.text) : cellText(cell));
}

export function csvOf(table: ExportTable): string {
  const lines = [
    field(guardText(table.about)),
    table.headers.map((header) => field(guardText(header))).join(","),
    ...table.rows.map((row) => row.map(csvCell).join(",")),
  ];
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}
