import { describe, expect, test } from "vitest";
import { emptyStep, partNames, requestOf, type StepDraft } from "./steps.ts";

const around = { now: Date.UTC(2026, 10, 22, 2), seenSeq: 7 };
const free = { needsText: false, needsEvidence: false };
const draft = (values: StepDraft["values"], text = ""): StepDraft => ({ ...emptyStep, values, text });

describe("the request a step becomes", () => {
  test("accepting says that a person answers", () => {
    expect(requestOf("acknowledged", free, emptyStep, around)).toEqual({
      ok: true,
      request: { type: "acknowledged", text: "", data: { by: "human" }, evidence: [], seenSeq: 7 },
    });
  });
  test("a day is Shanghai time and lies ahead", () => {
    const result = requestOf("date_proposed", free, draft({ proposedAt: "2026-11-23 09:30" }), around);
    expect(result).toMatchObject({ ok: true, request: { data: { at: Date.UTC(2026, 10, 23, 1, 30) } } });
    expect(requestOf("date_proposed", free, draft({ proposedAt: "2026-11-21 09:30" }), around)).toEqual({
      ok: false,
      faults: { proposedAt: "past" },
    });
    expect(requestOf("date_proposed", free, draft({ proposedAt: "明天" }), around)).toEqual({
      ok: false,
      faults: { proposedAt: "time" },
    });
  });
  test("an order of a part carries its number, its supplier and when it is to come", () => {
    const values = { part: "触控组件", orderNo: "PO-7", supplier: "演示供应商", expectedAt: "2026-12-01 12:00" };
    expect(requestOf("part_ordered", free, draft(values), around)).toMatchObject({
      request: {
        data: { part: "触控组件", orderNo: "PO-7", supplier: "演示供应商", expectedAt: Date.UTC(2026, 11, 1, 4) },
      },
    });
  });
  test("an arrival without a paper names the paper, and a time in the future is none", () => {
    const needs = { needsText: false, needsEvidence: true };
    expect(requestOf("part_arrived", needs, draft({ part: "触控组件", at: "2026-11-22 18:00" }), around)).toEqual({
      ok: false,
      faults: { evidence: "required", at: "future" },
    });
  });
  test("a dispute names its target and its reason", () => {
    const needs = { needsText: true, needsEvidence: false };
    expect(requestOf("disputed", needs, draft({ target: "CN-KIOSK:fix_part" }), around)).toEqual({
      ok: false,
      faults: { text: "required" },
    });
    expect(requestOf("disputed", needs, draft({ target: "CN-KIOSK:fix_part" }, "到货单为证"), around)).toMatchObject({
      request: { type: "disputed", text: "到货单为证", data: { target: "CN-KIOSK:fix_part" } },
    });
  });
});

test("parts are one a line, or between commas of either kind", () => {
  expect(partNames(" 触控组件 \n定影组件，走纸辊、")).toEqual(["触控组件", "定影组件", "走纸辊"]);
  expect(partNames("  ")).toEqual([]);
});
