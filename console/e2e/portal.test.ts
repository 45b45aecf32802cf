// The vendor's portal at the real server: the ten main tasks of a firm, on a wide screen and on a phone, and a one-time link.
import { join } from "node:path";
import { NewOrderLinkMade, OrderDetail } from "@kiosk/contract";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "../../fixtures/chromium.ts";
import type { SignedIn } from "../../fixtures/people.ts";
import { pngPicture } from "../../fixtures/sim/demo-papers/png-picture.ts";
import { SettableClock } from "../../fleet-server/test/settable-clock.ts";
import {
  act,
  assign,
  contract,
  givenOrder,
  setVendorStage,
  type VendorStage,
} from "../../fleet-server/test/vendor-stage.ts";
import { accessProblems, desktop, phone, sidewaysScroll } from "./browser.ts";

const consoleDir = join(import.meta.dirname, "..", "dist");
const paper = Buffer.from(pngPicture(8, 8, [{ x: 0, y: 0, width: 8, height: 8, colour: 0x2f6feb }]));

/** Thursday 2026-09-10 09:30 in Shanghai: far from the end of a month */
const time = new SettableClock(Date.UTC(2026, 8, 10, 1, 30));

let stage: VendorStage;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  stage = await setVendorStage({ consoleDir, clock: time.clock });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await stage.server.stop();
});
beforeEach(async () => {
  context = await browser.newContext({ locale: "zh-CN", reducedMotion: "reduce" });
  context.setDefaultTimeout(20_000);
});
afterEach(() => context.close());

/** A page of somebody who has signed in. */
async function pageOf(person: SignedIn, path: string, viewport: typeof desktop): Promise<Page> {
  await person.signIn();
  const [name = "", value = ""] = person.cookie.split("=");
  await context.addCookies([{ name, value, url: stage.server.app.httpUrl }]);
  const page = await context.newPage();
  await page.setViewportSize(viewport);
  await page.goto(stage.server.app.httpUrl + path);
  return page;
}

/** `2026-11-22 09:15`, Shanghai, in so many hours. */
function wall(hours: number): string {
  return new Date(time.now + (8 + hours) * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

async function send(page: Page, step: string): Promise<void> {
  await page.getByTestId("step-send").click();
  await page.getByTestId(`step-${step}`).waitFor({ state: "detached" });
}

async function begin(page: Page, step: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.getByTestId(`do-${step}`).click();
  await page.getByTestId(`step-${step}`).waitFor();
  for (const [field, value] of Object.entries(fields)) {
    if (field === "text") await page.getByTestId("step-text").fill(value);
    else if (field === "part") {
      await page.getByTestId("field-part").click();
      await page.locator(".ant-select-item-option").getByText(value).click();
    } else await page.getByTestId(`field-${field}`).fill(value);
  }
}

describe.each([
  ["on a wide screen", desktop, "cn-021", "cn-022"],
  ["on a phone", phone, "cn-023", "cn-024"],
] as const)("a firm's ten tasks %s", (_, viewport, partsAt, softwareAt) => {
  test("from the deadline list to the answer of a dispute", async () => {
    const id = await givenOrder(stage, "lujie", { kioskId: partsAt, title: "触摸屏左侧无响应" });
    const late = await givenOrder(stage, "lujie", {
      kioskId: softwareAt,
      class: "software",
      title: "首页打不开",
      reportedAt: time.now - 3 * 3_600_000,
    });

    // 1: what is due first is on top, and the overdue ones alone
    const page = await pageOf(stage.lujie, "/", viewport);
    await page.getByTestId(`vendor-order-${id}`).waitFor();
    expect(new URL(page.url()).pathname).toBe("/portal");
    const listed = page.getByTestId("vendor-orders").locator("> li");
    expect(await listed.first().getAttribute("data-testid")).toBe(`vendor-order-${late}`);
    await page.getByTestId("show-overdue").click();
    await page.getByTestId(`vendor-order-${id}`).waitFor({ state: "detached" });
    expect(page.url()).toContain("show=overdue");
    await page.getByTestId("show-all").click();
    await page.getByTestId(`vendor-order-${id}`).getByRole("link").click();

    // 2-5: accept, promise a day, diagnose, say which parts are needed
    await begin(page, "acknowledged");
    await send(page, "acknowledged");
    await begin(page, "date_proposed", { proposedAt: wall(20) });
    await send(page, "date_proposed");
    await page.getByTestId("proposed").waitFor();
    await begin(page, "diagnosis_submitted");
    await page.getByTestId("step-send").click();
    await page.getByTestId("step-diagnosis_submitted").getByText("必填").waitFor();
    await page.getByTestId("step-text").fill("触控组件失效，须更换");
    await send(page, "diagnosis_submitted");
    await begin(page, "part_required", { parts: "触控组件" });
    await send(page, "part_required");

    // 6-7: ordered, and come, with the paper
    const order = { part: "触控组件", orderNo: "PO-2026-7", supplier: "演示供应商", expectedAt: wall(200) };
    await begin(page, "part_ordered", order);
    await send(page, "part_ordered");
    await begin(page, "part_arrived", { part: "触控组件", serial: "TP-1" });
    await page.getByTestId("step-send").click();
    await page.getByTestId("step-part_arrived").getByText("必填").waitFor();
    await page
      .getByTestId("evidence-input")
      .setInputFiles({ name: "到货单.png", mimeType: "image/png", buffer: paper });
    await page.getByTestId("step-part_arrived").locator('[data-testid^="evidence-"] img').waitFor();
    await send(page, "part_arrived");
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessProblems(page)).toEqual([]);

    // 8: built in, tested, ready
    await begin(page, "part_installed", { part: "触控组件" });
    await send(page, "part_installed");
    await begin(page, "tested", { text: "连续触控 100 次正常" });
    await send(page, "tested");
    await begin(page, "acceptance_requested");
    await send(page, "acceptance_requested");
    await expect.poll(() => page.getByTestId("vendor-order").getAttribute("data-state")).toBe("awaiting_acceptance");
    await page.getByTestId("order-back").click();

    // 9: the ledger of parts
    await page.getByRole("tab", { name: "备件" }).click();
    const line = page.getByTestId(`part-${id}-触控组件`);
    await line.waitFor();
    expect(await line.innerText()).toContain("PO-2026-7");
    expect(await sidewaysScroll(page)).toBe(0);

    // 10: the month, a row of it disputed, and the buyer's answer, which comes by itself
    await page.getByRole("tab", { name: "月度得分" }).click();
    const clock = page.getByTestId("score-CN-KIOSK-first_response");
    await clock.waitFor();
    await clock.locator("summary").click();
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessProblems(page)).toEqual([]);
    await page.getByTestId(`dispute-${id}-CN-KIOSK:first_response`).click();
    await page.getByTestId("step-disputed").waitFor();
    await page.getByTestId("step-text").fill("应自接单起算");
    await send(page, "disputed");
    await page.getByTestId("disputes").getByText("待采购方答复").waitFor();
    const { disputes } = await stage.client.get(`/work-orders/${id}`, OrderDetail);
    const answer = { text: "核对属实，将更正", data: { dispute: disputes[0]?.id, upheld: true } };
    await act(stage.client, id, "dispute_answered", answer);
    await page.getByTestId("disputes").getByText("采购方认可").waitFor();
    await page.getByTestId("disputes").getByText("核对属实，将更正").waitFor();

    // what is taken from the firm goes from its screen
    for (const one of [late, id]) await assign(stage.dispatcher, one, null);
    await page.getByText("没有这张工单").waitFor();
  });
});

describe("a one-time link", () => {
  async function makeLink(kioskId: string): Promise<{ id: string; path: string }> {
    const id = await givenOrder(stage, "lujie", { kioskId, class: "hardware_repair" });
    const made = await stage.dispatcher.post(`/work-orders/${id}/links`, { organisationId: "lujie", hours: 24 });
    return { id, path: NewOrderLinkMade.parse(made.body).path };
  }
  async function open(path: string): Promise<Page> {
    const page = await context.newPage();
    await page.setViewportSize(phone);
    await page.goto(stage.server.app.httpUrl + path);
    await page.getByTestId("link-page").waitFor();
    return page;
  }

  test("is explained first, opens its order by one button, and no second time", async () => {
    const { id, path } = await makeLink("cn-025");
    const page = await open(path);
    expect(await accessProblems(page)).toEqual([]);
    expect(await page.getByRole("button").count()).toBe(1);
    await page.getByTestId("link-open").click();
    await page.getByTestId("vendor-order").waitFor();
    expect(new URL(page.url()).pathname).toBe(`/portal/orders/${id}`);
    await begin(page, "acknowledged");
    await send(page, "acknowledged");
    expect(await sidewaysScroll(page)).toBe(0);

    await context.clearCookies();
    const again = await open(path);
    await again.getByTestId("link-open").click();
    expect(await again.getByTestId("link-refused").innerText()).toContain("已使用过");
  });

  test("is made by the dispatcher beside the order, shown once, and revoked there", async () => {
    const id = await givenOrder(stage, "lujie", { kioskId: "cn-026", class: "hardware_repair" });
    const page = await pageOf(stage.dispatcher, `/work-orders/${id}?contract=${contract}`, desktop);
    await page.getByTestId("link-make").click();
    const url = await page.getByTestId("link-url").innerText();
    expect(url).toContain("/link/1~");
    await page.reload();
    await page.locator('[data-testid^="link-"][data-state="waiting"]').waitFor();
    expect(await page.getByTestId("link-url").count()).toBe(0);
    await page.locator('[data-testid^="revoke-"]').click();
    await page.locator(".ant-popconfirm").getByRole("button", { name: "撤销" }).click();
    await page.locator('[data-testid^="link-"][data-state="revoked"]').waitFor();
    await context.clearCookies();
    const visitor = await open(new URL(url).pathname);
    await visitor.getByTestId("link-open").click();
    expect(await visitor.getByTestId("link-refused").innerText()).toContain("已被撤销");
  });
});

test("the buyer answers a dispute beside the order and is offered the correction", async () => {
  const id = await givenOrder(stage, "lujie", { kioskId: "cn-027", class: "software" });
  await act(stage.lujie, id, "disputed", { text: "响应时间有误", data: { target: "CN-KIOSK:first_response" } });
  const page = await pageOf(stage.client, `/work-orders/${id}?contract=${contract}`, desktop);
  await page.locator('[data-testid^="answer-"]').click();
  await page.getByTestId("field-upheld").click();
  await page.locator(".ant-select-item-option").getByText("异议成立", { exact: true }).click();
  await page.getByTestId("action-text").fill("核对通话记录属实");
  await page.getByTestId("action-submit").click();
  await page.getByTestId("disputes").getByText("采购方认可").waitFor();
  await page.getByRole("button", { name: "去更正" }).click();
  await page.getByTestId("form-corrected").waitFor();
  expect(await accessProblems(page)).toEqual([]);
});

test("the dispatcher gives an order to a firm and finds the firm's orders", async () => {
  const id = await givenOrder(stage, null, { kioskId: "cn-028", class: "software" });
  const page = await pageOf(stage.dispatcher, `/work-orders/${id}?contract=${contract}`, desktop);
  await page.getByTestId("action-assigned").click();
  await page.getByTestId("field-organisation").click();
  await page.locator(".ant-select-item-option").getByText("演示·恒信技术服务").click();
  await page.getByTestId("action-submit").click();
  await page.getByTestId("firm").getByText("演示·恒信技术服务").waitFor();
  await page.goto(`${stage.server.app.httpUrl}/work-orders?contract=${contract}&view=table&vendor=hengxin`);
  await page.getByTestId(`order-row-${id}`).waitFor();
  expect(await page.locator('[data-testid^="order-row-"]').count()).toBe(1);
});
