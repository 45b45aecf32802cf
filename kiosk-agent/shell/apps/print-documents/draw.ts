// Sheets drawn on a canvas with the type of this page: the printer needs no Chinese font of its own.
import { base64, type PdfPage, writePdf } from "../sdk/pdf.ts";
import { layOut, type Measure, type PlacedLine, type SheetSize, type SheetText, sheetSize } from "./sheet.ts";

const dpi = 200;
const family = '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif';

function font(size: number, bold: boolean): string {
  return `${bold ? "700 " : ""}${size}px ${family}`;
}

function pen(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser has no canvas");
  return context;
}

function measured(): Measure {
  const context = pen(document.createElement("canvas"));
  return (text, size, bold) => {
    context.font = font(size, bold);
    return context.measureText(text).width;
  };
}

function drawSheet(lines: readonly PlacedLine[], { width, height }: SheetSize): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = pen(canvas);
  // JPEG has no transparency: what is not drawn would be black.
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#000000";
  for (const line of lines) {
    context.font = font(line.size, line.bold);
    context.fillText(line.text, line.left, line.top);
  }
  return canvas;
}

export function drawSheets(text: SheetText): HTMLCanvasElement[] {
  const size = sheetSize(dpi);
  return layOut(text, size, measured()).map((lines) => drawSheet(lines, size));
}

async function jpegOf(canvas: HTMLCanvasElement): Promise<PdfPage> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  if (blob === null) throw new Error("the sheet could not be drawn");
  return { jpeg: new Uint8Array(await blob.arrayBuffer()), widthPx: canvas.width, heightPx: canvas.height };
}

/** A PDF of these sheets, in base64. */
export async function pdfOf(sheets: readonly HTMLCanvasElement[]): Promise<string> {
  return base64(writePdf(await Promise.all(sheets.map(jpegOf))));
}
