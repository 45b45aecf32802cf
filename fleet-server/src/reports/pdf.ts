// A report as a PDF: the layout of GB/T 9704 in Noto Serif and Noto Sans, the glyphs it uses embedded.
import pdfmake from "pdfmake";
import type { Content, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { cellText } from "../domain/report/cells.ts";
import type { Block, ReportDocument } from "../domain/report/document.ts";
import { pdfFonts } from "./fonts.ts";
import { fitPicture, type Pictures } from "./pictures.ts";
import { columnWidths, isNumeric, latinFit } from "./widths.ts";

const pt = (mm: number) => (mm / 25.4) * 72;
const textWidth = Math.floor(pt(156));
/** the library lays out whole tables; longer ones go in pieces, or it would take the square of their length */
const rowsPerPiece = 500;

/** The same bytes for the same document. @throws FontsMissing */
export async function renderPdf(report: ReportDocument, pictures: Pictures, fontFolder: string): Promise<Uint8Array> {
  // a face of a collection is a file and a name, which the types do not know
  Reflect.apply(pdfmake.setFonts, pdfmake, [pdfFonts(fontFolder)]);
  // nothing is fetched, and nothing is read but the fonts
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fontFolder));
  const definition: TDocumentDefinitions = {
    pageSize: "A4",
    pageMargins: [pt(28), pt(37), pt(26), pt(35)],
    info: {
      title: report.title,
      subject: report.number,
      creationDate: new Date(report.at),
      modDate: new Date(report.at),
    },
    ...(rowsOf(report) > longestChecked ? {} : { pageBreakBefore: isLonelyHeading }),
    defaultStyle: { font: "Serif", fontSize: 16, lineHeight: 1.2 },
    footer: (page) => ({
      text: `- ${page} -`,
      fontSize: 14,
      alignment: page % 2 === 1 ? "right" : "left",
      margin: [pt(28) + 14, 7, pt(26) + 14, 0],
    }),
    content: [...coverOf(report), ...report.blocks.flatMap((block) => blockOf(block, pictures)), basisOf(report)],
  };
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
}

/** Each heading that is moved lays the document out once more: in a very long one they stay where they are. */
const longestChecked = 1500;

function rowsOf({ blocks }: ReportDocument): number {
  return blocks.reduce((sum, block) => sum + (block.kind === "table" ? block.printed : 1), 0);
}

/** From here on a page has no room for a heading, the head of a table and a row of it. */
const lastHeading = 0.86;

function isLonelyHeading(node: { headlineLevel?: unknown; startPosition?: { verticalRatio?: number } }): boolean {
  return node.headlineLevel !== undefined && (node.startPosition?.verticalRatio ?? 0) > lastHeading;
}

const indented = { leadingIndent: 32 } as const;

function coverOf({ title, cover }: ReportDocument): Content[] {
  return [
    { text: title, bold: true, fontSize: 22, alignment: "center", margin: [0, 6, 0, 18] },
    {
      table: {
        widths: [90, "*"],
        body: cover.map(({ label, value }): TableCell[] => [{ text: label, font: "Sans" }, { text: value }]),
      },
      fontSize: 12,
      margin: [0, 0, 0, 16],
    },
  ];
}

function blockOf(block: Block, pictures: Pictures): Content[] {
  switch (block.kind) {
    case "heading":
      return [headingOf(block)];
    case "paragraph":
      return [{ text: block.text, ...indented, alignment: "justify", margin: [0, 2, 0, 2] }];
    case "note":
      return [{ text: `注：${block.text}`, fontSize: 10.5, margin: [0, 3, 0, 3] }];
    case "table":
      return tableOf(block);
    case "photos":
      return [photosOf(block, pictures)];
    case "signatures":
      return [signaturesOf(block)];
  }
}

function headingOf({ level, text }: Extract<Block, { kind: "heading" }>): Content {
  const look = level === 1 ? { font: "Sans" } : { bold: level === 2 };
  return { text, ...look, ...indented, headlineLevel: level, margin: [0, 6, 0, 4] };
}

function tableOf(block: Extract<Block, { kind: "table" }>): Content[] {
  const { columns, rows, printed } = block;
  // each cell has 4 points of padding on both sides and half a rule
  const fontSize = columns.length > 6 ? 9 : 10.5;
  const room = textWidth - columns.length * 9;
  const widths = columnWidths(block, room, latinFit(room, fontSize));
  const header = columns.map(({ zh }): TableCell => ({ text: zh, font: "Sans", alignment: "center" }));
  const pieces: Content[] = [];
  for (let from = 0; from < printed; from += rowsPerPiece) {
    const body = rows.slice(from, Math.min(printed, from + rowsPerPiece)).map((row) =>
      columns.map(
        ({ kind }, i): TableCell => ({
          text: cellText(kind, row[i] ?? null),
          alignment: isNumeric(kind) ? "right" : "left",
        }),
      ),
    );
    const last = from + rowsPerPiece >= printed;
    pieces.push({
      table: { headerRows: 1, dontBreakRows: true, keepWithHeaderRows: 1, widths, body: [header, ...body] },
      layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5 },
      fontSize,
      margin: [0, 2, 0, last ? 8 : 0],
    });
  }
  return pieces;
}

function photosOf({ items }: Extract<Block, { kind: "photos" }>, pictures: Pictures): Content {
  const half = Math.floor(textWidth / 2) - 10;
  const cells = items.map(({ digest, caption }): TableCell => {
    const picture = pictures.get(digest);
    const words = {
      text: caption,
      fontSize: 9,
      alignment: "center" as const,
      margin: [0, 3, 0, 3] as [number, number, number, number],
    };
    if (picture === undefined)
      return { stack: [{ text: "（照片未取得）", fontSize: 10.5, alignment: "center" }, words] };
    const media = picture.type === "jpg" ? "jpeg" : "png";
    const image = `data:image/${media};base64,${Buffer.from(picture.bytes).toString("base64")}`;
    return { stack: [{ image, ...fitPicture(picture, { width: half, height: 180 }), alignment: "center" }, words] };
  });
  const body: TableCell[][] = [];
  for (let i = 0; i < cells.length; i += 2) body.push([cells[i] ?? "", cells[i + 1] ?? ""]);
  return { table: { widths: [half, half], dontBreakRows: true, body }, margin: [0, 4, 0, 8] };
}

function signaturesOf({ fields }: Extract<Block, { kind: "signatures" }>): Content {
  const body: TableCell[][] = [];
  const cell = (field: (typeof fields)[number] | undefined): TableCell => ({
    text: field === undefined ? "" : `${field.label}：${field.value}`,
    margin: [2, 8, 2, 8],
  });
  for (let i = 0; i < fields.length; i += 2) body.push([cell(fields[i]), cell(fields[i + 1])]);
  return {
    table: { widths: ["*", "*"], dontBreakRows: true, body },
    fontSize: 12,
    margin: [0, 20, 0, 8],
    unbreakable: true,
  };
}

function basisOf({ basis }: ReportDocument): Content {
  return { text: basis, fontSize: 9, margin: [0, 10, 0, 0] };
}
