import { readdirSync, readFileSync } from "node:fs";
import { poorContrasts, ThemeManifest } from "@kiosk/contract";
import { describe, expect, test } from "vitest";
import { propertiesOf, pxPerMm } from "./dress.ts";

const folder = new URL("../../themes/", import.meta.url);
const themes = readdirSync(folder).map((name) =>
  ThemeManifest.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))),
);

test("there are three styles, each with a layout and a drawing of its own", () => {
  expect(themes).toHaveLength(3);
  expect(new Set(themes.map(({ layout }) => layout)).size).toBe(3);
  expect(new Set(themes.map(({ motif }) => motif)).size).toBe(3);
});

describe.each(themes)("$id", (theme) => {
  test("can be read: 4.5:1 in its usual colours, 7:1 in high contrast", () => {
    expect(poorContrasts(theme)).toEqual([]);
  });

  test("sets a property for every colour of each mode", () => {
    expect(propertiesOf(theme, false).get("--c-on-page")).toBe(theme.colours.onPage);
    expect(propertiesOf(theme, true).get("--c-on-page")).toBe(theme.highContrast.onPage);
    expect(propertiesOf(theme, true).size).toBe(Object.keys(theme.colours).length + 1);
  });
});

test("a millimetre is measured along the side that is across, however the configuration names the sides", () => {
  const glass = { widthMm: 390, heightMm: 693 };
  expect(pxPerMm(glass, { width: 1080, height: 1920 })).toBeCloseTo(1080 / 390, 5);
  expect(pxPerMm(glass, { width: 1920, height: 1080 })).toBeCloseTo(1920 / 693, 5);
  expect(pxPerMm({ widthMm: 693, heightMm: 390 }, { width: 1080, height: 1920 })).toBeCloseTo(1080 / 390, 5);
});
