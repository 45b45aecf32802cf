import type { FieldItem } from "@kiosk/contract";
import { FieldItem as FieldItemSchema } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { itemToSend } from "./item-times.ts";

const uuid = "5f0c1d1e-8f63-4d0a-9a35-0a1b2c3d4e5f";
const at = Date.UTC(2026, 10, 22, 4);
const hour = 3_600_000;
const base = { id: uuid, visitId: null, kioskId: "cn-001", at };
const arrival = FieldItemSchema.parse({
  ...base,
  type: "arrival",
  via: "typed",
  tag: "41",
  macLast4: null,
  position: { lon: 121, lat: 31, accuracyM: 9, at: at - 1000 },
});

/** What the server makes of it: clauses on the wire say it adds the phone's present error. */
const atServer = (item: FieldItem, offsetNow: number) => item.at + offsetNow;

describe("the time of an item", () => {
  it("goes out as it was said where the clock is still as wrong as then", () => {
    expect(itemToSend(arrival, at + hour, hour)).toBe(arrival);
  });

  it("comes out right at the server where the clock was set in between", () => {
    const sent = itemToSend(arrival, at + hour, -2 * hour);
    expect(atServer(sent, -2 * hour)).toBe(at + hour);
    expect(sent).toMatchObject({ position: { at: at + 3 * hour - 1000 } });
  });

  it("is the phone's word where it was never checked", () => {
    expect(itemToSend(arrival, null, 5 * hour)).toBe(arrival);
  });

  it("takes the times of coming and going along", () => {
    const completed = FieldItemSchema.parse({
      ...base,
      type: "inspection-completed",
      inspectionId: uuid,
      conclusion: "",
      advice: "",
      host: null,
      arrivedAt: at - hour,
      leftAt: null,
    });
    expect(itemToSend(completed, at, -hour)).toMatchObject({ at: at + hour, arrivedAt: at, leftAt: null });
  });
});
