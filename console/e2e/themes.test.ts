// Four themes: chosen or asked for by the system, there from the first paint, readable on every kind of page.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { brightnesses, contrasts, themeNames, themeOf } from "../src/shared/theme/theme-choice.ts";
import { accessProblemsIn, type Stage, setStage } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const themeOn = (page: Page) => page.evaluate(() => document.documentElement.dataset.theme);
const inTheme = (brightness: string, contrast: string) => (page: Page) =>
  page.addInitScript(
    (keys) => {
      for (const [key, value] of Object.entries(keys)) localStorage.setItem(key, value);
    },
    { "kiosk.theme": brightness, "kiosk.contrast": contrast },
  );
const pages = [
  { path: "/terminals?sel=cn-025", shows: "kiosk-point-cn-025" },
  { path: "/work-orders", shows: "board" },
  { path: "/work-orders/o-part?why=CN-KIOSK:fix_part", shows: "derivation" },
  { path: "/contract/changning?form=terms", shows: "terms-form" },
  { path: "/account", shows: "account" },
];

// light and dark are what accessible.test.ts and everyone.test.ts look at
describe.each(pages)("in high contrast $path", ({ path, shows }) => {
  test("has no serious or critical finding of axe", async () => {
    const { page } = await stage.open(path);
    await page.getByTestId(shows).first().waitFor();
    expect(await accessProblemsIn(page, ["contrast-light", "contrast-dark"])).toEqual([]);
  });
});

test("the user menu has no serious or critical finding in any theme", async () => {
  const { page } = await stage.open("/account");
  await page.getByTestId("user-menu").click();
  await page.getByTestId("sign-out").waitFor();
  expect(await accessProblemsIn(page, themeNames)).toEqual([]);
});

describe("before the console's own script has run", () => {
  const systems = [false, true].flatMap((dark) => [false, true].map((contrast) => ({ dark, contrast })));

  test("every choice under every system already shows the theme that it will have", async () => {
    // Only the page and theme.js: what is there before the first paint.
    const { page } = await stage.open("/account", { before: (p) => p.route(/\/assets\//, (r) => r.abort()) });
    const wrong: string[] = [];
    for (const system of systems) {
      await page.emulateMedia({
        colorScheme: system.dark ? "dark" : "light",
        contrast: system.contrast ? "more" : "no-preference",
      });
      for (const brightness of brightnesses) {
        for (const contrast of contrasts) {
          await page.evaluate(
            ([b, c]) => {
              localStorage.setItem("kiosk.theme", b);
              localStorage.setItem("kiosk.contrast", c);
            },
            [brightness, contrast] as const,
          );
          await page.reload();
          const shown = await themeOn(page);
          const due = themeOf({ brightness, contrast }, system);
          if (shown !== due) wrong.push(`${brightness} ${contrast} ${JSON.stringify(system)}: ${shown}, not ${due}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("a dark page is dark, whatever the system", async () => {
    const { page } = await stage.open("/account", {
      before: async (p) => {
        await inTheme("dark", "normal")(p);
        await p.route(/\/assets\/.*\.js$/, (route) => route.abort());
      },
    });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(16, 22, 28)");
  });
});

describe("the choice", () => {
  test("takes effect at once, in antd's parts too, and is kept in this browser", async () => {
    const { page, failures } = await stage.open("/account");
    await page.getByTestId("account").waitFor();
    await page.getByTestId("user-menu").click();
    await page.getByTestId("user-menu").locator("..").getByTestId("brightness").getByText("深色").click();
    await expect.poll(() => themeOn(page)).toBe("dark");
    const button = page.getByTestId("open-password");
    const ground = () => button.evaluate((e) => getComputedStyle(e).backgroundColor);
    await expect.poll(ground).toBe("rgb(24, 33, 42)");
    await page.reload();
    await page.getByTestId("account").waitFor();
    expect(await themeOn(page)).toBe("dark");
    await page.getByTestId("contrast").getByText("高").click();
    await expect.poll(() => themeOn(page)).toBe("contrast-dark");
    expect(failures).toEqual([]);
  });

  test("of the system follows it while the page is open", async () => {
    const { page } = await stage.open("/account", { before: (p) => p.emulateMedia({ colorScheme: "light" }) });
    await page.getByTestId("account").waitFor();
    expect(await themeOn(page)).toBe("light");
    await page.emulateMedia({ colorScheme: "dark", contrast: "more" });
    await expect.poll(() => themeOn(page)).toBe("contrast-dark");
  });

  test("shuts with Escape and gives the focus back", async () => {
    const { page } = await stage.open("/account");
    const button = page.getByTestId("user-menu");
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("sign-out").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await page.getByTestId("sign-out").waitFor({ state: "detached" });
    expect(await button.evaluate((e) => e === document.activeElement)).toBe(true);
  });
});
