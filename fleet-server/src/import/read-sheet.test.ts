import { importLimitRows } from "@kiosk/contract";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { columns } from "../domain/kiosk-import/columns.ts";
import { ImportFailure } from "./import-failure.ts";
import { type KioskSheet, readKioskSheet } from "./read-sheet.ts";
import { importTemplate, writeXlsx } from "./template.ts";

const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/** Two lines whose bytes GB18030 has and UTF-8 cannot be: 序号,点位名称 / 1,长宁 */
const gb18030 = [
  0xd0, 0xf2, 0xba, 0xc5, 0x2c, 0xb5, 0xe3, 0xce, 0xbb, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0x31, 0x2c, 0xb3, 0xa4, 0xc4,
  0xfe,
];

function workbook(sheet: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    "xl/workbook.xml": strToU8(
      `<workbook xmlns:r="${relations}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    "xl/worksheets/sheet1.xml": strToU8(`<worksheet><sheetData>${sheet}</sheetData></worksheet>`),
    ...more,
  });
}
const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
const header = `<row r="1">${text("A1", "序号")}${text("B1", "点位名称")}</row>`;

async function failureOf(bytes: Uint8Array): Promise<ImportFailure> {
  const failure = await readKioskSheet(bytes).catch((error: unknown) => error);
  if (failure instanceof ImportFailure) return failure;
  throw new Error(`not refused: ${JSON.stringify(failure)}`);
}
const names = (sheet: KioskSheet) =>
  sheet.lines.map(({ line, cells }) => [line, cells.get("seq")?.text, cells.get("name")?.text]);

describe("a workbook", () => {
  it("of our own template has every column, and its example is a line", async () => {
    const sheet = await readKioskSheet(importTemplate());
    expect(sheet).toMatchObject({ format: "xlsx", ignored: [] });
    expect([...(sheet.lines[0]?.cells.keys() ?? [])]).toEqual(
      columns.filter((c) => c.example !== "").map((c) => c.field),
    );
  });

  it("with shared strings in runs, prefixes and readings is read as people see it", async () => {
    const strings =
      "<sst><si><r><t>点位</t></r><r><t>名称</t></r></si><si><t>甲&amp;乙 &#x4e2d;</t><rPh><t>よみ</t></rPh></si></sst>";
    const sheet = `<x:row r="1">${text("A1", "序号")}<x:c r="B1" t="s"><x:v>0</x:v></x:c></x:row><x:row r="7"><x:c r="A7"><x:v>31.200000000000003</x:v></x:c><x:c r="B7" t="s"><x:v>1</x:v></x:c></x:row>`;
    const read = await readKioskSheet(workbook(sheet, { "xl/sharedStrings.xml": strToU8(strings) }));
    expect(names(read)).toEqual([[7, "31.2", "甲&乙 中"]]);
    expect(read.lines[0]?.cells.get("name")?.cell).toBe("B7");
  });

  it("says which cell is a formula or an error instead of taking its last value", async () => {
    const sheet = `${header}<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="e"><v>#REF!</v></c></row>`;
    const [line] = (await readKioskSheet(workbook(sheet))).lines;
    expect([line?.cells.get("seq"), line?.cells.get("name")]).toEqual([
      { cell: "A2", text: "2", kind: "formula" },
      { cell: "B2", text: "#REF!", kind: "error" },
    ]);
  });

  it("keeps markup and formulas that were typed as text", async () => {
    const sheet = `${header}<row r="2">${text("A2", "1")}${text("B2", "=cmd|&apos;/c calc&apos;!A1 &lt;script&gt;alert(1)&lt;/script&gt;")}</row>`;
    expect(names(await readKioskSheet(workbook(sheet)))).toEqual([
      [2, "1", "=cmd|'/c calc'!A1 <script>alert(1)</script>"],
    ]);
  });

  it("finds its header below a title, and names columns that mean nothing here", async () => {
    const rows = [["终端清单（2026）"], ["序号", "点位名称", "负责人"], ["3", "某点位", "王工"]];
    const read = await readKioskSheet(writeXlsx("a", rows));
    expect(names(read)).toEqual([[3, "3", "某点位"]]);
    expect(read.ignored).toEqual([{ cell: "C2", text: "负责人" }]);
  });
});

describe("a hostile workbook", () => {
  it("that would unpack to sixty megabytes is refused by what it declares, before anything is unpacked", async () => {
    const bomb = workbook(header, { "xl/sharedStrings.xml": new Uint8Array(60 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(300_000);
    const begun = performance.now();
    expect((await failureOf(bomb)).code).toBe("import.too-large");
    expect(performance.now() - begun).toBeLessThan(200);
  });

  it("that declares less than it holds is stopped while it is unpacked", async () => {
    const bomb = workbook(header, { "xl/sharedStrings.xml": new Uint8Array(40 * 1024 * 1024) });
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    // the size in the central directory, where readers look
    for (let at = 0; at + 46 < bomb.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1_000_000)
        view.setUint32(at + 24, 10, true);
    }
    expect((await failureOf(bomb)).code).toBe("import.too-large");
  });

  it("with a workbook inside is read no deeper than its first sheet", async () => {
    const inner = workbook(header, { "xl/media/bomb.zip": new Uint8Array(1_000_000) });
    const read = await readKioskSheet(
      workbook(`${header}<row r="2">${text("A2", "1")}${text("B2", "甲")}</row>`, {
        "xl/embeddings/inner.xlsx": inner,
      }),
    );
    expect(names(read)).toEqual([[2, "1", "甲"]]);
  });

  it("of a million empty rows is read in a moment and has none", async () => {
    const rows = Array.from({ length: 1_000_000 }, (_, i) => `<row r="${i + 2}"/>`).join("");
    const bytes = workbook(header + rows);
    const begun = performance.now();
    expect((await readKioskSheet(bytes)).lines).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it("whose only cell stands in the last corner of the sheet costs nothing", async () => {
    const read = await readKioskSheet(
      workbook(`${header}<row r="1048576">${text("A1048576", "1")}${text("XFD1048576", "x")}</row>`),
    );
    expect(names(read)).toEqual([[1_048_576, "1", undefined]]);
  });

  it("with more rows than are taken is refused", async () => {
    const rows = Array.from(
      { length: importLimitRows + 2 },
      (_, i) => `<row r="${i + 2}">${text(`A${i + 2}`, "1")}</row>`,
    ).join("");
    expect((await failureOf(workbook(header + rows))).code).toBe("import.too-large");
  });

  it("with entities of its own is refused, not expanded", async () => {
    const xml = strToU8('<!DOCTYPE s [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>');
    expect((await failureOf(workbook(header, { "xl/sharedStrings.xml": xml }))).code).toBe("import.unreadable");
  });

  it("of ten thousand parts is refused", async () => {
    const parts = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`xl/x${i}.xml`, new Uint8Array(1)]));
    expect((await failureOf(workbook(header, parts))).code).toBe("import.too-large");
  });

  it("cut short at any place is refused and never hangs", async () => {
    const whole = workbook(header);
    for (let length = 4; length < whole.length; length += 7) {
      expect(["import.unreadable", "import.type"]).toContain((await failureOf(whole.slice(0, length))).code);
    }
  });

  it("with a row number that goes backwards is refused", async () => {
    expect((await failureOf(workbook(`${header}<row r="5"/><row r="2"/>`))).code).toBe("import.unreadable");
  });
});

describe("what is not a sheet is known by its content", () => {
  it.each([
    ["a picture named .xlsx", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]],
    ["an old .xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
    ["nothing", []],
    ["UTF-16", [0xff, 0xfe, 0x31, 0x00]],
  ])("%s", async (_, bytes) => {
    expect((await failureOf(Uint8Array.from(bytes))).code).toBe("import.type");
  });
  it("a zip that is no workbook", async () => {
    expect((await failureOf(zipSync({ "a.txt": strToU8("a") }))).code).toBe("import.type");
  });
  it("more than five megabytes", async () => {
    expect((await failureOf(new Uint8Array(5 * 1024 * 1024 + 1).fill(65))).code).toBe("import.too-large");
  });
});

describe("a CSV", () => {
  it.each([
    ["GB18030", Uint8Array.from(gb18030), "gb18030"],
    ["UTF-8", strToU8("序号,点位名称\n1,长宁"), "utf-8"],
    ["UTF-8 with its mark and CRLF", strToU8("\ufeff序号,点位名称\r\n1,长宁\r\n"), "utf-8"],
    ["tabs", strToU8("序号\t点位名称\n1\t长宁"), "utf-8"],
  ])("in %s", async (_, bytes, encoding) => {
    const read = await readKioskSheet(bytes);
    expect([read.encoding, names(read)]).toEqual([encoding, [[2, "1", "长宁"]]]);
  });

  it("has cells that begin with = + - @ as the text they are", async () => {
    const read = await readKioskSheet(strToU8('序号,点位名称,备注\n1,"=1+1",@SUM(A1)\n2,+86,-1'));
    expect(read.lines.map((l) => [l.cells.get("name")?.text, l.cells.get("note")?.text])).toEqual([
      ["=1+1", "@SUM(A1)"],
      ["+86", "-1"],
    ]);
    expect(read.lines[0]?.cells.get("name")?.kind).toBe("value");
  });

  it("names lines as an editor does, empty ones included", async () => {
    expect(names(await readKioskSheet(strToU8("序号,点位名称\n\n,\n1,甲")))).toEqual([[4, "1", "甲"]]);
  });

  it("without a column of names is refused, and says which", async () => {
    expect((await failureOf(strToU8("序号,地址\n1,甲"))).message).toContain("点位名称");
  });

  it("with an open quotation mark is refused and not swallowed", async () => {
    expect((await failureOf(strToU8(`序号,点位名称\n1,"甲\n${"2,乙\n".repeat(30_000)}`))).code).toBe(
      "import.unreadable",
    );
  });
});
