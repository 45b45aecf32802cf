import { expect, test } from "vitest";
import { ruleDraftOf, ruleValuesOf } from "./rule-draft.ts";

test("nothing typed is as the product has it", () => {
  expect(ruleValuesOf(ruleDraftOf({ current: null }))).toEqual({
    opensOrder: null,
    severity: null,
    settleSeconds: null,
  });
});

test("what is typed is what is sent", () => {
  expect(ruleValuesOf({ opens: "no", severity: "critical", settle: " １２０ " })).toEqual({
    opensOrder: false,
    severity: "critical",
    settleSeconds: 120,
  });
  expect(ruleValuesOf({ opens: "yes", severity: "product", settle: "0" })).toMatchObject({
    opensOrder: true,
    settleSeconds: 0,
  });
});

test.each(["-1", "1.5", "86401", "一分钟"])("%s is no settle time", (settle) => {
  expect(ruleValuesOf({ opens: "product", severity: "product", settle })).toBeUndefined();
});
