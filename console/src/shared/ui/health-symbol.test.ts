import { kioskHealths } from "@kiosk/contract";
import { expect, test } from "vitest";
import { healthSigns, pointSymbol, symbolSvg } from "./health-symbol.ts";

test("two healths never differ by colour alone", () => {
  const shapes = kioskHealths.map((h) => healthSigns[h].outline + healthSigns[h].glyph);
  expect(new Set(shapes).size).toBe(kioskHealths.length);
});

test("unknown and offline are not drawn in the colour of ok", () => {
  expect(healthSigns.unknown.colour).not.toBe(healthSigns.ok.colour);
  expect(healthSigns.offline.colour).not.toBe(healthSigns.ok.colour);
});

test("only a point of low confidence is hollow and has a ring", () => {
  expect(pointSymbol({ health: "ok", confidence: "low" })).toMatchObject({ hollow: true, accuracyM: 600 });
  expect(pointSymbol({ health: "ok", confidence: "medium" })).toMatchObject({ hollow: false, accuracyM: 0 });
});

test("a hollow sign is empty inside and keeps its colour at the edge", () => {
  const svg = symbolSvg(pointSymbol({ health: "fault", confidence: "low" }), 20);
  expect(svg).toContain(`fill="var(--panel)" stroke="${healthSigns.fault.colour}"`);
});
