// A .csv as Chinese offices have them: UTF-8 with or without its mark, or GB18030 as Excel writes it.
import { importLimitRows } from "@kiosk/contract";
import { parse } from "csv-parse/sync";
import { ImportFailure } from "./import-failure.ts";
import { columnName, maxCellLength, maxColumns, type RawCell, type RawLine, type Sheet } from "./sheet.ts";

const delimiters = [",", "\t", ";"] as const;

/** @throws ImportFailure */
export function readCsv(bytes: Uint8Array): Sheet {
  const { text, encoding } = decode(bytes);
  let records: string[][];
  try {
    records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      // a quotation mark in the middle of a name is part of it
      relax_quotes: true,
      skip_empty_lines: false,
      // an open quotation mark must not swallow the rest of the file
      max_record_size: 64 * 1024,
      to: importLimitRows * 20,
    });
  } catch (error) {
    throw new ImportFailure("import.unreadable", error instanceof Error ? error.message : "csv", { cause: error });
  }
  const lines: RawLine[] = [];
  records.forEach((record, index) => {
    const line = index + 1;
    const cells = new Map<number, RawCell>();
    record.slice(0, maxColumns).forEach((field, column) => {
      if (field.trim() === "") return;
      cells.set(column, { cell: `${columnName(column)}${line}`, text: field.slice(0, maxCellLength), kind: "value" });
    });
    if (cells.size > 0) lines.push({ line, cells });
  });
  if (lines.length > importLimitRows + 1) {
    throw new ImportFailure("import.too-large", `more than ${importLimitRows} rows`);
  }
  return { format: "csv", encoding, lines };
}

/** GB18030 takes nearly any bytes, so what is UTF-8 is tried first. */
function decode(bytes: Uint8Array): { text: string; encoding: string } {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch (error) {
      // a TypeError says that the bytes are not of this encoding
      if (!(error instanceof TypeError)) throw error;
    }
  }
  throw new ImportFailure("import.unreadable", "csv: neither UTF-8 nor GB18030");
}

/** What the header line has most of. */
function delimiterOf(text: string): string {
  const header = text.slice(0, text.indexOf("\n") < 0 ? text.length : text.indexOf("\n"));
  const counted = delimiters.map((delimiter) => ({ delimiter, n: header.split(delimiter).length }));
  return counted.reduce((best, one) => (one.n > best.n ? one : best)).delimiter;
}
