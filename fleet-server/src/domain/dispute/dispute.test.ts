import { describe, expect, it } from "vitest";
import { disputesOf, openDisputes } from "./dispute.ts";

const base = { at: 1, actor: "演示·厂商", text: "到货单有日期", data: {} };
const disputed = { ...base, id: "d1", type: "disputed", data: { target: "e3" } };
const answer = { ...base, id: "a1", type: "dispute_answered", at: 5, actor: "甲方", text: "确有其事" };

describe("disputes of an order", () => {
  it("one that nobody answered is open", () => {
    const [found] = openDisputes(disputesOf([disputed]));
    expect(found).toEqual({ id: "d1", target: "e3", at: 1, by: "演示·厂商", text: "到货单有日期", answer: null });
  });
  it("an answer closes its own dispute and no other", () => {
    const other = { ...disputed, id: "d2", data: { target: "CN-KIOSK:fix_part" } };
    const log = [disputed, other, { ...answer, data: { dispute: "d1", upheld: true } }];
    expect(openDisputes(disputesOf(log)).map((d) => d.id)).toEqual(["d2"]);
    expect(disputesOf(log)[0]?.answer).toEqual({ at: 5, by: "甲方", text: "确有其事", upheld: true });
  });
  it("the first answer counts", () => {
    const first = { ...answer, data: { dispute: "d1", upheld: false } };
    const second = { ...answer, id: "a2", data: { dispute: "d1", upheld: true } };
    expect(disputesOf([disputed, first, second])[0]?.answer?.upheld).toBe(false);
  });
  it("an answer to nothing is nothing", () => {
    expect(disputesOf([{ ...answer, data: { dispute: "d9", upheld: true } }])).toEqual([]);
  });
});
