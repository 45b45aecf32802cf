// How wide the columns of a table are. What must not be broken (times, numbers, order numbers) gets the room it takes; words
// share the rest. Renderers measure in their own units.
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
/** an order's number, an address of the hardware: broken, nobody reads it */
const longestFirm = 18;
const narrowest = 6;
const widest = 60;
/** what a cell keeps free on both sides */
const padding = 2;

/** Latin characters side by side in a width: digits and capitals are more than half as wide as they are high. */
export function latinFit(width: number, fontSize: number): number {
  return Math.floor(width / (fontSize * 0.57));
}

interface Wanted {
  readonly width: number;
  readonly firm: boolean;
}

function wantedBy({ columns, rows }: TableBlock): Wanted[] {
  return columns.map(({ zh, kind }, i) => {
    const texts = rows.slice(0, looked).map((row) => cellText(kind, row[i] ?? null));
    const content = texts.reduce((max, text) => Math.max(max, widthOf(text)), 0);
    const numeric = kind !== "text";
    // headings may take two lines
    const head = Math.max(4, Math.ceil(widthOf(zh) / 2));
    const firm = numeric || (content <= longestFirm && texts.every((text) => /^[\x20-\x7e]*$/.test(text)));
    return { width: padding + Math.max(head, firm ? content : Math.min(widest, content)), firm };
  });
}

/**
 * Shares that add up to `total`, whole numbers.
 * @param capacity Latin characters that fit side by side into `total`
 */
export function columnWidths(block: TableBlock, total: number, capacity: number): number[] {
  const wanted = wantedBy(block);
  const sum = (of: readonly Wanted[]) => of.reduce((all, { width }) => all + width, 0);
  const firm = sum(wanted.filter((one) => one.firm));
  const loose = wanted.filter((one) => !one.firm);
  const room = capacity - firm;
  // where even that does not fit, everybody gives way
  const tight = loose.length === 0 || room < loose.length * narrowest;
  const chars = wanted.map(({ width, firm: whole }) =>
    tight || whole ? width : Math.max(narrowest, (width / sum(loose)) * room),
  );
  const all = chars.reduce((a, b) => a + b, 0);
  const shares = chars.map((width) => Math.floor((width / all) * total));
  const rest = total - shares.reduce((a, b) => a + b, 0);
  const longest = shares.indexOf(Math.max(...shares));
  return shares.map((share, i) => (i === longest ? share + rest : share));
}

/** Numbers stand at the right. */
export function isNumeric(kind: TableBlock["columns"][number]["kind"]): boolean {
  return kind === "int" || kind === "number" || kind === "percent" || kind === "points" || kind === "duration";
}
