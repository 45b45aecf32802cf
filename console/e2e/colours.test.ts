// What stands on what, measured from the tokens themselves as WCAG 2.2 counts contrast.
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { themeNames } from "../src/shared/theme/theme-choice.ts";

const source = fileURLToPath(new URL("../src/", import.meta.url));
const css = readFileSync(`${source}app/styles/tokens.css`, "utf8");

function tokensOf(theme: string): Map<string, string> {
  const block = css.match(new RegExp(`:root\\[data-theme="${theme}"\\] \\{([^}]*)\\}`))?.[1] ?? "";
  return new Map([...block.matchAll(/--([a-z0-9-]+): ([^;]+);/g)].map(([, name, value]) => [name ?? "", value ?? ""]));
}

/** @throws for a colour that is not six digits: what text stands on is never half transparent */
function luminance(text: string): number {
  const digits = /^#([0-9a-f]{6})$/i.exec(text)?.[1];
  if (digits === undefined) throw new Error(`not a plain colour: ${text}`);
  const [r = 0, g = 0, b = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const grounds = ["bg", "panel", "sunken", "hover"];
const inks = ["ink", "ink-2", "ink-3", "accent", "ok", "warn", "bad", "off", "pause"];
const texts = [
  ...grounds.flatMap((ground) => inks.map((ink) => [ink, ground] as const)),
  ...inks.slice(0, 4).map((ink) => [ink, "accent-soft"] as const),
  ["accent-ink", "accent-soft"],
  ["accent-ink", "panel"],
  ["ink-faint", "panel"],
  ["ink-faint", "bg"],
  ["ok-ink", "ok-soft"],
  ["ok-ink", "panel"],
  ["warn", "warn-soft"],
  ["ink", "warn-soft"],
  ["bad", "bad-soft"],
  ["ink", "bad-soft"],
  ["off", "off-soft"],
  ["ink", "off-soft"],
  ["pause-ink", "panel"],
  ["ink", "pause-soft"],
  ["ink-2", "pause-soft"],
  ["on-solid", "accent"],
  ["on-solid", "accent-ink"],
  ["on-solid", "bad"],
  ["on-solid", "ok"],
  ["on-solid", "tip"],
  ["map-label", "map"],
  ["map-creek-label", "map"],
  ["map-elevated-label", "map"],
  ["map-metro2-label", "map"],
  ["map-metro10-label", "map"],
] as const;
/** marks and the edges of controls: 3 : 1 (WCAG 2.2, 1.4.11) */
const marks = [
  ...["ok", "warning", "fault", "unknown", "offline"].flatMap((sign) => [
    [`sign-${sign}`, "panel"] as const,
    [`sign-${sign}`, "map"] as const,
    [`sign-${sign}`, "sign-glyph"] as const,
  ]),
  ["line-field", "panel"],
  ["warn-mark", "panel"],
  ["bar-over", "panel"],
  ["bar-used", "panel"],
] as const;

const light = tokensOf("light");

describe.each(themeNames)("%s", (theme) => {
  const tokens = tokensOf(theme);
  const ratio = ([one, other]: readonly [string, string]) =>
    contrast(tokens.get(one) ?? "missing", tokens.get(other) ?? "missing");

  test("has every token", () => {
    expect([...tokens.keys()]).toEqual([...light.keys()]);
  });

  test("texts can be read", () => {
    const least = theme.startsWith("contrast") ? 7 : 4.5;
    const weak = texts.filter((pair) => ratio(pair) < least).map((pair) => [...pair, ratio(pair).toFixed(2)]);
    expect(weak).toEqual([]);
  });

  test("marks and edges can be seen", () => {
    const weak = marks.filter((pair) => ratio(pair) < 3).map((pair) => [...pair, ratio(pair).toFixed(2)]);
    expect(weak).toEqual([]);
  });
});

test("no other style sheet has a colour of its own", () => {
  const sheets = globSync("**/*.css", { cwd: source }).filter((path) => !path.endsWith("tokens.css"));
  const coloured = sheets.flatMap((path) =>
    [...readFileSync(source + path, "utf8").matchAll(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|:\s*(?:white|black)\b/gi)].map(
      ([found]) => `${path}: ${found}`,
    ),
  );
  expect(sheets.length).toBeGreaterThan(10);
  expect(coloured).toEqual([]);
});
