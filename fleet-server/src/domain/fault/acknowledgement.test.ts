import { describe, expect, it } from "vitest";
import { contractId, raisedFault, t0 } from "../../../test/sample.ts";
import { type Acknowledgement, acknowledge, endWithFault, undo } from "./acknowledgement.ts";

const wang = { id: "u-wang", name: "王工" };
const li = { id: "u-li", name: "李工" };
const fault = raisedFault("device.hardware", { occurrences: 2 });

function acknowledged(before?: Acknowledgement): Acknowledgement {
  const noted = acknowledge(fault, contractId, { occurrences: 2, before }, wang, "已联系厂商", t0);
  if (!noted.ok) throw new Error(noted.reason);
  return noted.value;
}

describe("acknowledging a fault", () => {
  it("notes who, when and what they said", () => {
    expect(acknowledged()).toMatchObject({ faultId: "f1", name: "王工", by: "u-wang", comment: "已联系厂商", at: t0 });
  });

  it.each([
    ["cleared", raisedFault("device.hardware", { state: "cleared", clearedAt: t0 })],
    ["cleared", raisedFault("device.hardware", { state: "pending", raisedAt: null })],
    ["changed", raisedFault("device.hardware", { occurrences: 3 })],
    ["consequence", raisedFault("device.not-present", { occurrences: 2, causeId: "hub" })],
  ] as const)("is refused as %s", (reason, other) => {
    const seen = { occurrences: 2, before: undefined };
    expect(acknowledge(other, contractId, seen, wang, "", t0)).toEqual({ ok: false, reason });
  });

  it("is refused while another's stands, and possible again after that one ended", () => {
    const seen = { occurrences: 2, before: acknowledged() };
    expect(acknowledge(fault, contractId, seen, li, "", t0)).toEqual({ ok: false, reason: "acknowledged" });
    const over = endWithFault(acknowledged(), t0 + 1);
    expect(acknowledge(fault, contractId, { occurrences: 2, before: over }, li, "", t0 + 2)).toMatchObject({
      ok: true,
      value: { name: "李工", endedAt: null },
    });
  });

  it("is possible while the fault is only being watched for its return", () => {
    const clearing = raisedFault("device.hardware", { state: "clearing", dueAt: t0 + 60_000 });
    expect(acknowledge(clearing, contractId, { occurrences: 1, before: undefined }, wang, "", t0).ok).toBe(true);
  });
});

describe("taking an acknowledgement back", () => {
  it("is for the one who gave it, within ten minutes", () => {
    expect(undo(acknowledged(), t0, wang, t0 + 600_000)).toMatchObject({ ok: true, value: { endedHow: "undone" } });
    expect(undo(acknowledged(), t0, wang, t0 + 600_001)).toEqual({ ok: false, reason: "not-yours" });
    expect(undo(acknowledged(), t0, li, t0 + 1)).toEqual({ ok: false, reason: "not-yours" });
  });

  it("leaves a later acknowledgement alone", () => {
    expect(undo({ ...acknowledged(), at: t0 + 5 }, t0, wang, t0 + 6)).toEqual({ ok: false, reason: "not-yours" });
  });

  it("finds nothing after the fault has cleared", () => {
    const over = endWithFault(acknowledged(), t0 + 1);
    expect(undo(over, t0, wang, t0 + 2)).toEqual({ ok: false, reason: "not-acknowledged" });
  });
});
