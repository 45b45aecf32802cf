// A file to a sheet, by what is in it and never by its name; then its columns to fields.
import { type ImportField, importLimitBytes } from "@kiosk/contract";
import { columns, fieldOfHeader, neededFields } from "../domain/kiosk-import/columns.ts";
import type { SheetCell, SheetLine } from "../domain/kiosk-import/draft-row.ts";
import { readCsv } from "./csv.ts";
import { ImportFailure } from "./import-failure.ts";
import type { RawLine, Sheet } from "./sheet.ts";
import { readXlsx } from "./xlsx.ts";

export interface KioskSheet extends Pick<Sheet, "format" | "encoding"> {
  readonly lines: readonly SheetLine[];
  /** header cells that name no field */
  readonly ignored: readonly { readonly cell: string; readonly text: string }[];
}

const zipStart = [0x50, 0x4b, 0x03, 0x04] as const;
/** OLE2: .xls of Excel 97, and workbooks with a password */
const oldExcelStart = [0xd0, 0xcf, 0x11, 0xe0] as const;
/** how far into the file a title may stand above the header */
const headerWithin = 5;

/** @throws ImportFailure */
export async function readKioskSheet(bytes: Uint8Array): Promise<KioskSheet> {
  if (bytes.length > importLimitBytes) throw new ImportFailure("import.too-large", `${bytes.length} bytes`);
  return withFields(await readSheet(bytes));
}

async function readSheet(bytes: Uint8Array): Promise<Sheet> {
  const begins = (magic: readonly number[]) => magic.every((byte, index) => bytes[index] === byte);
  if (begins(zipStart)) return readXlsx(bytes);
  if (begins(oldExcelStart))
    throw new ImportFailure("import.type", "Excel 97-2003 (.xls) or a workbook with a password");
  // no text has a NUL: pictures, programs and UTF-16 do
  if (bytes.length === 0 || bytes.includes(0)) throw new ImportFailure("import.type", "neither .xlsx nor .csv");
  return readCsv(bytes);
}

function withFields({ format, encoding, lines }: Sheet): KioskSheet {
  const header = lines.slice(0, headerWithin).find((line) => fieldsOf(line).size >= neededFields.length);
  const missing = neededFields.filter(
    (field) => header === undefined || ![...fieldsOf(header).values()].includes(field),
  );
  if (header === undefined || missing.length > 0) {
    const names = missing.map((field) => columns.find((column) => column.field === field)?.names[0]);
    throw new ImportFailure("import.unreadable", `缺少列 / no column: ${names.join("、")}`);
  }
  const fields = fieldsOf(header);
  return {
    format,
    encoding,
    ignored: [...header.cells].flatMap(([column, { cell, text }]) => (fields.has(column) ? [] : [{ cell, text }])),
    lines: lines.filter((line) => line.line > header.line).map((line) => lineOf(line, fields)),
  };
}

/** The first column of a name counts. */
function fieldsOf(header: RawLine): ReadonlyMap<number, ImportField> {
  const fields = new Map<number, ImportField>();
  for (const [column, cell] of header.cells) {
    const field = cell.kind === "value" ? fieldOfHeader(cell.text) : undefined;
    if (field !== undefined && ![...fields.values()].includes(field)) fields.set(column, field);
  }
  return fields;
}

function lineOf({ line, cells }: RawLine, fields: ReadonlyMap<number, ImportField>): SheetLine {
  const own = new Map<ImportField, SheetCell>();
  for (const [column, field] of fields) {
    const cell = cells.get(column);
    if (cell !== undefined) own.set(field, cell);
  }
  return { line, cells: own };
}
