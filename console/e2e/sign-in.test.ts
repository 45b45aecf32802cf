// From nobody to an open session: each step, each refusal, and the first start.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessProblems, chineseLeft, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";
import { right } from "./fixture-session.ts";
import { credentials, signInButton } from "./sign-in-form.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const pathOf = (page: Page) => new URL(page.url()).pathname;

describe("signing in", () => {
  test("comes before any page, and leads back to it with its filters", async () => {
    stage.server.session.signOut();
    const { page, failures } = await stage.open("/work-orders?state=all&class=software");
    await page.getByTestId("credentials").waitFor();
    expect(pathOf(page)).toBe("/sign-in");
    await credentials(page);
    await page.getByTestId("order-row-o-done").waitFor();
    expect(page.url().slice(stage.base.length)).toContain("/work-orders?");
    expect(page.url()).toContain("class=software");
    expect(failures).toEqual([]);
  });

  test.each([
    ["project_manager", "/overview"],
    ["dispatcher", "/work-orders"],
  ] as const)("without a page in mind it leads a %s to %s", async (role, home) => {
    stage.server.session.signIn(role);
    stage.server.session.signOut();
    const { page } = await stage.open("/sign-in");
    await credentials(page);
    await expect.poll(() => pathOf(page)).toBe(home);
  });

  test.each(["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "/api/v1/health"])(
    "never leads to %s",
    async (goal) => {
      stage.server.session.signIn("dispatcher");
      stage.server.session.signOut();
      const { page, strangers } = await stage.open(`/sign-in?return=${encodeURIComponent(goal)}`);
      await credentials(page);
      await expect.poll(() => page.url()).toBe(`${stage.base}/work-orders`);
      expect(strangers).toEqual([]);
    },
  );

  test("who is signed in already does not stay on its page", async () => {
    const { page } = await stage.open("/sign-in?return=%2Faccount");
    await expect.poll(() => pathOf(page)).toBe("/account");
  });

  test("a wrong password says so, keeps the login and waits for another try", async () => {
    stage.server.session.signOut();
    const { page } = await stage.open("/sign-in");
    await credentials(page, "guess");
    expect(await page.getByTestId("refusal").textContent()).toBe("用户名或密码不正确");
    expect(await page.getByLabel("用户名").inputValue()).toBe(right.login);
    const password = page.getByLabel("密码", { exact: true });
    expect(await password.inputValue()).toBe("");
    expect(await password.evaluate((e) => e === document.activeElement)).toBe(true);
  });

  test("an empty field is named before anything is sent", async () => {
    stage.server.session.signOut();
    const { page } = await stage.open("/sign-in");
    await signInButton(page).click();
    await expect.poll(() => page.getByText("必填").count()).toBe(2);
  });

  test("after too many failures the account is locked, and the page says until when", async () => {
    stage.server.session.signOut();
    const { page } = await stage.open("/sign-in");
    for (const attempt of [1, 2, 3]) {
      await credentials(page, `guess ${attempt}`);
      await page.getByTestId("refusal").waitFor();
    }
    await page.getByText(/账户已锁定至 (\d{2}-\d{2} )?\d{2}:\d{2}/).waitFor();
    await credentials(page);
    await page.getByText(/账户已锁定至/).waitFor();
    expect(pathOf(page)).toBe("/sign-in");
  });

  test("a password is hidden until it is to be shown, and locked capitals are told", async () => {
    stage.server.session.signOut();
    const { page } = await stage.open("/sign-in");
    const password = page.getByLabel("密码", { exact: true });
    await password.fill("Abc");
    expect(await password.getAttribute("type")).toBe("password");
    await page.getByRole("button", { name: "显示密码" }).click();
    expect(await password.getAttribute("type")).toBe("text");
    await password.dispatchEvent("keydown", { key: "A", modifierCapsLock: true });
    await page.getByText("大写锁定已开启").waitFor();
  });

  test("a server that does not answer is an error with a way to try again", async () => {
    stage.server.setMode("session", "error");
    const { page } = await stage.open("/work-orders");
    await page.getByTestId("error-state").waitFor();
    stage.server.setMode("session", "ok");
    await page.getByRole("button", { name: "重试" }).click();
    await page.getByTestId("board").waitFor();
  });
});

describe("the steps after the password", () => {
  test("six digits are sent by themselves; wrong ones are refused and the field is free again", async () => {
    stage.server.session.signOut();
    stage.server.session.steps = ["second-factor"];
    const { page } = await stage.open("/account");
    await credentials(page);
    const code = page.getByLabel("六位验证码");
    await code.pressSequentially("000000");
    expect(await page.getByTestId("refusal").textContent()).toContain("验证码不正确");
    await expect.poll(() => code.evaluate((e) => e === document.activeElement)).toBe(true);
    await code.pressSequentially(right.code);
    await page.getByTestId("account").waitFor();
  });

  test("a recovery code does in place of the phone", async () => {
    stage.server.session.signOut();
    stage.server.session.steps = ["second-factor"];
    const { page } = await stage.open("/account");
    await credentials(page);
    await page.getByTestId("use-recovery").click();
    await page.getByLabel("恢复码").fill(right.recovery);
    await page.getByRole("button", { name: "确定" }).click();
    await page.getByTestId("account").waitFor();
  });

  test("nothing else can be reached before the last of them", async () => {
    stage.server.session.signOut();
    stage.server.session.steps = ["second-factor"];
    const { page } = await stage.open("/sign-in");
    await credentials(page);
    await page.getByTestId("second-factor").waitFor();
    await page.goto(`${stage.base}/work-orders/o-hub`);
    await page.getByTestId("second-factor").waitFor();
    expect(pathOf(page)).toBe("/sign-in");
    expect(await page.getByTestId("order-detail").count()).toBe(0);
    await page.getByRole("button", { name: "换一个账户登录" }).click();
    await page.getByTestId("credentials").waitFor();
  });

  test("a new authenticator is bound by its first code, and the recovery codes wait until they are kept", async () => {
    stage.server.session.signOut();
    stage.server.session.steps = ["enrol-second-factor"];
    const { page, strangers } = await stage.open("/account");
    await credentials(page);
    await page.getByTestId("enrol-secret").waitFor();
    expect(await page.getByTestId("enrol-secret").locator("span").allTextContents()).toEqual(
      Array.from({ length: 8 }, (_, i) => ["JBSW", "Y3DP", "EHPK", "3PXP"][i % 4]),
    );
    await page.getByRole("img", { name: /二维码/ }).waitFor();
    await page.getByLabel("六位验证码").fill(right.code);
    await page.getByRole("button", { name: "完成绑定" }).click();
    const codes = page.getByTestId("recovery-codes");
    await expect.poll(() => codes.locator("li").count()).toBe(10);
    // The server calls the session open by now; the codes stay all the same.
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "下载为文本" }).click();
    expect((await download).suggestedFilename()).toBe("恢复码.txt");
    const on = page.getByRole("button", { name: "继续" });
    expect(await on.isDisabled()).toBe(true);
    await page.getByLabel("我已保存").check();
    await on.click();
    await page.getByTestId("account").waitFor();
    expect(strangers).toEqual([]);
  });

  test("another authenticator takes the place of a bound one for whoever also knows the password", async () => {
    const { page } = await stage.open("/account");
    const { me } = stage.server.session;
    if (me !== null) stage.server.session.me = { ...me, secondFactor: true };
    await page.reload();
    await page.getByTestId("open-enrol").click();
    await page.getByLabel("六位验证码").fill(right.code);
    const bind = page.getByRole("button", { name: "完成绑定" });
    expect(await bind.isDisabled()).toBe(true);
    const password = page.getByLabel("现在的密码");
    await password.fill("guessed");
    await bind.click();
    await page.getByTestId("refusal").waitFor();
    await password.fill(right.password);
    await page.getByLabel("六位验证码").fill(right.code);
    await bind.click();
    await expect.poll(() => page.getByTestId("recovery-codes").locator("li").count()).toBe(10);
  });

  test("a first password is changed, with the rules checked while it is typed", async () => {
    stage.server.session.signOut();
    stage.server.session.steps = ["change-password"];
    const { page } = await stage.open("/account");
    await credentials(page);
    const met = (rule: string) => page.getByTestId(`rule-${rule}`).getAttribute("class");
    const next = page.getByLabel("新密码", { exact: true });
    await next.fill("zhou-Abc");
    expect(await met("minLength")).toBe("rule-open");
    expect(await met("login")).toBe("rule-open");
    expect(await met("repetition")).toBe("rule-met");
    await page.getByLabel("现在的密码").fill(right.password);
    await next.fill("Former-1234x");
    expect(await met("minLength")).toBe("rule-met");
    const again = page.getByLabel("再输入一次新密码");
    await again.fill("Former-1234");
    await page.getByText("两次输入不一致").waitFor();
    await again.fill("Former-1234x");
    const submit = page.getByRole("button", { name: "更改密码" });
    await submit.click();
    await page.getByTestId("refusal").waitFor();
    await next.fill("Xian-xia9road");
    await again.fill("Xian-xia9road");
    await submit.click();
    await page.getByTestId("account").waitFor();
  });

  test("several of them follow each other", async () => {
    stage.server.session.signOut();
    stage.server.session.steps = ["second-factor", "change-password"];
    const { page } = await stage.open("/account");
    await credentials(page);
    await page.getByLabel("六位验证码").pressSequentially(right.code);
    await page.getByRole("heading", { name: "设置新密码" }).waitFor();
  });
});

describe("the first start", () => {
  const people = {
    "systemAdmin-name": "张伟",
    "systemAdmin-login": "zhang.wei",
    "securityAdmin-name": "李娜",
    "securityAdmin-login": "li-na",
    "auditAdmin-name": "陈静",
    "auditAdmin-login": "li-na",
  };

  test("names three persons and shows their first passwords once", async () => {
    stage.server.session.signOut();
    stage.server.session.setupOpen = true;
    const { page, failures } = await stage.open("/setup?token=t0ken");
    const submit = page.getByRole("button", { name: "建立三个账户" });
    await submit.click();
    await expect.poll(() => page.getByText("必填").count()).toBe(6);
    for (const [field, text] of Object.entries(people)) await page.getByTestId(field).fill(text);
    await submit.click();
    await page.getByText("三员不能是同一个账户").waitFor();
    await page.getByTestId("auditAdmin-login").fill("chen77");
    await submit.click();
    const shown = page.getByTestId("first-passwords");
    await expect.poll(() => shown.locator(".first-password").count()).toBe(3);
    expect(await shown.textContent()).toContain("chen77");
    await page.getByLabel("三个密码都已交付或保存").check();
    await page.getByRole("link", { name: "前往登录" }).click();
    await page.getByTestId("credentials").waitFor();
    await page.goto(`${stage.base}/setup?token=t0ken`);
    await page.getByTestId("setup-closed").waitFor();
    expect(failures).toEqual([]);
  });

  test("needs the printed link", async () => {
    stage.server.session.setupOpen = true;
    const { page } = await stage.open("/setup");
    await page.getByTestId("setup-no-token").waitFor();
    expect(await page.getByTestId("setup").count()).toBe(0);
  });
});

describe("for everyone", () => {
  const steps = [
    ["the sign-in", "/sign-in", "credentials", []],
    ["the second factor", "/sign-in", "second-factor", ["second-factor"]],
    ["a new authenticator", "/sign-in", "enrol", ["enrol-second-factor"]],
    ["a new password", "/sign-in", "change-password", ["change-password"]],
    ["the set-up", "/setup?token=x", "setup", []],
  ] as const;

  test.each(steps)("%s passes axe, fits a phone and is English in English", async (_name, path, shows, left) => {
    stage.server.session.signOut();
    stage.server.session.setupOpen = true;
    const { page } = await stage.open(path, { language: "en", viewport: phone });
    if (left.length > 0) {
      stage.server.session.steps = [...left];
      await page.getByLabel("Login").fill(right.login);
      await page.getByLabel("Password", { exact: true }).fill(right.password);
      await signInButton(page).click();
    }
    await page.getByTestId(shows).waitFor();
    expect(await accessProblems(page)).toEqual([]);
    expect(await chineseLeft(page, [])).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
  });

  test("signing in goes by keyboard alone", async () => {
    stage.server.session.signOut();
    const { page } = await stage.open("/account");
    await page.getByTestId("credentials").waitFor();
    await page.keyboard.type(right.login);
    await page.keyboard.press("Tab");
    await page.keyboard.type(right.password);
    await page.keyboard.press("Enter");
    await page.getByTestId("account").waitFor();
  });
});
