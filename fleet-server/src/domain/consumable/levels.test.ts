import type { LevelReading } from "@kiosk/firmware-profiles";
import { describe, expect, it } from "vitest";
import { deviceReport, kioskId, t0 } from "../../../test/sample.ts";
import { type Consumable, percentOf } from "./consumable.ts";
import { foldLevels } from "./levels.ts";

function level(value: LevelReading["value"], overrides: Partial<LevelReading> = {}): LevelReading {
  return {
    kind: "level",
    consumable: "toner",
    part: "cyan",
    value,
    unit: "percent",
    quality: "measured",
    raw: "",
    at: t0,
    ...overrides,
  };
}

function fold(known: readonly Consumable[], reading: LevelReading, at = t0) {
  const map = new Map(known.map((c) => [`${c.deviceId}/${c.consumable}/${c.part}`, c]));
  return foldLevels(map, kioskId, deviceReport({ readings: [reading] }), at, at);
}

describe("percent", () => {
  it.each([
    [{ value: 40, unit: "percent", capacity: null }, 40],
    [{ value: 140, unit: "percent", capacity: null }, 100],
    [{ value: 1_000_000, unit: "characters", capacity: 5_000_000 }, 20],
    [{ value: 12, unit: "sheets", capacity: null }, null],
    [{ value: "some", unit: "percent", capacity: 100 }, null],
    [{ value: "unknown", unit: "percent", capacity: 100 }, null],
    [{ value: "not-supported", unit: "percent", capacity: 100 }, null],
  ] as const)("of %o is %s", (consumable, percent) => {
    expect(percentOf(consumable)).toBe(percent);
  });
});

describe("a level that rises", () => {
  it("by thirty points is a replacement that was detected", () => {
    const [first] = fold([], level(12));
    if (first === undefined) throw new Error("no change");
    expect(fold([first.after], level(42), t0 + 1000)[0]).toMatchObject({
      replaced: true,
      after: { value: 42, replacedAt: t0 + 1000, replacedHow: "detected" },
    });
  });
  it("by less is a sensor's wobble", () => {
    const [first] = fold([], level(12));
    if (first === undefined) throw new Error("no change");
    expect(fold([first.after], level(41))[0]?.replaced).toBe(false);
  });
  it("after a person entered the replacement is not counted twice", () => {
    const [first] = fold([], level(0));
    if (first === undefined) throw new Error("no change");
    const entered: Consumable = { ...first.after, replacedAt: t0 + 500, replacedHow: "entered" };
    expect(fold([entered], level(100), t0 + 1000)[0]).toMatchObject({
      replaced: false,
      after: { replacedAt: t0 + 500, replacedHow: "entered" },
    });
  });
  it("from unknown is no replacement, for nobody knows what was there", () => {
    const [first] = fold([], level("unknown"));
    if (first === undefined) throw new Error("no change");
    expect(fold([first.after], level(90))[0]?.replaced).toBe(false);
  });
});
