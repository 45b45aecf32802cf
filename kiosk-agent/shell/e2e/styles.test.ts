// Three styles, two types, two sizes of glass: measured in millimetres, not in pixels.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { glass, landscape, portrait } from "./glass.ts";
import {
  accessProblems,
  leastGapMm,
  type PageStage,
  setPageStage,
  sidewaysPx,
  targetsOf,
  typeOf,
} from "./page-stage.ts";
import { themeIds, themeNamed, usualState } from "./shell-samples.ts";

const at = Date.parse("2026-11-23T10:32:00+08:00");
let stage: PageStage;

beforeAll(async () => {
  stage = await setPageStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const main = /button-main|tool|search-bar/;
/** Half a tenth of a millimetre is the rounding of a pixel. */
const rounding = 0.05;

const cases = themeIds.flatMap((theme) =>
  (["portrait", "landscape"] as const).flatMap((way) =>
    (["usual", "elder"] as const).map((type) => ({ theme, way, type })),
  ),
);

describe.each(cases)("$theme, $way, $type", ({ theme, way, type }) => {
  const open = async () => {
    stage.agent.say(usualState(at, { theme: themeNamed(theme), screen: glass[way] }));
    const { page } = await stage.open({ viewport: way === "portrait" ? portrait : landscape });
    await page.locator(".home").waitFor();
    if (type === "elder") await page.locator(".tool-elder").tap();
    return page;
  };

  test("targets, distances and type are of the size a hand and an eye need, on home and service page", async () => {
    const page = await open();
    for (const step of ["home", "service"]) {
      if (step === "service") await page.locator(".tile").nth(2).tap();
      const targets = await targetsOf(page);
      expect(targets.length).toBeGreaterThan(5);
      const small = targets.filter(({ className, widthMm, heightMm }) => {
        const least = (type === "elder" || main.test(className) ? 20 : 15) - rounding;
        return widthMm < least || heightMm < least;
      });
      expect(small).toEqual([]);
      expect(await leastGapMm(page)).toBeGreaterThanOrEqual(3 - rounding);
      const { glyphMm, lineHeight } = await typeOf(page);
      expect(glyphMm).toBeGreaterThanOrEqual(type === "elder" ? 6 : 4);
      expect(lineHeight).toBeGreaterThanOrEqual(1.3 - 1e-6);
      expect(await sidewaysPx(page)).toBe(0);
    }
  });

  test("the drawing of every service stands before its words, beside or above them", async () => {
    const page = await open();
    const places = await page.locator(".tile").evaluateAll((tiles) =>
      tiles.map((tile) => {
        const [icon, name] = [".tile-icon", ".tile-name"].map((part) =>
          tile.querySelector(part)?.getBoundingClientRect(),
        );
        if (icon === undefined || name === undefined) return "nowhere";
        return icon.right <= name.left ? "beside" : icon.bottom <= name.top ? "above" : "behind";
      }),
    );
    expect(places.length).toBe(8);
    expect(new Set(places)).toEqual(new Set([theme === "plane-trees" ? "above" : "beside"]));
  });

  test("axe finds nothing serious in the usual colours or in high contrast", async () => {
    const page = await open();
    expect(await accessProblems(page)).toEqual([]);
    await page.locator(".tool-contrast").tap();
    await page.locator('html[data-contrast="high"]').waitFor();
    expect(await accessProblems(page)).toEqual([]);
  });
});

test.each([
  ["portrait", portrait],
  ["landscape", landscape],
] as const)(
  "the tool bar stands at the same place on every page, in the lower third of the glass: %s",
  async (way, viewport) => {
    stage.agent.say(usualState(at, { screen: glass[way] }));
    const { page } = await stage.open({ viewport });
    const onHome = await page.locator(".toolbar").boundingBox();
    await page.locator(".tile").first().tap();
    await page.locator(".service").waitFor();
    expect(await page.locator(".toolbar").boundingBox()).toEqual(onHome);
    expect(onHome?.y ?? 0).toBeGreaterThan((viewport.height * 2) / 3);
  },
);

test("a small glass keeps the millimetres and scrolls by keys instead", async () => {
  stage.agent.say(usualState(at, { screen: { widthMm: 268, heightMm: 476 } }));
  const { page } = await stage.open();
  await page.locator(".tool-elder").tap();
  const small = (await targetsOf(page)).filter(({ widthMm, heightMm }) => Math.min(widthMm, heightMm) < 20 - rounding);
  expect(small).toEqual([]);
  const down = page.getByRole("button", { name: "向下" });
  while ((await down.getAttribute("aria-disabled")) !== "true") {
    await down.tap({ force: true });
  }
  expect(await page.getByRole("button", { name: /问题反映/ }).isVisible()).toBe(true);
});

test("the three layouts are three pages: a service stands elsewhere and otherwise in each", async () => {
  const shapes = new Set<string>();
  for (const theme of themeIds) {
    stage.agent.say(usualState(at, { theme: themeNamed(theme) }));
    const { page } = await stage.open();
    shapes.add(JSON.stringify(await page.locator(".tile").nth(4).boundingBox()));
    await stage.clear();
  }
  expect(shapes.size).toBe(themeIds.length);
});

test("the first load takes at most 150 KB of script, compressed, and nothing is inline", () => {
  const dist = new URL("../dist/", import.meta.url);
  const html = readFileSync(new URL("index.html", dist), "utf8");
  const first = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1] ?? "");
  expect(first.length).toBeGreaterThan(0);
  const bytes = first.map((path) => gzipSync(readFileSync(new URL(`.${path}`, dist)), { level: 9 }).length);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(150_000);
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)/);
  expect(readdirSync(dist)).toContain("theme.json");
});
