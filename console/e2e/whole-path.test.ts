// The last hop: a person's eyes. A real server process, a real agent with emulated devices, a real Chromium.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EnrolmentCode } from "@kiosk/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Child, endChild, startChild } from "../../fixtures/bench/child.ts";
import { launchChromium } from "../../fixtures/chromium.ts";
import { type Account, People } from "../../fixtures/people.ts";
import { SingleKiosk } from "../../fixtures/sim/single-kiosk.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "console-path-"));
const kioskId = "cn-041";
let server: Child;
let kiosk: SingleKiosk;
let browser: Browser;
let page: Page;
let account: Account;
const foreign: string[] = [];

async function startServer(httpPort: number, mqttPort: number): Promise<Child> {
  return startChild([
    join(root, "fleet-server/src/main.ts"),
    // its administrators need no authenticator
    "--demo",
    ...["--port", String(httpPort), "--mqtt-port", String(mqttPort), "--mqtt-host", "127.0.0.1"],
    ...[
      "--data",
      join(folder, "server"),
      "--console",
      join(root, "console/dist"),
      "--seed",
      join(root, "fixtures/seed"),
    ],
  ]);
}

const http = () => String(server.ready.http);

beforeAll(async () => {
  server = await startServer(0, 0);
  const people = await People.setUp(http(), String(server.ready.setupToken));
  const contract = "changning";
  const manager = await people.person("王敏", [{ role: "project_manager", contract }]);
  await manager.signIn();
  account = manager.account;
  const code = await manager.post(`/kiosks/${kioskId}/enrolment-codes`);
  mkdirSync(join(folder, "agent"));
  kiosk = await SingleKiosk.start({
    kioskId,
    dataDir: join(folder, "agent"),
    enrolmentCode: EnrolmentCode.parse(code.body).code,
    mqttPort: Number(server.ready.mqttPort),
    caFile: String(server.ready.caFile),
    ribbonCharactersLeft: 60,
  });
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: "zh-CN" });
  page.on("request", (request) => {
    if (!request.url().startsWith(http()) && !request.url().startsWith("data:")) foreign.push(request.url());
  });
});

afterAll(async () => {
  await browser.close();
  await kiosk.stop();
  await endChild(server.process, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

describe("a project manager looks at the console", () => {
  it("signs in on the way to the page that was asked for", async () => {
    await page.goto(`${http()}/terminals?contract=changning`);
    await page.getByLabel("用户名").fill(account.login);
    await page.getByLabel("密码", { exact: true }).fill(account.password);
    await page.getByTestId("sign-in").click();
    await page.getByTestId("user-menu").getByText("王敏").waitFor();
    expect(new URL(page.url()).pathname).toBe("/terminals");
  });

  it("finds the contract's 46 terminals in the list and on the map", async () => {
    await page.getByTestId(`kiosk-row-${kioskId}`).waitFor();
    expect(await page.locator('[data-testid^="kiosk-row-"]').count()).toBe(46);
    await page.getByTestId("map").locator(".leaflet-interactive, .leaflet-marker-icon").first().waitFor();
    expect(await page.getByText("示意图").first().isVisible()).toBe(true);
  });

  it("finds a terminal by its pinyin initials, and is warned of the neighbour's MAC", async () => {
    await page.getByTestId("terminal-search").fill("cntsg");
    await expect.poll(() => page.locator('[data-testid^="kiosk-row-"]').count(), { timeout: 20_000 }).toBe(1);
    expect(await page.getByTestId("kiosk-row-cn-044").innerText()).toContain("长宁图书馆");
    expect(page.url()).toContain("q=cntsg");
    await page.getByTestId("kiosk-row-cn-044").click();
    await page.getByTestId("neighbour-cn-028").first().waitFor();
  });

  it("sees a ribbon run out as a fault, a counted level and a work order", async () => {
    await page.goto(`${http()}/terminals/${kioskId}`);
    await page.getByTestId("capability-booklet").waitFor();
    await page.getByTestId("consumable-booklet-ribbon-").waitFor();
    // What the ribbon has left and no more: a longer job is refused.
    await kiosk.printBooklet("x".repeat(60));
    await page.locator('[data-testid^="fault-row-"]', { hasText: "色带用尽" }).waitFor();
    const level = await page.getByTestId("consumable-booklet-ribbon-").innerText();
    expect(level).toContain("0%");
    expect(level).toContain("计数");
    await page.locator('[data-testid^="order-row-"]', { hasText: "色带用尽" }).waitFor();
  });

  it("sees that its data stands still when the server is killed, and everything again when it is back", async () => {
    const ports = { http: Number(new URL(http()).port), mqtt: Number(server.ready.mqttPort) };
    await endChild(server.process, "SIGKILL");
    await page.getByTestId("stale-banner").waitFor({ timeout: 45_000 });
    expect(await page.getByTestId("stale-banner").innerText()).toContain("数据停在");
    // the last data stays on the screen
    expect(await page.locator('[data-testid^="fault-row-"]', { hasText: "色带用尽" }).isVisible()).toBe(true);
    server = await startServer(ports.http, ports.mqtt);
    await page.getByTestId("stale-banner").waitFor({ state: "detached", timeout: 45_000 });
    await page.locator('[data-testid^="order-row-"]', { hasText: "色带用尽" }).waitFor();
    await expect.poll(() => page.getByTestId("terminal-head").innerText(), { timeout: 30_000 }).toContain("在线");
  });

  it("acknowledges the order, and the first-response clock is met", async () => {
    await page.goto(`${http()}/work-orders`);
    await page.locator('[data-testid^="order-row-"]', { hasText: "色带用尽" }).getByRole("link").first().click();
    await page.getByTestId("order-detail").waitFor();
    await page.getByTestId("action-acknowledged").click();
    await page.getByTestId("action-submit").click();
    await page.getByTestId("event-acknowledged").waitFor();
    const clock = page.getByTestId("clock-CN-KIOSK-first_response");
    await expect.poll(() => clock.innerText()).toContain("按期完成");
  });

  it("asks why the deadline is what it is, and is told the clause and the event it counts from", async () => {
    await page.getByTestId("why-CN-KIOSK-first_response").click();
    const derivation = page.getByTestId("derivation");
    await derivation.waitFor();
    expect(await derivation.innerText()).toContain("2小时内首次响应");
    expect(await derivation.innerText()).toContain("由此起算");
  });

  it("never makes the browser talk to anybody but the server", () => {
    expect(foreign).toEqual([]);
  });
});
