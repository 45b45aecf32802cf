// How wide the columns of a table are: by what stands in them, as parts of the whole. Renderers measure in their own units.
import { cellText } from "../domain/report/cells.ts";
import type { Block } from "../domain/report/document.ts";

type TableBlock = Extract<Block, { kind: "table" }>;

/** A Chinese character is as wide as two Latin ones. */
function widthOf(text: string): number {
  let width = 0;
  for (const c of text) width += (c.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return width;
}

const looked = 200;
const narrowest = 5;
const widest = 30;

/** Shares that add up to `total`, whole numbers. */
export function columnWidths({ columns, rows }: TableBlock, total: number): number[] {
  const wanted = columns.map(({ zh, kind }, i) => {
    const head = Math.ceil(widthOf(zh) / 2) + 1;
    const cells = rows.slice(0, looked).map((row) => widthOf(cellText(kind, row[i] ?? null)));
    return Math.min(widest, Math.max(narrowest, head, ...cells));
  });
  const sum = wanted.reduce((a, b) => a + b, 0);
  const shares = wanted.map((w) => Math.floor((w / sum) * total));
  const rest = total - shares.reduce((a, b) => a + b, 0);
  return shares.map((share, i) => (i === shares.length - 1 ? share + rest : share));
}

/** Numbers stand at the right. */
export function isNumeric(kind: TableBlock["columns"][number]["kind"]): boolean {
  return kind === "int" || kind === "number" || kind === "percent" || kind === "points" || kind === "duration";
}
