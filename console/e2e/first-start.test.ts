// The first start of the product, as it is done once in its life: a real server, the printed link, three administrators, their
// first passwords, an authenticator, and the console.
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Child, endChild, startChild } from "../../fixtures/bench/child.ts";
import { launchChromium } from "../../fixtures/chromium.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "first-start-"));
const ownPassword = "Xian-xia9road";
let server: Child;
let browser: Browser;
let page: Page;
let firstPassword = "";
let usedCode = "";
let recoveryCodes: string[] = [];

const http = () => String(server.ready.http);
const pathOf = () => new URL(page.url()).pathname;

beforeAll(async () => {
  const data = ["--data", join(folder, "server"), "--console", join(root, "console/dist")];
  const ports = ["--port", "0", "--mqtt-port", "0", "--mqtt-host", "127.0.0.1"];
  server = await startChild([join(root, "fleet-server/src/main.ts"), ...ports, ...data]);
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: "zh-CN" });
});

afterAll(async () => {
  await browser.close();
  await endChild(server.process, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** RFC 6238 with its defaults, as an authenticator app counts it. */
function codeAt(base32: string, at: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...base32].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function credentials(password: string): Promise<void> {
  await page.getByLabel("用户名").fill("zhang.wei");
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByTestId("sign-in").click();
}

it("the printed link opens the set-up, and each administrator gets a first password", async () => {
  await page.goto(`${http()}/setup?token=${String(server.ready.setupToken)}`);
  for (const [office, name, login] of [
    ["systemAdmin", "张伟", "zhang.wei"],
    ["securityAdmin", "李娜", "li-na"],
    ["auditAdmin", "陈静", "chen77"],
  ] as const) {
    await page.getByTestId(`${office}-name`).fill(name);
    await page.getByTestId(`${office}-login`).fill(login);
  }
  await page.getByRole("button", { name: "建立三个账户" }).click();
  const shown = page.getByTestId("first-passwords");
  await shown.waitFor();
  expect(await shown.locator(".first-password").count()).toBe(3);
  firstPassword = (await shown.locator(".first-password").first().textContent()) ?? "";
  await page.getByLabel("三个密码都已交付或保存").check();
  await page.getByRole("link", { name: "前往登录" }).click();
});

it("the first password is good for one thing: another one", async () => {
  await credentials(firstPassword);
  await page.getByTestId("change-password").waitFor();
  await page.getByLabel("现在的密码").fill(firstPassword);
  await page.getByLabel("新密码", { exact: true }).fill(ownPassword);
  await page.getByLabel("再输入一次新密码").fill(ownPassword);
  await page.getByRole("button", { name: "更改密码" }).click();
  await page.getByTestId("enrol").waitFor();
});

it("an authenticator is bound by the code it shows, and the page of the administrator's work opens", async () => {
  const secret = (await page.getByTestId("enrol-secret").locator("span").allTextContents()).join("");
  usedCode = codeAt(secret, Date.now());
  await page.getByLabel("六位验证码").fill(usedCode);
  await page.getByRole("button", { name: "完成绑定" }).click();
  await page.getByTestId("recovery-codes").waitFor();
  recoveryCodes = await page.getByTestId("recovery-codes").locator("code").allTextContents();
  expect(recoveryCodes).toHaveLength(10);
  await page.getByLabel("我已保存").check();
  await page.getByRole("button", { name: "继续" }).click();
  await page.getByTestId("user-menu").getByText("张伟").waitFor();
  await expect.poll(pathOf).toBe("/settings/users");
});

it("after signing out the same code does not work again, a recovery code does, once", async () => {
  await page.getByTestId("user-menu").click();
  await page.getByTestId("sign-out").click();
  await page.getByTestId("credentials").waitFor();
  await credentials(ownPassword);
  const code = page.getByLabel("六位验证码");
  await code.pressSequentially(usedCode);
  await page.getByTestId("refusal").waitFor();
  const [recovery = ""] = recoveryCodes;
  const recover = async () => {
    await page.getByTestId("use-recovery").click();
    await page.getByLabel("恢复码").fill(recovery);
    await page.getByRole("button", { name: "确定" }).click();
  };
  await recover();
  await page.getByTestId("user-menu").getByText("张伟").waitFor();
  await page.getByTestId("user-menu").click();
  await page.getByTestId("sign-out").click();
  await page.getByTestId("credentials").waitFor();
  await credentials(ownPassword);
  await recover();
  await page.getByTestId("refusal").waitFor();
  expect(pathOf()).toBe("/sign-in");
});

it("the set-up is closed for good", async () => {
  await page.goto(`${http()}/setup?token=${String(server.ready.setupToken)}`);
  await page.getByTestId("setup-closed").waitFor();
});
