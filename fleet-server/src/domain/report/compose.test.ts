import { ContractId, type ReportFigures, type ReportTemplateBody } from "@kiosk/contract";
import { describe, expect, test } from "vitest";
import { cellText, chineseNumber, dueText, durationText } from "./cells.ts";
import { type Composition, composeReport } from "./compose.ts";
import { column, figure, percentOf, section, table } from "./facts.ts";
import { fill, templateProblems, unknownPlaceholders } from "./template.ts";

const at = Date.parse("2026-10-02T08:00:00+08:00");
const rows = [["甲"], ["乙"], ["丙"]];
const figures: ReportFigures = {
  kind: "month",
  contractId: ContractId.parse("changning"),
  contractZh: "长宁",
  ...{ period: "2026-09", from: "2026-09-01", to: "2026-09-30" },
  basis: {
    ...{ asOf: at, logSeq: 12, logHash: "ab12" },
    policies: [
      { id: "CN-KIOSK", version: 1, zh: "", orders: 3 },
      { id: "CN-KIOSK", version: 2, zh: "", orders: 4 },
    ],
    terms: [{ version: 2, appliesFrom: at }],
  },
  fields: { kiosks: "46", period: "2026年9月" },
  sections: [
    section("overview", { figures: [figure("online", ["在线率", "Online"], "percent", null)], empty: false }),
    section("kiosks", { tables: [table("kiosks", ["终端", "Terminals"], [column("name", "点位", "Point")], rows)] }),
    section("orders", { figures: [figure("n", ["新增", "New"], "int", null)], notes: [{ zh: "定义", en: "" }] }),
    section("next", {}),
  ],
};
const one = (id: string, zh: string, fixed = "") => ({ id, on: true, zh, en: zh, fixed });
const template: ReportTemplateBody = {
  ...{ titleZh: "{{period}}报告", titleEn: "Report", numberPrefix: null, rowsInDocument: 2, signatures: ["编制人"] },
  sections: [
    one("kiosks", "终端"),
    one("overview", "情况", "共 {{ kiosks }} 台{{reviewer}}。"),
    { ...one("orders", "工单"), on: false },
    one("next", "计划"),
  ],
};
const given: Composition = {
  ...{ number: "CN-YB-202609-001", version: 3, dueAt: Date.parse("2026-10-01T00:00:00+08:00"), figures, template },
  ...{ texts: {}, signOff: { drafter: "孙", reviewer: null, filedAt: null, acknowledger: null } },
};
const texts = (c: Composition) => composeReport(c).blocks.flatMap((block) => ("text" in block ? [block.text] : []));

describe("a composed report", () => {
  test("follows the form: order, titles, numbers, fixed words; what is off is not there", () => {
    expect(composeReport(given).title).toBe("2026年9月报告");
    const told = texts(given);
    expect(told).toContain("一、终端");
    expect(told).toContain("二、情况");
    expect(told).toContain("共 46 台。");
    expect(told.join()).not.toContain("工单");
  });

  test("cuts a long table where the form says so, tells it, and keeps the rows for the workbook", () => {
    const found = composeReport(given).blocks.find((block) => block.kind === "table" && block.title === "终端");
    expect(found).toMatchObject({ printed: 2, rows });
    expect(texts(given).join()).toContain("本表共 3 行，此处列前 2 行");
  });

  test("says 无数据 for what nobody knows, 本期无数据 for what is empty, and that nobody wrote where nobody did", () => {
    const told = JSON.stringify(composeReport(given).blocks);
    expect(told).toContain("无数据");
    expect(told).not.toMatch(/100|NaN/);
    expect(texts(given)).toContain("（未填写）");
    expect(texts({ ...given, only: "orders" })).toEqual(["一、工单", "本期无数据。", "定义"]);
  });

  test("one section alone has its own title and no signatures", () => {
    const alone = composeReport({ ...given, only: "kiosks" });
    expect(alone.title).toBe("终端");
    expect(alone.blocks.some(({ kind }) => kind === "signatures")).toBe(false);
  });

  test("names what it rests on: the log's head, and both versions of a policy that changed", () => {
    const { basis, cover } = composeReport(given);
    expect(basis).toContain("第 12 条，SM3 链 ab12");
    expect(basis).toContain("CN-KIOSK v1（3 单）、CN-KIOSK v2（4 单）");
    expect(cover).toContainEqual({ label: "报送期限", value: "2026-09-30 24:00" });
  });
});

describe("a form", () => {
  const known = (id: string) => ({ id, zh: id, en: id, hasText: id === "next" });
  const product = {
    kind: "month",
    sections: ["kiosks", "overview", "orders", "next"].map(known),
    body: template,
  } as const;

  test("may ask for what is on the list and nothing else", () => {
    expect(unknownPlaceholders("{{kiosks}} {{ weather }} {{weather}} {{}}")).toEqual(["weather", ""]);
    expect(fill("{{kiosks}}/{{drafter}}", { kiosks: "46" })).toBe("46/");
    expect(templateProblems(template, product)).toEqual([]);
    const twice = { ...template, titleZh: "{{x}}", sections: [one("next", "a"), one("next", "b"), one("moon", "c")] };
    expect(templateProblems(twice, product)).toEqual([
      { problem: "section-twice", name: "next" },
      { problem: "unknown-section", name: "moon" },
      { problem: "unknown-placeholder", name: "x" },
    ]);
  });
});

describe("values in print", () => {
  test("nothing of nothing is no percentage", () => {
    expect(percentOf(0, 0)).toBeNull();
    expect(percentOf(2, 3)).toBe(66.67);
  });

  test("are as offices write them", () => {
    expect(cellText("percent", 99.9)).toBe("99.90%");
    expect(cellText("points", 5)).toBe("0.5");
    expect(cellText("int", null, "台")).toBe("无数据");
    expect([durationText(7 * 60_000), durationText(5 * 3_600_000 + 20 * 60_000), durationText(51 * 3_600_000)]).toEqual(
      ["7分钟", "5小时20分", "2天3小时"],
    );
    expect(dueText(Date.parse("2026-09-18T00:00:00+08:00"))).toBe("2026-09-17 24:00");
    expect([1, 10, 11, 20, 21].map(chineseNumber)).toEqual(["一", "十", "十一", "二十", "二十一"]);
  });
});
