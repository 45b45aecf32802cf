import type { EvidenceView } from "@kiosk/contract";
import { expect, test } from "vitest";
import { emptyReceipt, receiptOf } from "./receipt-draft.ts";

const now = Date.parse("2026-11-22T10:00+08:00");
const note: EvidenceView = {
  digest: "b".repeat(64),
  name: "到货单.pdf",
  mediaType: "application/pdf",
  bytes: 10,
  uploadedAt: now,
  by: "李工",
};

test("serial numbers say how many came, each once", () => {
  const draft = { ...emptyReceipt, part: "打印头", serials: ["A1", "A2", "A1"], quantity: "9", evidence: [note] };
  expect(receiptOf(draft, now)).toMatchObject({
    ok: true,
    receipt: { quantity: 2, serials: ["A1", "A2"], evidence: [note.digest] },
  });
});

test("without a part or a paper nothing is received", () => {
  expect(receiptOf({ ...emptyReceipt, quantity: "0" }, now)).toEqual({
    ok: false,
    faults: { part: "required", quantity: "number", evidence: "required" },
  });
});

test("an arrival in the future is refused", () => {
  const draft = { ...emptyReceipt, part: "打印头", evidence: [note], at: "2026-11-22 10:01" };
  expect(receiptOf(draft, now)).toEqual({ ok: false, faults: { at: "future" } });
});
