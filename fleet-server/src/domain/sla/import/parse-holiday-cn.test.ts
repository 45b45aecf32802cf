import { describe, expect, it } from "vitest";
import { parseHolidayCn } from "./parse-holiday-cn.ts";

const day = { name: "元旦", date: "2026-01-01", isOffDay: true };
const file = {
  $schema: "x",
  year: 2026,
  papers: ["https://example.invalid/a", "https://example.invalid/b"],
  days: [day],
};

function problemsOf(json: unknown) {
  const result = parseHolidayCn(json);
  return result.ok ? [] : result.problems;
}

describe("a holiday-cn file", () => {
  it("gives its days by holiday, and its papers as the source", () => {
    const days = [
      { name: "元旦", date: "2026-01-04", isOffDay: false },
      { name: "国庆节、中秋节", date: "2026-10-01", isOffDay: true },
      day,
    ];
    expect(parseHolidayCn({ ...file, days })).toMatchObject({
      ok: true,
      draft: {
        year: 2026,
        from: "2026-01-01",
        to: "2026-12-31",
        off: ["2026-01-01", "2026-10-01"],
        work: ["2026-01-04"],
        holidays: [{ name: "元旦" }, { name: "国庆节、中秋节" }],
        publishedAt: null,
        source: "https://example.invalid/a https://example.invalid/b",
      },
      notes: [{ code: "no-publication-date" }],
    });
  });

  it("keeps the days of the December before that its notice arranged", () => {
    const days = [{ name: "元旦", date: "2025-12-31", isOffDay: true }, day];
    expect(parseHolidayCn({ ...file, days })).toMatchObject({
      draft: { from: "2025-12-31", off: ["2025-12-31", "2026-01-01"] },
    });
  });

  it("that is an empty stub is not published yet", () => {
    expect(problemsOf({ year: 2027, papers: [], days: [] })).toMatchObject([
      { code: "not-published", confirmable: false },
    ]);
  });

  it.each([
    ["null", null, "(file)"],
    ["text", "2026", "(file)"],
    ["a list", [file], "(file)"],
    ["no year", { ...file, year: undefined }, "year"],
    ["a year as text", { ...file, year: "2026" }, "year"],
    ["papers that are no list", { ...file, papers: "x" }, "papers"],
    ["a paper that is no text", { ...file, papers: [1] }, "papers"],
    ["days that are no list", { ...file, days: {} }, "days"],
    ["more days than a year", { ...file, days: Array.from({ length: 401 }, () => day) }, "days"],
    ["a day that is null", { ...file, days: [day, null] }, "days[1]"],
    ["a day without name", { ...file, days: [{ ...day, name: "" }] }, "days[0].name"],
    ["a day whose date is a number", { ...file, days: [{ ...day, date: 20260101 }] }, "days[0].date"],
    ["a day neither off nor on", { ...file, days: [{ ...day, isOffDay: "no" }] }, "days[0].isOffDay"],
  ])("with %s is refused by field", (_, json, field) => {
    const problems = problemsOf(json);
    expect(problems).toMatchObject([{ code: "wrong-shape" }]);
    expect(problems[0]?.en.startsWith(`field ${field}: `)).toBe(true);
    expect(problems[0]?.zh.startsWith(`字段 ${field}：`)).toBe(true);
  });

  it.each(["2026-02-30", "2026-1-1", "2026-01-01T00:00:00Z"])("with the date %s is refused", (date) => {
    expect(problemsOf({ ...file, days: [{ ...day, date }] })).toMatchObject([{ code: "no-such-date" }]);
  });

  it("of a year no notice can be for is refused", () => {
    expect(problemsOf({ ...file, year: 1949 })).toMatchObject([{ code: "year-out-of-range" }]);
  });
});
