import { expect, test } from "vitest";
import { contrastRatio, leastContrast, poorContrasts, textPairs } from "./contrast.ts";
import { ThemeColours } from "./manifest.ts";

const plain: ThemeColours = {
  page: "#ffffff",
  onPage: "#000000",
  muted: "#444444",
  surface: "#ffffff",
  onSurface: "#000000",
  primary: "#000000",
  onPrimary: "#ffffff",
  accent: "#000000",
  onAccent: "#ffffff",
  danger: "#000000",
  onDanger: "#ffffff",
  warning: "#ffffff",
  onWarning: "#000000",
  line: "#ffffff",
};

test("the ratio is that of WCAG: black on white 21, a colour on itself 1, either way round", () => {
  expect(contrastRatio("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrastRatio("#ffffff", "#000000")).toBeCloseTo(21, 5);
  expect(contrastRatio("#123456", "#123456")).toBe(1);
  // the grey that is known as the lightest with 4.5:1 on white, and the next
  expect(contrastRatio("#767676", "#ffffff")).toBeGreaterThan(4.5);
  expect(contrastRatio("#777777", "#ffffff")).toBeLessThan(4.5);
});

test("a pair below 4.5:1 is named with what it has and needs", () => {
  const poor = poorContrasts({ colours: { ...plain, primary: "#999999" }, highContrast: plain });
  expect(poor).toEqual([
    { mode: "colours", text: "onPrimary", ground: "primary", ratio: expect.closeTo(2.85, 1), least: 4.5 },
  ]);
});

test("high contrast needs 7:1 where the usual colours need 4.5:1", () => {
  const grey = { ...plain, muted: "#707070" };
  expect(poorContrasts({ colours: grey, highContrast: plain })).toEqual([]);
  expect(poorContrasts({ colours: plain, highContrast: grey }).map((p) => [p.text, p.ground, p.least])).toEqual([
    ["muted", "page", leastContrast.highContrast],
    ["muted", "surface", leastContrast.highContrast],
  ]);
});

test("every colour that carries text is in a pair", () => {
  const texts = new Set(textPairs.map(([text]) => text));
  const carrying = Object.keys(ThemeColours.shape).filter((name) => name.startsWith("on"));
  for (const name of carrying) expect([...texts], name).toContain(name);
});
