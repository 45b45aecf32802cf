import { ThresholdVersion } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { currentThresholds, productThreshold, supplyLevel, thresholdFor } from "./threshold.ts";

const set = (key: string, version: number, low: number | null, critical: number | null) =>
  ThresholdVersion.parse({
    contractId: "changning",
    key,
    version,
    lowPercent: low,
    criticalPercent: critical,
    owner: "",
    note: "",
    by: "",
    at: 0,
  });

describe("the level of a supply", () => {
  it.each([
    [0, "out"],
    [5, "critical"],
    [5.5, "low"],
    [20, "low"],
    [20.5, "ok"],
    [null, null],
  ] as const)("at %s %% of low 20 and critical 5 is %s", (percent, level) => {
    expect(supplyLevel(percent, { lowPercent: 20, criticalPercent: 5 })).toBe(level);
  });

  it("is low at ten percent where nobody set anything", () => {
    expect([10, 10.1].map((p) => supplyLevel(p, productThreshold))).toEqual(["low", "ok"]);
  });
});

describe("the threshold that counts", () => {
  const thresholds = currentThresholds([
    set("toner", 1, 20, 5),
    set("toner@a4Printer", 1, 30, 10),
    set("ribbon", 1, 40, 10),
    set("ribbon", 2, null, null),
  ]);
  it("is the class's own, else the kind's, else the product's", () => {
    expect(thresholdFor(thresholds, "toner", "a4Printer")).toMatchObject({ lowPercent: 30, from: "own" });
    expect(thresholdFor(thresholds, "toner", "receiptPrinter")).toMatchObject({ lowPercent: 20, from: "kind" });
    expect(thresholdFor(thresholds, "paper", "a4Printer")).toMatchObject({ lowPercent: 10, from: "product" });
  });
  it("given back is the product's again", () => {
    expect(thresholdFor(thresholds, "ribbon", null)).toMatchObject({ lowPercent: 10, from: "product" });
  });
});
