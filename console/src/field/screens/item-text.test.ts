import { FieldItem } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { en } from "../words/en.ts";
import { zh } from "../words/zh.ts";
import { itemText } from "./item-text.ts";

const id = "0d9f4c1e-6b7a-4c8d-9e0f-000000000001";
const fix = { lon: 121.4, lat: 31.2, accuracyM: 9, at: 0 };
const items = [
  { type: "arrival", via: "typed", tag: "44", macLast4: "9A0F", position: null },
  { type: "inspection-started", inspectionId: id, kind: "hardware" },
  { type: "check", inspectionId: id, entry: { checklistId: "whole", itemId: "look", deviceId: null, outcome: "fail" } },
  { type: "photo", photoId: id, bytes: 9, sha256: "0".repeat(64), mediaType: "image/jpeg", what: "check" },
  {
    ...{ type: "swap", deviceId: "booklet", consumable: "ribbon", part: "", serial: "R1", removedSerial: "" },
    ...{ from: null, photoIds: [] },
  },
  { type: "order-act", orderId: "o7", act: "part_installed", text: "", data: {}, photoIds: [] },
  {
    ...{ type: "inspection-completed", inspectionId: id, conclusion: "", advice: "" },
    ...{ host: null, arrivedAt: null, leftAt: null },
  },
  { type: "position", fixes: [fix, fix, fix] },
  { type: "departure" },
  { type: "note", text: "door", photoIds: [] },
].map((fields) => FieldItem.parse({ id, visitId: null, kioskId: "cn-044", at: 0, ...fields }));

describe("itemText", () => {
  it("has a line for every kind of item", () => {
    expect(new Set(items.map(({ type }) => type)).size).toBe(FieldItem.options.length);
  });

  it.each(items.map((item) => [item.type, item] as const))("is whole in both languages: %s", (_type, item) => {
    for (const [words, lang] of [
      [zh, "zh"],
      [en, "en"],
    ] as const) {
      expect(itemText(item, null, words, lang)).not.toMatch(/[{}]|undefined/);
    }
  });

  it("names an act and what was replaced in words", () => {
    const texts = items.map((item) => itemText(item, null, en, "en"));
    expect(texts).toContain("Order o7: Part installed");
    expect(texts).toContain("Replaced: Ribbon");
  });
});
