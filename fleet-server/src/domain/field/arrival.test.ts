import { type FieldItem, KioskId, Mac } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { type ArrivalFacts, judgeArrival } from "./arrival.ts";
import type { TaggedKiosk } from "./tag.ts";

const kiosk = (seq: number, last4: string): TaggedKiosk => ({
  id: KioskId.parse(`cn-0${seq}`),
  seq,
  name: `点位${seq}`,
  macs: [Mac.parse(`00-E2-69-26-${last4}`)],
  lon: 121.4,
  lat: 31.2,
});
const here = kiosk(25, "7E-10");
const next = kiosk(26, "7E-11");
const facts: ArrivalFacts = {
  kiosk: here,
  others: [here, next],
  isSigned: (tag) => tag.signature.startsWith("good"),
};
const tag = (id: string, last4: string, good = true) => `K1.${id}.${last4}.${(good ? "good" : "bad-").padEnd(86, "A")}`;
const arrival = (fields: object) => {
  const item = { id: "i", visitId: null, kioskId: here.id, at: 0, type: "arrival", via: "code", tag: "" } as const;
  const full: Extract<FieldItem, { type: "arrival" }> = { ...item, macLast4: null, position: null, ...fields };
  return judgeArrival(full, facts);
};

describe("an arrival", () => {
  it("is proved by the terminal's own code", () => {
    expect(arrival({ tag: tag("cn-025", "7E10") })).toEqual({
      ok: true,
      evidence: "code",
      distanceM: null,
      accuracyM: null,
    });
  });
  it("notes how far the phone thinks it is from there, and refuses nobody for it", () => {
    const position = { lon: 121.4, lat: 31.21, accuracyM: 12.4, at: 0 };
    expect(arrival({ tag: tag("cn-025", "7E10"), position })).toMatchObject({ distanceM: 1112, accuracyM: 12 });
  });
  it("typed by hand is taken as what it is: weaker", () => {
    expect(arrival({ via: "typed", tag: "25" })).toMatchObject({ ok: true, evidence: "typed" });
    expect(arrival({ via: "typed", tag: "看不清", macLast4: "7e10" })).toMatchObject({ ok: true, evidence: "typed" });
  });
  it.each([
    ["a neighbour's code", { tag: tag("cn-026", "7E11") }],
    ["a neighbour's MAC read off the machine", { via: "typed", tag: "25", macLast4: "7E11" }],
  ])("is not at this terminal with %s, and the neighbour is named", (_, fields) => {
    const judged = arrival(fields);
    expect(judged).toMatchObject({ ok: false, code: "field.wrong-terminal" });
    expect(judged).toHaveProperty("zh", expect.stringContaining("#26 点位26"));
    expect(judged).toHaveProperty("en", expect.stringContaining("#25 点位25"));
  });
  it("names a terminal of nobody's by what was read", () => {
    expect(arrival({ tag: tag("dz-001", "----") })).toHaveProperty("zh", expect.stringContaining("dz-001"));
  });
  it.each([
    ["a forged code", { tag: tag("cn-025", "7E10", false) }],
    ["a code of something else", { tag: "https://example.cn" }],
    ["a number of another terminal, typed", { via: "typed", tag: "26" }],
  ])("is not proved by %s", (_, fields) => {
    expect(arrival(fields)).toMatchObject({ ok: false, code: "field.tag-invalid" });
  });
});
