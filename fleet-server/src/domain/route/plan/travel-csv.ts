// A road matrix as a file: `from,to,metres,seconds`, one way a line. Each bad line is told by its number and why.
import type { RoadWay } from "./stored.ts";
import { roadKey } from "./travel.ts";

export interface LineError {
  readonly line: number;
  readonly zh: string;
  readonly en: string;
}

export interface ReadWays {
  readonly rows: number;
  readonly ways: readonly RoadWay[];
  readonly errors: readonly LineError[];
}

const head = ["from", "to", "metres", "seconds"];
/** A way within a district that is longer or slower is a slip: 500 km, a day. */
const mostMetres = 500_000;
const mostSeconds = 86_400;
export const mostWays = 200_000;

/** @param known what places may be called */
export function readWays(text: string, known: ReadonlySet<string>): ReadWays {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const titles = (lines[0] ?? "").split(",").map((cell) => cell.trim().toLowerCase());
  if (head.some((title, n) => titles[n] !== title)) {
    const error = { line: 1, zh: `首行须为 ${head.join(",")}`, en: `the first line must be ${head.join(",")}` };
    return { rows: 0, ways: [], errors: [error] };
  }
  const errors: LineError[] = [];
  const ways = new Map<string, RoadWay>();
  let rows = 0;
  lines.slice(1).forEach((text, n) => {
    if (text.trim() === "") return;
    rows += 1;
    const line = n + 2;
    const read = rows > mostWays ? tooMany : readLine(text, known);
    if ("zh" in read) errors.push({ line, ...read });
    else if (ways.has(roadKey(read.way[0], read.way[1]))) {
      errors.push({ line, zh: "该路段在文件中重复", en: "this way stands in the file twice" });
    } else ways.set(roadKey(read.way[0], read.way[1]), read.way);
  });
  return { rows, ways: [...ways.values()], errors };
}

interface Words {
  readonly zh: string;
  readonly en: string;
}

const tooMany: Words = { zh: `超过 ${mostWays} 行`, en: `more than ${mostWays} lines` };

function readLine(text: string, known: ReadonlySet<string>): Words | { readonly way: RoadWay } {
  const cells = text.split(",").map((cell) => cell.trim());
  const [from = "", to = "", metres = "", seconds = ""] = cells;
  if (cells.length !== head.length)
    return { zh: `应有 4 列，实有 ${cells.length} 列`, en: `4 cells, not ${cells.length}` };
  for (const name of [from, to]) {
    if (!known.has(name)) return { zh: `没有此地点：${name}`, en: `no such place: ${name}` };
  }
  if (from === to) return { zh: "起点与终点相同", en: "from and to are the same" };
  const m = wholeOf(metres, mostMetres);
  if (m === undefined) return { zh: `米数无效：${metres}`, en: `not a length in metres: ${metres}` };
  const s = wholeOf(seconds, mostSeconds);
  if (s === undefined) return { zh: `秒数无效：${seconds}`, en: `not a time in seconds: ${seconds}` };
  return { way: [from, to, m, s] };
}

function wholeOf(text: string, most: number): number | undefined {
  if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
  const value = Math.round(Number(text));
  return value <= most ? value : undefined;
}
