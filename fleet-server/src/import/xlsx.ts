// The first sheet of an .xlsx workbook: shared strings, then cells. Formats, dates and further sheets mean nothing here.
import { importLimitRows } from "@kiosk/contract";
import { ImportFailure } from "./import-failure.ts";
import { columnName, maxCellLength, maxColumns, type RawCell, type RawLine, type Sheet } from "./sheet.ts";
import { attribute, plainText, type XmlTag, xmlTags } from "./xml-tags.ts";
import { readZip } from "./zip-entries.ts";

const wantedParts = /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/;
/** Excel's own limit: a reference beyond it is made up. */
const maxLine = 1_048_576;

/** @throws ImportFailure */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet> {
  const head = await readZip(bytes, (name) => wantedParts.test(name) && !name.startsWith("xl/worksheets/"));
  const sheetPart = firstSheet(textOf(head.get("xl/workbook.xml")), textOf(head.get("xl/_rels/workbook.xml.rels")));
  const strings = sharedStrings(textOf(head.get("xl/sharedStrings.xml")));
  const body = (await readZip(bytes, (name) => name === sheetPart)).get(sheetPart);
  if (body === undefined) throw new ImportFailure("import.unreadable", `xlsx: no ${sheetPart}`);
  return { format: "xlsx", encoding: "", lines: readLines(textOf(body), strings) };
}

function textOf(part: Uint8Array | undefined): string {
  return part === undefined ? "" : new TextDecoder().decode(part);
}

/** The part that holds the workbook's first sheet. */
function firstSheet(workbook: string, relations: string): string {
  if (workbook === "") throw new ImportFailure("import.type", "zip without a workbook");
  let id: string | undefined;
  for (const tag of xmlTags(workbook)) {
    if (tag.name === "sheet" && tag.kind !== "close") {
      id = attribute(tag, "r:id");
      break;
    }
  }
  for (const tag of xmlTags(relations)) {
    if (tag.name !== "Relationship" || id === undefined || attribute(tag, "Id") !== id) continue;
    const target = attribute(tag, "Target") ?? "";
    return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
  }
  return "xl/worksheets/sheet1.xml";
}

/** Runs of one string are joined; readings of Asian characters (rPh) are no part of it. */
function sharedStrings(xml: string): readonly string[] {
  const strings: string[] = [];
  let current = "";
  let isPhonetic = false;
  for (const tag of xmlTags(xml)) {
    if (tag.name === "si") {
      if (tag.kind === "open") current = "";
      else strings.push(tag.kind === "empty" ? "" : current);
    } else if (tag.name === "rPh") isPhonetic = tag.kind === "open";
    else if (tag.name === "t" && tag.kind === "open" && !isPhonetic) current += plainText(tag.text);
  }
  return strings;
}

/** A cell while its parts come. */
interface OpenCell {
  readonly column: number;
  readonly type: string;
  text: string;
  isFormula: boolean;
}

class LineReader {
  readonly lines: RawLine[] = [];
  readonly #strings: readonly string[];
  #line = 0;
  #cells = new Map<number, RawCell>();
  #nextColumn = 0;
  #cell: OpenCell | undefined;

  constructor(strings: readonly string[]) {
    this.#strings = strings;
  }

  take(tag: XmlTag): void {
    switch (tag.name) {
      case "row":
        if (tag.kind !== "close") this.#beginLine(tag);
        if (tag.kind !== "open") this.#endLine();
        return;
      case "c":
        if (tag.kind === "open") this.#beginCell(tag);
        else if (tag.kind === "close") this.#endCell();
        else this.#nextColumn += 1;
        return;
      case "f":
        if (this.#cell !== undefined && tag.kind !== "close") this.#cell.isFormula = true;
        return;
      case "v":
      case "t":
        if (this.#cell !== undefined && tag.kind === "open") this.#cell.text += plainText(tag.text);
        return;
    }
  }

  #beginLine(tag: XmlTag): void {
    const told = Number(attribute(tag, "r") ?? this.#line + 1);
    if (!Number.isInteger(told) || told <= this.#line || told > maxLine) {
      throw new ImportFailure("import.unreadable", "xlsx: rows are out of order");
    }
    this.#line = told;
    this.#cells = new Map();
    this.#nextColumn = 0;
  }

  #endLine(): void {
    if (this.#cells.size === 0) return;
    // the header is a line too
    if (this.lines.length > importLimitRows) {
      throw new ImportFailure("import.too-large", `more than ${importLimitRows} rows`);
    }
    this.lines.push({ line: this.#line, cells: this.#cells });
  }

  #beginCell(tag: XmlTag): void {
    const letters = /^([A-Z]{1,3})\d+$/.exec(attribute(tag, "r") ?? "")?.[1];
    const column = letters === undefined ? this.#nextColumn : columnNumber(letters);
    this.#nextColumn = column + 1;
    this.#cell = { column, type: attribute(tag, "t") ?? "n", text: "", isFormula: false };
  }

  #endCell(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    if (cell === undefined || cell.column >= maxColumns) return;
    const text = cell.type === "s" ? (this.#strings[Number(cell.text)] ?? "") : cellText(cell);
    const kind = cell.isFormula ? "formula" : cell.type === "e" ? "error" : "value";
    if (text.trim() === "" && kind === "value") return;
    this.#cells.set(cell.column, {
      cell: `${columnName(cell.column)}${this.#line}`,
      text: text.slice(0, maxCellLength),
      kind,
    });
  }
}

/** A number as people see it: 31.2 and not 31.200000000000003. */
function cellText({ type, text }: OpenCell): string {
  if (type !== "n" || text.trim() === "") return text;
  const value = Number(text);
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : text;
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function readLines(xml: string, strings: readonly string[]): readonly RawLine[] {
  const reader = new LineReader(strings);
  for (const tag of xmlTags(xml)) {
    reader.take(tag);
    // what follows the data (filters, hyperlinks, printing) is nobody's terminal
    if (tag.name === "sheetData" && tag.kind !== "open") break;
  }
  return reader.lines;
}
