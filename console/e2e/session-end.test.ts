// What becomes of an open page when its session ends: revoked, left in another tab, left alone.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessProblems, type Stage, setStage } from "./browser.ts";
import { right } from "./fixture-session.ts";
import { credentials, signInButton } from "./sign-in-form.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const pathOf = (page: Page) => new URL(page.url()).pathname;

describe("a session that ends under an open page", () => {
  async function typing(path = "/work-orders/o-hub"): Promise<Page> {
    const { page } = await stage.open(path);
    await page.getByTestId("action-note").click();
    await page.getByTestId("action-text").fill("钥匙在门卫处");
    return page;
  }
  /** Whether a person could see or press it. */
  const reachable = (page: Page) =>
    page.getByTestId("action-text").evaluate((e) => {
      const box = e.getBoundingClientRect();
      return document.elementFromPoint(box.x + 5, box.y + 5) === e;
    });

  test("hides the page, keeps what was typed, and goes on where it was", async () => {
    const page = await typing();
    expect(await reachable(page)).toBe(true);
    stage.server.signOut();
    const layer = page.getByTestId("sign-in-layer");
    await layer.waitFor();
    expect(await layer.textContent()).toContain("登录已失效");
    expect(await reachable(page)).toBe(false);
    expect(await page.getByLabel("用户名").inputValue()).toBe(right.login);
    await page.getByLabel("密码", { exact: true }).fill(right.password);
    await page.keyboard.press("Enter");
    await layer.waitFor({ state: "detached" });
    expect(pathOf(page)).toBe("/work-orders/o-hub");
    expect(await page.getByTestId("action-text").inputValue()).toBe("钥匙在门卫处");
    await page.getByTestId("action-submit").click();
    await page.getByTestId("event-note").waitFor();
  });

  test("a refused action keeps its form under the sign-in", async () => {
    const page = await typing();
    stage.server.session.signOut();
    await page.getByTestId("action-submit").click();
    await page.getByTestId("sign-in-layer").waitFor();
    await page.getByLabel("密码", { exact: true }).fill(right.password);
    await signInButton(page).click();
    await page.getByTestId("sign-in-layer").waitFor({ state: "detached" });
    expect(await page.getByTestId("action-text").inputValue()).toBe("钥匙在门卫处");
  });

  test("another person who signs in there gets a page of their own", async () => {
    const page = await typing();
    stage.server.signOut();
    await page.getByTestId("sign-in-layer").waitFor();
    stage.server.session.signIn("technician", { name: "李工", userId: "00000000-0000-4000-8000-000000000002" });
    stage.server.session.signOut();
    await credentials(page);
    await page.getByTestId("user-menu").getByText("李工").waitFor();
    await page.getByTestId("action-note").waitFor();
    expect(await page.getByTestId("action-text").count()).toBe(0);
  });

  test("the steps after the password come here too", async () => {
    const page = await typing();
    stage.server.session.steps = ["second-factor"];
    stage.server.signOut();
    await page.getByTestId("sign-in-layer").waitFor();
    await credentials(page);
    await page.getByLabel("六位验证码").pressSequentially(right.code);
    await page.getByTestId("sign-in-layer").waitFor({ state: "detached" });
    expect(await page.getByTestId("action-text").inputValue()).toBe("钥匙在门卫处");
  });

  test("signing out in one tab closes the others, and signing in again opens them", async () => {
    const page = await typing();
    const { page: other } = await stage.open("/account");
    await other.getByTestId("user-menu").click();
    await other.getByTestId("sign-out").click();
    await other.getByTestId("credentials").waitFor();
    expect(pathOf(other)).toBe("/sign-in");
    const layer = page.getByTestId("sign-in-layer");
    await layer.waitFor();
    expect(await layer.getAttribute("data-end")).toBe("elsewhere");
    await credentials(other);
    await layer.waitFor({ state: "detached" });
    expect(await page.getByTestId("action-text").inputValue()).toBe("钥匙在门卫处");
  });

  test("signing out that the server does not hear of is told, and nobody is signed out", async () => {
    const page = await typing();
    await page.getByTestId("user-menu").click();
    stage.server.setMode("session", "error");
    await page.getByTestId("sign-out").click();
    await page.getByText("服务器内部错误").waitFor();
    expect(pathOf(page)).toBe("/work-orders/o-hub");
  });
});

describe("a desk that was left", () => {
  const minutes = (n: number) => n * 60_000;
  async function sitting(): Promise<Page> {
    const { page } = await stage.open("/work-orders/o-hub", { before: (p) => p.clock.install() });
    await page.getByTestId("action-note").click();
    await page.getByTestId("action-text").fill("钥匙在门卫处");
    return page;
  }

  test("is asked one minute before the end, and one button stays", async () => {
    const page = await sitting();
    await page.clock.fastForward(minutes(28.9));
    await page.clock.runFor(2_000);
    expect(await page.getByTestId("idle-warning").count()).toBe(0);
    await page.clock.fastForward(6_000);
    await page.clock.runFor(1_000);
    expect(await page.getByTestId("idle-warning").textContent()).toMatch(/[56]\d 秒后将自动退出/);
    await page.mouse.move(300, 300);
    await page.clock.runFor(1_000);
    expect(await page.getByTestId("idle-warning").count()).toBe(1);
    await page.getByTestId("stay").click();
    await page.getByTestId("idle-warning").waitFor({ state: "detached" });
    await page.clock.fastForward(minutes(5));
    expect(await page.getByTestId("sign-in-layer").count()).toBe(0);
    expect(stage.server.session.me).not.toBeNull();
  });

  test("is told from one where somebody only reads: the server hears of a moved mouse, and again a minute later", async () => {
    const { page } = await stage.open("/audit", { before: (p) => p.clock.install() });
    await page.getByTestId("no-access").waitFor();
    const byPerson: boolean[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/session")) byPerson.push(request.headers()["x-kiosk-background"] === undefined);
    });
    await page.mouse.move(300, 300);
    await expect.poll(() => byPerson).toEqual([true]);
    await page.mouse.move(400, 300);
    await page.clock.fastForward(61_000);
    await page.mouse.move(300, 300);
    await expect.poll(() => byPerson.filter((is) => is).length).toBeGreaterThanOrEqual(2);
  });

  test("is signed out at the limit, at the server too, with what was typed kept", async () => {
    const page = await sitting();
    await page.clock.fastForward(minutes(30));
    await page.clock.runFor(2_000);
    const layer = page.getByTestId("sign-in-layer");
    await layer.waitFor();
    expect(await layer.getAttribute("data-end")).toBe("idle");
    await expect.poll(() => stage.server.session.me).toBeNull();
    await credentials(page);
    await page.clock.runFor(1_000);
    await layer.waitFor({ state: "detached" });
    expect(await page.getByTestId("action-text").inputValue()).toBe("钥匙在门卫处");
  });

  test("without a connection is closed all the same, and opens only by signing in", async () => {
    const page = await sitting();
    stage.server.setMode("session", "error");
    await page.clock.fastForward(minutes(30));
    await page.clock.runFor(2_000);
    await page.getByTestId("sign-in-layer").waitFor();
    stage.server.setMode("session", "ok");
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.clock.runFor(40_000);
    expect(await page.getByTestId("sign-in-layer").count()).toBe(1);
  });

  test("is not left while somebody works in another tab", async () => {
    const page = await sitting();
    await page.clock.fastForward(minutes(29.5));
    await page.clock.runFor(1_000);
    await page.getByTestId("idle-warning").waitFor();
    const now = await page.evaluate(() => Date.now());
    const { page: other } = await stage.open("/account", { before: (p) => p.clock.install({ time: now }) });
    await other.getByTestId("account").waitFor();
    await other.mouse.move(200, 200);
    await other.mouse.move(400, 400);
    await page.getByTestId("idle-warning").waitFor({ state: "detached" });
  });
});

test("the sign-in over a page passes axe", async () => {
  const { page } = await stage.open("/work-orders/o-hub");
  await page.getByTestId("order-detail").waitFor();
  stage.server.signOut();
  await page.getByTestId("sign-in-layer").waitFor();
  expect(await accessProblems(page)).toEqual([]);
});
