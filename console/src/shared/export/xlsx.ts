// The writer of sheets comes only when somebody wants one.
import { cellText, type ExportCell, type ExportTable } from "./column.ts";

/** Sheets know no time zone: what is written as UTC is read as wall time, hence Shanghai's is written. */
const shanghaiOffsetMs = 8 * 3_600_000;

/** Longest text a cell may hold (ECMA-376 as Excel limits it). */
const cellLimit = 32_767;

function sheetCell(cell: ExportCell) {
  switch (cell.name) {
    case "empty":
      return null;
    case "text":
      // typed as text: whatever it begins with, it is no formula; the writer drops what XML has no place for
      return { type: String, value: cell.text.slice(0, cellLimit) };
    case "number":
      return { type: Number, value: cell.value };
    case "percent":
      return { type: Number, value: cell.percent / 100, format: "0%" };
    case "time":
      return { type: Date, value: new Date(cell.at + shanghaiOffsetMs), format: "yyyy-mm-dd hh:mm" };
    case "date":
      return { type: Date, value: new Date(cell.at + shanghaiOffsetMs), format: "yyyy-mm-dd" };
  }
}

/** Chinese characters take two places. */
function placesOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0xff ? 2 : 1), 0);
}

function widthOf(table: ExportTable, column: number): number {
  const texts = table.rows.slice(0, 200).map((row) => {
    const cell = row[column];
    return cell === undefined ? "" : cellText(cell);
  });
  return Math.min(60, Math.max(8, ...[table.headers[column] ?? "", ...texts].map(placesOf)) + 2);
}

export async function xlsxOf(table: ExportTable, sheet: string): Promise<Blob> {
  const { default: writeXlsxFile } = await import("write-excel-file/browser");
  const data = [
    [{ type: String, value: table.about }],
    table.headers.map((header) => ({ type: String, value: header, fontWeight: "bold" as const })),
    ...table.rows.map((row) => row.map(sheetCell)),
  ];
  const columns = table.headers.map((_, index) => ({ width: widthOf(table, index) }));
  return writeXlsxFile(data, { sheet, columns, stickyRowsCount: 2 }).toBlob();
}
