// Files are read back as a spreadsheet would read them: what goes in must come out, and nothing may run.
import { expect, test } from "vitest";
import { bodyOf, type ExportColumn } from "./column.ts";
import { csvOf } from "./csv.ts";
import { fileName } from "./file-name.ts";
import { xlsxOf } from "./xlsx.ts";

interface Row {
  name: string;
  at: number | null;
  level: number | "unknown" | null;
  left: number;
  count: number;
}

const columns: ExportColumn<Row>[] = [
  { header: "名称", kind: "text", value: (row) => row.name },
  { header: "时间", kind: "time", value: (row) => row.at },
  { header: "余量", kind: "percent", value: (row) => row.level },
  { header: "剩余", kind: "duration", value: (row) => row.left },
  { header: "数量", kind: "number", value: (row) => row.count },
];
/** 2026-11-22 10:32 in Shanghai */
const at = Date.UTC(2026, 10, 22, 2, 32);
const row = (name: string): Row => ({ name, at, level: 37, left: 3 * 86_400_000 + 4 * 3_600_000, count: -5 });
const table = (rows: readonly Row[]) => ({ about: "数据截至 2026-11-22 10:32", ...bodyOf(columns, rows, "zh") });

/** The rows of a CSV text; a reader of the format and not of our writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (quoted) {
      if (sign === '"' && text.charAt(i + 1) === '"') cell += text.charAt(++i);
      else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"') quoted = true;
    else if (sign === "," || sign === "\n") {
      rows.at(-1)?.push(cell);
      cell = "";
      if (sign === "\n") rows.push([]);
    } else if (sign !== "\r") cell += sign;
  }
  return rows.slice(0, -1);
}

/** The files of a zip by its local headers, inflated by the platform. */
async function unzip(blob: Blob): Promise<Map<string, string>> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const files = new Map<string, string>();
  // the central directory knows the sizes; local headers may leave them out
  for (let p = 0; p + 46 < bytes.length; p++) {
    if (view.getUint32(p, true) !== 0x02014b50) continue;
    const method = view.getUint16(p + 10, true);
    const size = view.getUint32(p + 20, true);
    const nameLength = view.getUint16(p + 28, true);
    const local = view.getUint32(p + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(p + 46, p + 46 + nameLength));
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const data = new Blob([bytes.slice(start, start + size)]);
    const plain = method === 0 ? data.stream() : data.stream().pipeThrough(new DecompressionStream("deflate-raw"));
    files.set(name, await new Response(plain).text());
  }
  return files;
}

const unescapeXml = (text: string) =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** Cells of the first sheet: the type as the file states it and the value as text. */
async function readSheet(blob: Blob): Promise<{ xml: string; rows: { type: string; value: string }[][] }> {
  const files = await unzip(blob);
  const xml = files.get("xl/worksheets/sheet1.xml") ?? "";
  const shared = [...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>.*?<t[^>]*>(.*?)<\/t>.*?<\/si>/gs)].map(
    (m) => unescapeXml(m[1] ?? ""),
  );
  const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map((r) =>
    [...(r[1] ?? "").matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map((c) => {
      const type = /t="(\w+)"/.exec(c[1] ?? "")?.[1] ?? "n";
      const inner = /<(?:v|t)[^>]*>(.*?)<\/(?:v|t)>/s.exec(c[2] ?? "")?.[1] ?? "";
      return { type, value: type === "s" ? (shared[Number(inner)] ?? "") : unescapeXml(inner) };
    }),
  );
  return { xml, rows };
}

const dangerous = [
  "=1+1",
  "+1",
  "-1+cmd|' /C calc'!A0",
  "@SUM(A1)",
  "\tx",
  "\rx",
  "＝1+1",
  " =1+1",
  '=HYPERLINK("http://x","y")',
];

test("a CSV begins with the byte order mark and says from when it is", () => {
  const text = csvOf(table([row("一楼大厅")]));
  expect(text.charCodeAt(0)).toBe(0xfeff);
  expect(readCsv(text.slice(1))).toEqual([
    ["数据截至 2026-11-22 10:32"],
    ["名称", "时间", "余量", "剩余", "数量"],
    ["一楼大厅", "2026-11-22 10:32", "37%", "3天4小时", "-5"],
  ]);
});

test("commas, quotes and line ends of a text come back as they were", () => {
  const name = 'A "quoted", text\nwith two lines';
  expect(readCsv(csvOf(table([row(name)])).slice(1))[2]?.[0]).toBe(name);
});

test.each(dangerous)("CSV: %j cannot be taken for a formula", (name) => {
  // a CR is not distinguishable by the simple reader, hence only the beginning is looked at
  const cell = readCsv(csvOf(table([row(name)])).slice(1))[2]?.[0] ?? "";
  expect(cell.startsWith("'")).toBe(true);
});

test("CSV: a negative number stays a number", () => {
  expect(readCsv(csvOf(table([row("x")])).slice(1))[2]?.[4]).toBe("-5");
});

test("what nobody knows is an empty cell, and a word in place of a number stays the word", () => {
  const unknown = { ...row("x"), at: null, level: "unknown" } satisfies Row;
  expect(readCsv(csvOf(table([unknown])).slice(1))[2]).toEqual(["x", "", "unknown", "3天4小时", "-5"]);
  expect(readCsv(csvOf(table([{ ...row("x"), level: null }])).slice(1))[2]?.[2]).toBe("");
});

test("XLSX: every dangerous text is a text cell and there is no formula in the sheet", async () => {
  const { xml, rows } = await readSheet(await xlsxOf(table(dangerous.map(row)), "工单"));
  expect(xml).not.toContain("<f>");
  expect(rows.slice(2).map((cells) => cells[0]?.type)).toEqual(dangerous.map(() => rows[0]?.[0]?.type));
  expect(rows[2]?.[0]).toEqual({ type: rows[0]?.[0]?.type, value: "=1+1" });
});

test("XLSX: numbers, shares and times are numbers that a sheet can count with", async () => {
  const { rows } = await readSheet(await xlsxOf(table([row("x")]), "工单"));
  const [, time, level, left, count] = rows[2] ?? [];
  expect(count).toEqual({ type: "n", value: "-5" });
  expect(level).toEqual({ type: "n", value: "0.37" });
  expect(left?.value).toBe("3天4小时");
  // days since 1899-12-30, as Shanghai's wall shows it
  const wall = Date.UTC(2026, 10, 22, 10, 32);
  expect(Number(time?.value)).toBeCloseTo((wall - Date.UTC(1899, 11, 30)) / 86_400_000, 6);
});

test("XLSX: markup in a text is text", async () => {
  const { rows } = await readSheet(await xlsxOf(table([row('<script>alert(1)</script>&"')]), "x"));
  expect(rows[2]?.[0]?.value).toBe('<script>alert(1)</script>&"');
});

test("XLSX: control characters of a device's text leave the file readable", async () => {
  const { xml, rows } = await readSheet(await xlsxOf(table([row("a\u0000b\u001bc\ud800")]), "x"));
  expect(rows[2]?.[0]?.value).toBe("abc");
  expect(xml).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
});

test("the file name carries the words and the time, and nothing that a file system refuses", () => {
  expect(fileName(["工单", "长宁区 2026", 'a/b\\c:"<>|?*', ""], at, "xlsx")).toBe(
    "工单_长宁区2026_abc_20261122-1032.xlsx",
  );
  expect(fileName(["..\\..\\x", "\u0000y"], at, "csv")).toBe("x_y_20261122-1032.csv");
});
