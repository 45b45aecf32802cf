// A report as a Word file in the layout of GB/T 9704-2012. Fonts are named and never embedded: offices have them, and they are
// not ours to hand on.
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  ImageRun,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import type { Block, ReportDocument } from "../domain/report/document.ts";
import { cellStyles, cellStylesSmall, putTables, tableMark, tableXml } from "./docx-table.ts";
import { repack, withoutTimes } from "./package-files.ts";
import { fitPicture, type Pictures } from "./pictures.ts";
import { columnWidths, latinFit } from "./widths.ts";

const twip = (mm: number) => Math.round((mm / 25.4) * 1440);
/** A4 less the margins of GB/T 9704, 5.2: 37 above, 35 below, 28 left, 26 right */
const margins = { top: twip(37), bottom: twip(35), left: twip(28), right: twip(26), footer: twip(28) };
const textWidth = twip(156);
/** 28 points: 22 lines a page */
const line = { line: 560, lineRule: LineRuleType.EXACT } as const;
const tight = { line: 300, lineRule: LineRuleType.AT_LEAST } as const;
/** half points: 二号 22 pt, 三号 16 pt, 四号 14 pt, 五号 10.5 pt, 小五 9 pt */
const size = { title: 44, body: 32, folio: 28, table: 21, small: 18 } as const;

const face = (eastAsia: string) => ({
  ascii: "Times New Roman",
  hAnsi: "Times New Roman",
  cs: "Times New Roman",
  eastAsia,
});
const song = face("方正小标宋简体");
const fang = face("仿宋_GB2312");
const hei = face("黑体");
const kai = face("楷体_GB2312");
const plain = face("宋体");

const headings = {
  1: { font: hei, bold: false },
  2: { font: kai, bold: false },
  3: { font: fang, bold: true },
} as const;

/** The same bytes for the same document, whenever and wherever it is made. */
export async function renderDocx(report: ReportDocument, pictures: Pictures): Promise<Uint8Array> {
  const tables: string[] = [];
  const section: ISectionOptions = {
    properties: { page: { size: { width: twip(210), height: twip(297) }, margin: margins } },
    // the number stands on the outer side: right on odd pages, left on even ones
    footers: { default: folio(AlignmentType.RIGHT), even: folio(AlignmentType.LEFT) },
    children: [
      ...coverOf(report),
      ...report.blocks.flatMap((block) => blockOf(block, pictures, tables)),
      basisOf(report),
    ],
  };
  const file = new Document({
    title: report.title,
    subject: report.number,
    creator: "",
    lastModifiedBy: "",
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: fang, size: size.body } } }, paragraphStyles },
    sections: [section],
  });
  const packed = await Packer.toBuffer(file);
  const times = withoutTimes(report.at);
  return repack(new Uint8Array(packed), (name, xml) =>
    name === "word/document.xml" ? putTables(numberedPictures(xml), tables) : times(name, xml),
  );
}

/** The library counts pictures over all files of a process. */
function numberedPictures(xml: string): string {
  let n = 0;
  return xml.replace(/<wp:docPr id="\d+"/g, () => {
    n += 1;
    return `<wp:docPr id="${n}"`;
  });
}

function folio(alignment: Alignment): Footer {
  // 5.3.5: one character free at the outer side
  const indent = alignment === AlignmentType.RIGHT ? { right: 280 } : { left: 280 };
  const number = new TextRun({ children: ["- ", PageNumber.CURRENT, " -"], font: plain, size: size.folio });
  return new Footer({ children: [new Paragraph({ alignment, indent, children: [number] })] });
}

function coverOf({ title, cover }: ReportDocument): (Paragraph | Table)[] {
  const heading = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: 700, lineRule: LineRuleType.AT_LEAST, before: 240, after: 360 },
    children: [new TextRun({ text: title, font: song, size: size.title })],
  });
  const label = twip(38);
  const rows = cover.map(
    (entry) =>
      new TableRow({
        cantSplit: true,
        children: [
          tableCell(entry.label, label, { font: hei, size: 24 }),
          tableCell(entry.value, textWidth - label, { font: fang, size: 24 }),
        ],
      }),
  );
  return [heading, grid(rows, [label, textWidth - label]), new Paragraph({ spacing: line, children: [] })];
}

function blockOf(block: Block, pictures: Pictures, tables: string[]): (Paragraph | Table)[] {
  switch (block.kind) {
    case "heading": {
      const run = new TextRun({ text: block.text, ...headings[block.level], size: size.body });
      return [
        new Paragraph({
          outlineLevel: block.level - 1,
          keepNext: true,
          spacing: line,
          indent: { firstLine: 640 },
          children: [run],
        }),
      ];
    }
    case "paragraph":
      return [
        new Paragraph({
          alignment: AlignmentType.BOTH,
          spacing: line,
          indent: { firstLine: 640 },
          children: [new TextRun({ text: block.text })],
        }),
      ];
    case "note":
      return [
        new Paragraph({
          spacing: { ...tight, before: 60, after: 60 },
          children: [new TextRun({ text: `注：${block.text}`, size: size.table })],
        }),
      ];
    case "table":
      return [
        tableOf(block, tables),
        new Paragraph({ spacing: { line: 200, lineRule: LineRuleType.EXACT }, children: [] }),
      ];
    case "photos":
      return photosTable(block, pictures);
    case "signatures":
      return signaturesOf(block);
  }
}

/** A place that the table is put into afterwards. */
function tableOf(block: Extract<Block, { kind: "table" }>, tables: string[]): Paragraph {
  const small = block.columns.length > 6;
  const points = small ? size.small : size.table;
  const widths = columnWidths(block, textWidth, latinFit(textWidth / 20, points / 2));
  tables.push(tableXml(block, widths, small));
  return new Paragraph({ children: [new TextRun({ text: tableMark(tables.length - 1) })] });
}

function cellStyle(id: string, font: Face, points: number, alignment: Alignment) {
  return { id, name: id, paragraph: { alignment, spacing: tight }, run: { font, size: points } };
}

const paragraphStyles = [
  cellStyle(cellStyles.head, hei, size.table, AlignmentType.CENTER),
  cellStyle(cellStyles.words, fang, size.table, AlignmentType.LEFT),
  cellStyle(cellStyles.numbers, fang, size.table, AlignmentType.RIGHT),
  cellStyle(cellStylesSmall.head, hei, size.small, AlignmentType.CENTER),
  cellStyle(cellStylesSmall.words, fang, size.small, AlignmentType.LEFT),
  cellStyle(cellStylesSmall.numbers, fang, size.small, AlignmentType.RIGHT),
];

type Face = ReturnType<typeof face>;
type Alignment = (typeof AlignmentType)[keyof typeof AlignmentType];

interface CellLook {
  readonly font: Face;
  readonly size: number;
  readonly alignment?: Alignment;
}

function tableCell(text: string, width: number, { font, size: points, alignment }: CellLook): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 60, right: 60, top: 20, bottom: 20 },
    children: [
      new Paragraph({
        ...(alignment === undefined ? {} : { alignment }),
        spacing: tight,
        children: [new TextRun({ text, font, size: points })],
      }),
    ],
  });
}

function grid(rows: TableRow[], widths: readonly number[]): Table {
  const rule = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
  return new Table({
    rows,
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    width: { size: textWidth, type: WidthType.DXA },
    borders: { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule },
  });
}

/** Two beside each other, the words below. */
function photosTable({ items }: Extract<Block, { kind: "photos" }>, pictures: Pictures): (Paragraph | Table)[] {
  const half = Math.floor(textWidth / 2);
  const cells = items.map(({ digest, caption }) => {
    const picture = pictures.get(digest);
    const room = { width: 270, height: 240 };
    const shown =
      picture === undefined
        ? new TextRun({ text: "（照片未取得）", size: size.table })
        : new ImageRun({ type: picture.type, data: picture.bytes, transformation: fitPicture(picture, room) });
    return new TableCell({
      width: { size: half, type: WidthType.DXA },
      children: [
        new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 60 }, children: [shown] }),
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: tight,
          children: [new TextRun({ text: caption, size: size.small })],
        }),
      ],
    });
  });
  const rows: TableRow[] = [];
  for (let i = 0; i < cells.length; i += 2) {
    const pair = cells.slice(i, i + 2);
    if (pair.length === 1) pair.push(tableCell("", half, { font: fang, size: size.small }));
    rows.push(new TableRow({ cantSplit: true, children: pair }));
  }
  return [grid(rows, [half, textWidth - half]), new Paragraph({ spacing: line, children: [] })];
}

function signaturesOf({ fields }: Extract<Block, { kind: "signatures" }>): (Paragraph | Table)[] {
  const width = Math.floor(textWidth / 2);
  const rows: TableRow[] = [];
  for (let i = 0; i < fields.length; i += 2) {
    const pair = [fields[i], fields[i + 1]].map((field) =>
      tableCell(field === undefined ? "" : `${field.label}：${field.value}`, width, { font: fang, size: 24 }),
    );
    rows.push(new TableRow({ cantSplit: true, height: { value: 900, rule: "atLeast" }, children: pair }));
  }
  return [new Paragraph({ spacing: line, keepNext: true, children: [] }), grid(rows, [width, textWidth - width])];
}

function basisOf({ basis }: ReportDocument): Paragraph {
  return new Paragraph({
    spacing: { ...tight, before: 240 },
    children: [new TextRun({ text: basis, size: size.small })],
  });
}
