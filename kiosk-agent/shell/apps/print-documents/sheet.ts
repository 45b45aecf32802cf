// Where each line stands on sheets of A4. Lengths in pixels of the canvas it is drawn on.

export interface SheetSize {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly title: number;
  readonly text: number;
  readonly note: number;
}

/** A4 is 210 × 297 mm; text of 4.2 mm is about 12 pt. */
export function sheetSize(dpi: number): SheetSize {
  const mm = (value: number) => Math.round((value * dpi) / 25.4);
  return { width: mm(210), height: mm(297), margin: mm(25), title: mm(7), text: mm(4.2), note: mm(3) };
}

export interface PlacedLine {
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly left: number;
  /** of the baseline */
  readonly top: number;
}

/** Characters that do not begin a line. */
const noStart = new Set("，。、；：？！）》”’,.;:?!)");

/** Breaks between any two characters, as Chinese does, but never before a closing mark; a long word may be cut. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const character of text) {
    if (line !== "" && measure(line + character) > width && !noStart.has(character)) {
      lines.push(line);
      line = character;
    } else {
      line += character;
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}

export interface SheetText {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly signature: readonly string[];
  readonly note: string;
}

export type Measure = (text: string, size: number, bold: boolean) => number;

/** Sheet by sheet. The signature stays together; the note stands at the foot of every sheet. */
export function layOut(
  { title, paragraphs, signature, note }: SheetText,
  size: SheetSize,
  measure: Measure,
): PlacedLine[][] {
  const inner = size.width - 2 * size.margin;
  const lineHeight = Math.round(size.text * 1.9);
  const floor = size.height - size.margin - size.note * 2;
  const sheets: PlacedLine[][] = [[]];
  let top = size.margin + size.title;
  const put = (text: string, left: number, textSize = size.text, bold = false) =>
    sheets.at(-1)?.push({ text, size: textSize, bold, left, top });
  const roomFor = (lines: number) => {
    if (top + (lines - 1) * lineHeight <= floor) return;
    sheets.push([]);
    top = size.margin + size.text;
  };

  put(title, Math.round((size.width - measure(title, size.title, true)) / 2), size.title, true);
  top += Math.round(size.title * 2.2);
  for (const paragraph of paragraphs) {
    for (const line of wrap(paragraph, inner, (text) => measure(text, size.text, false))) {
      roomFor(1);
      put(line, size.margin);
      top += lineHeight;
    }
    top += Math.round(size.text * 0.6);
  }
  roomFor(signature.length + 1);
  top += lineHeight;
  for (const line of signature) {
    put(line, Math.round(size.width / 2));
    top += lineHeight;
  }
  for (const sheet of sheets) {
    sheet.push({ text: note, size: size.note, bold: false, left: size.margin, top: size.height - size.margin });
  }
  return sheets;
}
