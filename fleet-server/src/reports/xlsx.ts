// A report as a workbook: one sheet for what it is, one for each table, cells of their own type. Words are always words: what a
// person typed is never a formula.

import type { Cell, CellKind } from "@kiosk/contract";
import writeXlsxFile, { type Cell as SheetCell, type SheetData } from "write-excel-file/node";
import { cellText, unknownText } from "../domain/report/cells.ts";
import type { Block, ReportDocument } from "../domain/report/document.ts";
import { hourMs } from "../domain/time.ts";
import { repack, withoutTimes } from "./package-files.ts";
import { columnWidths } from "./widths.ts";

type TableBlock = Extract<Block, { kind: "table" }>;

const font = { fontFamily: "宋体", fontSize: 11 } as const;
const head = { fontWeight: "bold", backgroundColor: "#E6E6E6", wrap: true, alignVertical: "center" } as const;

interface Sheet {
  readonly data: SheetData;
  readonly sheet: string;
  readonly stickyRowsCount: number;
  readonly columns: { width: number }[];
}

/** The same bytes for the same document. */
export async function renderXlsx(report: ReportDocument): Promise<Uint8Array> {
  const names = new Set<string>();
  const sheets = [summary(report, names), ...tables(report, names)];
  const packed = await writeXlsxFile(sheets, font).toBuffer();
  return repack(new Uint8Array(packed), withoutTimes(report.at));
}

function summary({ title, cover, blocks, basis }: ReportDocument, names: Set<string>): Sheet {
  const text = (value: string): SheetCell => ({ value, type: String, wrap: true, alignVertical: "top" });
  const rows: SheetData = [
    [{ value: title, type: String, fontWeight: "bold", fontSize: 16, columnSpan: 2 }, null],
    ...cover.map(({ label, value }): SheetCell[] => [text(label), text(value)]),
    [null, null],
  ];
  for (const block of blocks) {
    if (block.kind === "heading") rows.push([{ value: block.text, type: String, ...head }, null]);
    if (block.kind === "paragraph" || block.kind === "note") rows.push([null, text(block.text)]);
    // figures stand here, tables on sheets of their own
    if (block.kind === "table" && block.title === "") rows.push(...block.rows.map(figureRow));
    if (block.kind === "signatures") rows.push(...block.fields.map(({ label, value }) => [text(label), text(value)]));
  }
  rows.push([text("数据依据"), text(basis)]);
  const columns = [{ width: 34 }, { width: 60 }];
  return { data: rows, sheet: nameFor("概况", names), stickyRowsCount: 1, columns };
}

function figureRow(row: readonly Cell[]): SheetCell[] {
  return row.map((value) => ({ value: value === null ? unknownText : String(value), type: String }));
}

function tables({ blocks }: ReportDocument, names: Set<string>): Sheet[] {
  return blocks.flatMap((block) => (block.kind === "table" && block.title !== "" ? [tableSheet(block, names)] : []));
}

function tableSheet(block: TableBlock, names: Set<string>): Sheet {
  const header = block.columns.map(({ zh }): SheetCell => ({ value: zh, type: String, ...head }));
  const rows = block.rows.map((row) => block.columns.map(({ kind }, i) => sheetCell(kind, row[i] ?? null)));
  const total = block.columns.length * 16;
  const columns = columnWidths(block, total, total).map((width) => ({ width: Math.max(8, width) }));
  return { data: [header, ...rows], sheet: nameFor(block.title, names), stickyRowsCount: 1, columns };
}

function sheetCell(kind: CellKind, value: Cell): SheetCell {
  if (typeof value !== "number") return { value: cellText(kind, value), type: String };
  switch (kind) {
    case "percent":
      return { value: value / 100, type: Number, format: "0.00%" };
    case "points":
      return { value: value / 10, type: Number, format: "0.0" };
    // hours, so that they can be added up
    case "duration":
      return { value: Math.round((value / hourMs) * 100) / 100, type: Number, format: '0.00"h"' };
    // a sheet knows no zone: what it shows is Shanghai's
    case "instant":
      return { value: new Date(value + 8 * hourMs), type: Date, format: "yyyy-mm-dd hh:mm" };
    default:
      return { value, type: Number };
  }
}

/** At most 31 characters, none of : \ / ? * [ ], each once. */
function nameFor(title: string, names: Set<string>): string {
  const clean =
    title
      .replace(/[:\\/?*[\]']/g, " ")
      .trim()
      .slice(0, 28) || "表";
  let name = clean;
  for (let n = 2; names.has(name); n++) name = `${clean.slice(0, 26)} ${n}`;
  names.add(name);
  return name;
}
