// Rows as a sheet that a spreadsheet program opens: UTF-8 with its mark, CRLF, and no cell that would be run as a formula.

/** What a spreadsheet program takes for the beginning of a formula (OWASP, CSV injection). */
const formulaStart = /^[=+\-@\t\r]/;

function cell(value: unknown): string {
  if (typeof value === "number") return String(value);
  const text = String(value);
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
