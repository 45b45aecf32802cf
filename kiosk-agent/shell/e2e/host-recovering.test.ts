// The local page, as either host shows it first and whenever the pages are away.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../fixtures/chromium.ts";
import { type RecoveringServer, startRecoveringServer } from "../browser/recovering-server.ts";

let browser: Browser;
let server: RecoveringServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startRecoveringServer(0)]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const nearest = { name: "周家桥街道社区事务受理服务中心", address: "长宁路2188号", metres: 640 };
const sizes = [
  { width: 1080, height: 1920 },
  { width: 1920, height: 1080 },
];

test.each(sizes)("it names the nearest terminal and fits the glass of $width x $height", async (viewport) => {
  const page = await browser.newPage({ viewport, hasTouch: true });
  await page.goto(server.address(nearest));
  await page.getByText(nearest.address).waitFor();
  await page.getByText("约 640 米").waitFor();
  const over =
    "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]";
  expect(await page.evaluate(over)).toEqual([0, 0]);
  await page.close();
});

test.each([
  ["where nobody knows another one", ""],
  ["where the address was tampered with", "#%7Bnonsense"],
])("it says that it recovers and shows no empty terminal %s", async (_, hash) => {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/${hash}`);
  await page.getByRole("heading", { name: "正在恢复，请稍候" }).waitFor();
  expect(await page.locator("#nearest").isVisible()).toBe(false);
  await page.close();
});

test("it goes on to the pages as soon as the launcher says where", async () => {
  const page = await browser.newPage();
  await page.goto(server.address(null));
  server.setGoal(`${server.origin}/recovering.css`);
  await page.waitForURL(/recovering\.css$/, { timeout: 5_000 });
  server.setGoal(null);
  await page.close();
});
