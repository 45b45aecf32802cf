import { FieldItem } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { chainOf, inOrder, photosOf, thingOf, turnOf } from "./carry-order.ts";

const uuid = (n: number) => `5b1cf5ba-7a2c-4e53-b1de-${String(n).padStart(12, "0")}`;
const of = (type: string, fields: object) =>
  FieldItem.parse({ id: uuid(1), visitId: null, kioskId: "cn-001", at: 1, type, ...fields });
const inspectionId = uuid(2);
const entry = { checklistId: "printer", itemId: "paper", deviceId: null, outcome: "pass", photoIds: [uuid(7)] };
const started = of("inspection-started", { inspectionId, kind: "hardware" });
const check = of("check", { inspectionId, entry });
const host = { name: "张", signaturePhotoId: uuid(8) };
const ending = { conclusion: "", advice: "", arrivedAt: null, leftAt: null };
const completed = of("inspection-completed", { inspectionId, ...ending, host });
const act = of("order-act", { orderId: "o1", act: "arrived", text: "", data: {}, photoIds: [uuid(9)] });

describe("what phones brought", () => {
  it("is carried out by when it was so, and then as it came", () => {
    const row = (at: number, receivedAt: number, place: number) => ({ at, receivedAt, place });
    expect(inOrder([row(5, 1, 0), row(2, 3, 1), row(2, 3, 0), row(2, 1, 9)])).toEqual([
      row(2, 1, 9),
      row(2, 3, 0),
      row(2, 3, 1),
      row(5, 1, 0),
    ]);
  });
  it("of an inspection begins with its beginning and ends with its end", () => {
    expect([completed, check, started].toSorted((a, b) => turnOf(a) - turnOf(b))).toEqual([started, check, completed]);
    expect(new Set([started, check, completed].map(chainOf))).toEqual(new Set([`inspection:${inspectionId}`]));
    expect([started, act].map(thingOf)).toEqual([inspectionId, "o1"]);
  });
  it("waits for the pictures it names", () => {
    expect([started, check, completed, act].map(photosOf)).toEqual([[], [uuid(7)], [uuid(8)], [uuid(9)]]);
    expect(photosOf(of("inspection-completed", { inspectionId, ...ending, host: null }))).toEqual([]);
  });
});
