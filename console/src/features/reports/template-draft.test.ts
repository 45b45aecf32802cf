import { expect, test } from "vitest";
import { bodyOf, draftOf, faultsOf, moved, previewOf } from "./template-draft.ts";

const body = {
  titleZh: "周汇总报告",
  titleEn: "Weekly summary",
  numberPrefix: null,
  sections: [{ id: "overview", on: true, zh: "总体", en: "Overview", fixed: "共 {{kiosks}} 台" }],
  rowsInDocument: 200,
  signatures: ["编制", "审核"],
};
const known = [
  { id: "overview", zh: "总体", en: "Overview", hasText: false },
  { id: "analysis", zh: "分析", en: "Analysis", hasText: true },
];
const list = new Set(["kiosks", "period"]);

test("a form is edited with the sections it does not name, which are off", () => {
  const draft = draftOf(body, known);
  expect(draft.sections.map(({ id, on }) => [id, on])).toEqual([
    ["overview", true],
    ["analysis", false],
  ]);
  expect(bodyOf({ ...draft, sections: body.sections })).toEqual(body);
});

test("a placeholder that is not of the list is named at its field", () => {
  const draft = draftOf(body, []);
  expect([...faultsOf(draft, list)]).toEqual([]);
  const wrong = { ...draft, titleZh: "{{ weather }}", prefix: "cn", rows: "0", titleEn: " " };
  expect([...faultsOf(wrong, list)]).toEqual([
    ["titleZh", { fault: "unknown", name: "weather" }],
    ["titleEn", { fault: "needed" }],
    ["prefix", { fault: "prefix" }],
    ["rows", { fault: "rows" }],
  ]);
});

test("a section moves one place and not past the ends", () => {
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "b", "c"]);
});

test("a preview says what a placeholder becomes and leaves what is none", () => {
  expect(previewOf("{{kiosks}} {{moon}}", new Map([["kiosks", "终端台数"]]))).toBe("[终端台数] {{moon}}");
});
