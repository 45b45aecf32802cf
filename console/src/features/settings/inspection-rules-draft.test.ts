import { ContractId, type InspectionRules } from "@kiosk/contract";
import { expect, test } from "vitest";
import { changedFields, fieldsOf, rulesDraftOf, rulesValuesOf, valuesOfFields } from "./inspection-rules-draft.ts";

const last: InspectionRules = {
  ...{ contractId: ContractId.parse("changning"), version: 1, appliesFrom: "2026-09-01", by: "", at: 0, note: "C2" },
  ...{ term: { from: "2026-09-01", to: "2027-05-31" }, reportWorkingDays: 5 },
  rules: [
    { kind: "hardware", every: { months: 2 }, minDaysLeft: 30, maxGapDays: 75 },
    { kind: "app", every: { weeks: 1 }, minDaysLeft: 3, maxGapDays: null },
  ],
};
const draft = { ...rulesDraftOf(last, "2026-09-10"), note: "补充协议" };

test("a draft of the last version says the same again, from today on", () => {
  const { term, rules, reportWorkingDays } = last;
  const values = { term, rules, reportWorkingDays, appliesFrom: "2026-09-10", note: "补充协议" };
  expect(rulesValuesOf(draft, "2026-09-10")).toEqual({ ok: true, values });
  expect(rulesDraftOf({ ...last, appliesFrom: "2026-12-01" }, "2026-09-10").appliesFrom).toBe("2026-12-01");
});

test("a kind without a number is not asked for, and a gap without one is not warned of", () => {
  const { hardware, system, app } = draft.rules;
  const rules = { hardware: { ...hardware, maxGapDays: "" }, system, app: { ...app, every: " " } };
  const answer = rulesValuesOf({ ...draft, rules }, null);
  expect(answer.ok ? answer.values.rules : []).toEqual([
    { kind: "hardware", every: { months: 2 }, minDaysLeft: 30, maxGapDays: null },
  ]);
});

test("every field that cannot be sent is named by itself", () => {
  const { hardware, system, app } = draft.rules;
  const wrong = {
    ...draft,
    ...{ from: "2026-02-30", to: "2026-01-01", appliesFrom: "2026-09-09", note: " ", reportWorkingDays: "0" },
    rules: { hardware: { ...hardware, every: "13" }, system, app: { ...app, minDaysLeft: "x" } },
  };
  const answer = rulesValuesOf(wrong, "2026-09-10");
  expect(answer.ok ? [] : [...answer.faults].sort()).toEqual([
    ...["app.minDaysLeft", "appliesFrom", "hardware.every", "note", "reportWorkingDays", "term.from", "term.to"],
  ]);
});

test("fields that were resolved become the rules again", () => {
  expect(valuesOfFields(fieldsOf(last)).rules).toEqual(last.rules);
  const other = { ...last, reportWorkingDays: 7, rules: last.rules.slice(1) };
  expect(changedFields(fieldsOf(last), fieldsOf(other))).toEqual(["hardware", "reportWorkingDays"]);
});
