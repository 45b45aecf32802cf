// A technician's day on the phone's own screens, at the real server: by touch, with a camera, at the sizes phones have.
import { FieldLog, InspectionList, OrderDetail, OrderList, StockView } from "@kiosk/contract";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pngPicture } from "../../fixtures/sim/demo-papers/png-picture.ts";
import { eventually } from "../../fleet-server/test/server-harness.ts";
import { accessProblemsIn, chineseLeft, sidewaysScroll } from "./browser.ts";
import { large, small, TestPhone } from "./field-screens-phone.ts";
import { cautiousTechnician, type FieldStage, setFieldStage } from "./field-screens-stage.ts";

const picture = {
  name: "camera.png",
  mimeType: "image/png",
  buffer: Buffer.from(pngPicture(320, 240, [{ x: 0, y: 0, width: 160, height: 240, colour: 0x2f6feb }])),
};
const waitMs = { timeout: 20_000 };

let stage: FieldStage;
let phone: TestPhone;
const seen = (id: string): Locator => phone.page.getByTestId(id);
const open = (hash: string) =>
  phone.page.evaluate((to) => {
    location.hash = to;
  }, hash);
const placeOf = (screen: string, kioskId: string, visitId = "-", ...rest: string[]) =>
  `#/${[screen, kioskId, visitId, ...rest].map(encodeURIComponent).join("/")}`;

beforeAll(async () => {
  [stage] = await Promise.all([setFieldStage()]);
  phone = await TestPhone.open(stage.aheadMs);
  await phone.page.goto(`${stage.server.app.httpUrl}/field`);
});
afterAll(async () => {
  await phone?.close();
  await stage?.server.stop();
});

/** Ends 已到服务器 for everything that was made so far. */
const allSent = () => expect.poll(() => seen("sync-badge").getAttribute("data-state"), waitMs).toBe("clear");

/** A line with a finger, from left to right, which then rests: the tap after a finger that was flung off is not taken for one. */
async function drawWithFinger(pad: Locator): Promise<void> {
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error("the pad is not to be seen");
  const touch = await phone.context.newCDPSession(phone.page);
  let timestamp = Date.now() / 1000;
  const send = (type: "touchStart" | "touchMove" | "touchEnd", shares: number[]) => {
    timestamp += 0.1;
    const touchPoints = shares.map((share) => ({
      x: box.x + box.width * share,
      y: box.y + box.height * (0.3 + share / 3),
    }));
    return touch.send("Input.dispatchTouchEvent", { type, touchPoints, timestamp });
  };
  await send("touchStart", [0.1]);
  for (const share of [0.3, 0.5, 0.7, 0.9, 0.9, 0.9]) await send("touchMove", [share]);
  await send("touchEnd", []);
  await touch.detach();
}

describe("a visit, from the route to the departure", () => {
  it("begins with signing in, and shows the next stop with what is to be done and taken along", async () => {
    await signInAs(stage.technician.account);
    const stop = await seen("next-stop").innerText();
    expect(stop).toContain(stage.stop.kioskName);
    expect(stop).toContain("09:00");
    expect(stop).toContain("页面空白");
    expect(stop).toContain("医保制册机色带");
    expect(await seen("day-list").locator("li").count()).toBe(stage.bundle.visits.length);
    await seen("kit").locator("summary").tap();
    expect(await seen("kit").innerText()).toContain("车上 3");
    const link = new URL((await seen("navigate").getAttribute("href")) ?? "");
    expect(link.searchParams.get("dlat")).toBe(stage.stop.lat.toFixed(6));
    expect(link.searchParams.get("dev")).toBe("1");
    const call = seen("next-stop").getByRole("link", { name: "021-62090000转801" });
    expect(await call.getAttribute("href")).toBe("tel:02162090000,801");
  });

  it("knows a forged code by its signature", async () => {
    const genuine = stage.tagOf(stage.stop.kioskId);
    phone.see(`${genuine.slice(0, -12)}${"A".repeat(12)}`);
    await seen("next-go").tap();
    await expect.poll(() => seen("scan-result").innerText(), waitMs).toContain("不是本系统签发");
  });

  it("warns of the neighbour's machine and names it, and records the right one", async () => {
    phone.see(stage.tagOf("cn-026"));
    // as on phones without Google's services: there by name, and of no use
    await phone.page.evaluate(() => {
      class BarcodeDetector {
        static getSupportedFormats = () => Promise.resolve(["qr_code"]);
        detect = () => Promise.reject(new DOMException("Barcode detection service unavailable.", "NotSupportedError"));
      }
      Object.assign(globalThis, { BarcodeDetector });
    });
    await open(placeOf("arrival", "cn-025"));
    await expect.poll(() => seen("wrong-terminal").innerText(), waitMs).toContain("相邻的终端");
    expect(await seen("wrong-terminal").innerText()).toContain("cn-026");
    phone.see(stage.tagOf(stage.stop.kioskId));
    await open(placeOf("arrival", stage.stop.kioskId, stage.stop.id));
    await seen("right-terminal").waitFor();
    await phone.page.getByRole("button", { name: /附上一次位置/ }).tap();
    expect(await seen("position-taken").innerText()).toContain("误差约 18 米");
    await seen("confirm-arrival").tap();
    await seen("works").waitFor();
    await allSent();
    const { entries } = await stage.office.get(`/kiosks/${stage.stop.kioskId}/field-log`, FieldLog);
    expect(entries).toContainEqual(expect.objectContaining({ type: "arrival", state: "applied", by: "陈工" }));
  });

  it("saves a pass with one touch, and a fail only with words and a picture", async () => {
    await seen("work-checklist").tap();
    const lines = phone.page.locator(".check");
    const [first, second] = [lines.nth(0), lines.nth(1)];
    await first.getByRole("button", { name: "合格", exact: true }).tap();
    await first.locator('.mark[data-where="at-server"]').waitFor();
    await second.getByRole("button", { name: "不合格", exact: true }).tap();
    const save = second.getByRole("button", { name: "保存此项" });
    expect(await save.isDisabled()).toBe(true);
    await second.getByRole("textbox").fill("风扇有异响");
    await second.locator('input[type="file"]').setInputFiles(picture);
    await second.locator("img").waitFor();
    await save.tap();
    await expect.poll(() => second.getAttribute("data-outcome")).toBe("fail");
    expect(await seen("progress").innerText()).toMatch(/^2\/\d+ 项 · 不合格 1/);
  });

  it("goes from one open line to the next until all are answered, each by itself", async () => {
    const openLine = phone.page.locator('.check[data-outcome="open"]').first();
    for (let left = 60; left > 0 && (await openLine.count()) > 0; left--) {
      const line = phone.page.getByTestId((await openLine.getAttribute("data-testid")) ?? "").and(openLine);
      const name = await line.getAttribute("aria-labelledby");
      const same = phone.page.locator(`[aria-labelledby="${name}"]`);
      const measure = same.locator("input[inputmode]");
      if ((await measure.count()) > 0) await measure.fill("0");
      await same.getByRole("button", { name: "合格", exact: true }).tap();
      if ((await same.getByText(/超出范围/).count()) > 0) {
        await same.getByRole("button", { name: "不适用", exact: true }).tap();
      }
      if ((await same.locator('input[type="file"]').count()) > 0) {
        await same.locator('input[type="file"]').setInputFiles(picture);
        await same.getByRole("button", { name: "保存此项" }).tap();
      }
      await same.and(phone.page.locator(':not([data-outcome="open"])')).waitFor();
    }
    await seen("checklist-done").tap();
    expect(await seen("work-checklist").innerText()).toContain("不合格 1");
  });

  it("enters what was done on the order", async () => {
    await seen("work-order").tap();
    await seen("act-arrived").tap();
    await seen("act-save").tap();
    await seen("entered-acts").waitFor();
    await seen("other-acts").locator("summary").tap();
    await seen("act-fixed").tap();
    await seen("act-text").fill("清理缓存后恢复");
    await seen("act-save").tap();
    await expect.poll(() => seen("entered-acts").locator("li").count()).toBe(2);
    await allSent();
    const id = stage.bundle.orders[0]?.id ?? "";
    const { order, events } = await stage.office.get(`/work-orders/${id}`, OrderDetail);
    expect(order.state).toBe("fixed");
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(["arrived", "fixed"]));
    await seen("back").tap();
  });

  it("takes the new ribbon out of the van by its number", async () => {
    await seen("work-swap").tap();
    expect(await seen("swap-save").isDisabled()).toBe(true);
    await phone.page.getByRole("button", { name: "RB-2026-0007" }).tap();
    expect(await seen("swap-serial").inputValue()).toBe("RB-2026-0007");
    await seen("swap-save").tap();
    await expect.poll(() => seen("work-swap").getAttribute("data-done")).toBe("true");
    await allSent();
    const { places } = await stage.office.get("/contracts/changning/stock", StockView);
    const van = places.find(({ id }) => id === "van-chen")?.balances ?? [];
    expect(van).toMatchObject([{ quantity: 2, serials: [] }]);
  });

  it("ends with the host's signature; the inspection is completed with its fail as an order", async () => {
    await seen("go-finish").tap();
    await seen("nothing-missing").waitFor();
    expect(await seen("finish").isDisabled()).toBe(true);
    await seen("conclusion").fill("除风扇外正常");
    await seen("host-name").fill("李主任");
    await drawWithFinger(seen("signature-pad"));
    await seen("finish").tap();
    await seen("left").waitFor();
    await allSent();
    const query = `/inspections?kiosk=${stage.stop.kioskId}`;
    const completed = await eventually(
      () => stage.office.get(query, InspectionList),
      ({ inspections }) => inspections[0]?.state === "completed",
    );
    expect(completed.inspections[0]?.counts).toMatchObject({ fail: 1, open: 0 });
    const { orders } = await stage.office.get(`/work-orders?kiosk=${stage.stop.kioskId}`, OrderList);
    expect(orders.map(({ titleZh }) => titleZh)).toContainEqual(expect.stringContaining("风扇"));
    await seen("to-today").tap();
    expect(await seen("next-stop").innerText()).not.toContain(stage.stop.kioskName);
    expect(await seen("day-list").locator('[data-state="done"]').count()).toBe(1);
  });
});

describe("without signal", () => {
  it("keeps on the phone what is written, says so, and sends it when there is signal again", async () => {
    await phone.context.setOffline(true);
    await open(placeOf("note", "cn-001"));
    await seen("note-text").fill("门口在施工");
    await seen("note-save").tap();
    await expect.poll(() => seen("sync-badge").innerText()).toContain("1 条未上传");
    await seen("visit-log").locator("summary").tap();
    expect(await seen("visit-log").innerText()).toContain("已存手机");
    await expect.poll(() => seen("banner-offline").isVisible(), waitMs).toBe(true);
    await open("#/settings");
    await seen("sign-out").tap();
    expect(await seen("sign-out-warning").innerText()).toContain("1 条记录");
    await phone.page.getByRole("button", { name: "先不退出" }).tap();
    await phone.context.setOffline(false);
    await open("#/queue");
    await seen("sync-now").tap();
    await allSent();
    expect(await phone.page.locator("main").innerText()).toMatch(/备注：门口在施工\s+cn-001[^\n]*\s+✓\s*已到服务器/);
  });
});

describe("a form that is not finished", () => {
  it("is there again after the page was closed", async () => {
    await open(placeOf("note", "cn-002"));
    await seen("note-text").fill("写到一半");
    await phone.page.reload();
    expect(await seen("note-text").inputValue()).toBe("写到一半");
  });
});

describe("a picture", () => {
  it("belongs to its form also when the form was left before the picture was ready", async () => {
    await open(placeOf("note", "cn-005"));
    await seen("note-text").fill("门锁");
    await phone.page.locator('input[type="file"]').setInputFiles(picture);
    await seen("back").tap();
    await seen("go-arrival").waitFor();
    await allSent();
    await open(placeOf("note", "cn-005"));
    await expect.poll(() => phone.page.locator(".photo img").count()).toBe(1);
  });
});

describe("a machine whose code cannot be read", () => {
  it("is typed, and its MAC compared with what is printed on it", async () => {
    phone.see("");
    await open(placeOf("arrival", "cn-025"));
    await seen("type-instead").tap();
    await seen("typed-number").fill("25");
    const other =
      stage.bundle.kiosks
        .find(({ id }) => id === "cn-026")
        ?.macs[0]?.replaceAll("-", "")
        .slice(-4) ?? "";
    await seen("typed-mac").fill(other);
    await seen("typed-check").tap();
    expect(await seen("mac-differs").innerText()).toContain("cn-026");
    const own =
      stage.bundle.kiosks
        .find(({ id }) => id === "cn-025")
        ?.macs[0]?.replaceAll("-", "")
        .slice(-4) ?? "";
    await seen("typed-mac").fill(own.toLowerCase());
    await seen("typed-check").tap();
    await seen("confirm-arrival").tap();
    await seen("go-finish").waitFor();
    await open("#/today");
    expect(await seen("unplanned").innerText()).toContain("虹桥营商服务中心");
  });
});

describe("every screen", () => {
  const { stop } = { stop: () => stage.stop };
  const orderId = () => stage.bundle.orders[0]?.id ?? "";
  const screens: readonly (readonly [name: string, hash: () => string, shows: string])[] = [
    ["today", () => "#/today", "next-stop"],
    ["terminals", () => "#/terminals", "terminal-list"],
    ["terminal", () => "#/terminal/cn-025", "terminal-go"],
    ["arrival", () => placeOf("arrival", "cn-025"), "type-instead"],
    ["visit", () => placeOf("visit", stop().kioskId, stop().id), "works"],
    ["checklist", () => placeOf("checklist", stop().kioskId, stop().id, "hardware"), "progress"],
    ["new checklist", () => placeOf("checklist", "cn-003", "-", "hardware"), "next-open"],
    ["order", () => placeOf("order", stop().kioskId, stop().id, orderId()), "entered-acts"],
    ["swap", () => placeOf("swap", stop().kioskId, stop().id, "booklet/ribbon/"), "swap-serial"],
    ["note", () => placeOf("note", "cn-002"), "note-text"],
    ["position", () => placeOf("position", "cn-002"), "take-fix"],
    ["finish", () => placeOf("finish", "cn-003"), "missing"],
    ["queue", () => "#/queue", "sync-now"],
    ["settings", () => "#/settings", "sign-out"],
    ["sign-in", () => "#/sign-in", "sign-in-login"],
  ];

  it.each(screens)("is accessible in the light and in the dark: %s", async (_name, hash, shows) => {
    await open(hash());
    await seen(shows).first().waitFor();
    expect(await accessProblemsIn(phone.page, ["light", "dark"])).toEqual([]);
    await phone.page.emulateMedia({ colorScheme: "light", contrast: "no-preference" });
  });

  it("has no small target, no small print and nothing beside the screen, at both sizes", async () => {
    const found: string[] = [];
    for (const size of [small, large]) {
      await phone.page.setViewportSize(size);
      for (const [name, hash, shows] of screens) {
        await open(hash());
        await seen(shows).first().waitFor();
        const problems = [...(await smallThings()), `${await sidewaysScroll(phone.page)} px sideways`];
        found.push(
          ...problems.filter((problem) => problem !== "0 px sideways").map((p) => `${size.width} ${name}: ${p}`),
        );
      }
    }
    expect(found).toEqual([]);
  });

  it("is complete in English: no Chinese but names and what people wrote", async () => {
    await open("#/settings");
    await phone.page.getByRole("button", { name: "English" }).tap();
    await phone.page.getByText("Language").first().waitFor();
    const typed = ["风扇有异响", "写到一半"];
    const found: string[] = [];
    for (const [name, hash, shows] of screens) {
      await open(hash());
      await seen(shows).first().waitFor();
      found.push(
        ...(await chineseLeft(phone.page, []))
          .filter((text) => !typed.includes(text))
          .map((text) => `${name}: ${text}`),
      );
    }
    expect(found).toEqual([]);
  });
});

describe("a session that has ended", () => {
  it("stops nobody: what was written waits, and goes up after signing in again", async () => {
    await open("#/settings");
    await phone.page.getByRole("button", { name: "中文" }).tap();
    await phone.context.clearCookies();
    await open(placeOf("note", "cn-004"));
    await seen("note-text").fill("登录已失效");
    await seen("note-save").tap();
    await seen("banner-signed-out").waitFor();
    expect(await seen("sync-badge").innerText()).toContain("1 条未上传");
    await seen("banner-signed-out").getByRole("button").tap();
    await signInAs(stage.technician.account);
    await allSent();
    const { entries } = await stage.office.get("/kiosks/cn-004/field-log", FieldLog);
    expect(entries.map(({ type }) => type)).toEqual(["note"]);
  });

  it("is begun by another person with their authenticator, who sees their own day", async () => {
    const { person, recoveryCode } = await cautiousTechnician(stage);
    await open("#/settings");
    await seen("sign-out").tap();
    await signInAs(person.account);
    await seen("sign-in-code").fill(recoveryCode);
    await seen("sign-in").tap();
    await seen("no-next-stop").waitFor();
    await open(placeOf("note", "cn-002"));
    expect(await seen("note-text").inputValue()).toBe("");
  });
});

it("no screen made an exception or broke the page's policy all day", () => {
  expect(phone.failures).toEqual([]);
});

async function signInAs({ login, password }: { login: string; password: string }): Promise<void> {
  await seen("sign-in-login").fill(login);
  await seen("sign-in-password").fill(password);
  await seen("sign-in").tap();
}

/** What is too small for a thumb (48 px) or for the eye (16 px). */
function smallThings(): Promise<string[]> {
  return phone.page.evaluate(() => {
    const label = (element: Element) => `${element.tagName} ${element.textContent?.trim().slice(0, 20) ?? ""}`;
    const targets = [...document.querySelectorAll("a, button, input:not([type=file]), textarea, summary, .photo-add")];
    const small = targets
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 47.5 || box.width < 47.5))
      .map(({ element, box }) => `${label(element)} ${Math.round(box.width)}x${Math.round(box.height)}`);
    const print = [...document.querySelectorAll("body *")]
      .filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ""),
      )
      .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 16)
      .map((element) => `small print: ${label(element)}`);
    return [...small, ...print];
  });
}
