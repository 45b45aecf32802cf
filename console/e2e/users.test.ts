// People, their roles and how accounts are guarded, as the system and the security administrator work with them.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessProblems, chineseLeft, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const idOf = (n: number) => `00000000-0000-4000-8000-0000000002${String(n).padStart(2, "0")}`;
const as = (role: "system_admin" | "security_admin", userId?: string) =>
  stage.server.session.signIn(role, { name: "管理员", ...(userId === undefined ? {} : { userId }) });
const rows = 'tr[data-testid^="user-"]';

describe("the list", () => {
  test("is cut by role, state and search, all in the address", async () => {
    as("security_admin");
    const { page } = await stage.open("/settings/users");
    await page.getByTestId("user-wang.min").waitFor();
    expect(await page.locator(rows).count()).toBe(10);
    await page.getByTestId("state-filter").click();
    await page.locator(".ant-select-item-option").getByText("已锁定").click();
    await expect.poll(() => page.locator(rows).count()).toBe(1);
    expect(await page.getByTestId("user-zhou").textContent()).toMatch(/锁定至 \d{2}:\d{2}/);
    await page.getByTestId("user-search").fill("王");
    await page.getByText("没有符合条件的用户").waitFor();
    await page.reload();
    await page.getByText("没有符合条件的用户").waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({ q: "王", state: "locked" });
    await page.getByTestId("clear-user-filter").click();
    await expect.poll(() => page.locator(rows).count()).toBe(10);
  });

  test("is for the two administrators: the auditor and an engineer are told so in its place", async () => {
    for (const role of ["audit_admin", "technician"] as const) {
      stage.server.session.signIn(role);
      const { page } = await stage.open("/settings/users");
      await page.getByText("您没有这一页的权限").waitFor();
      await page.close();
    }
  });
});

describe("a new person", () => {
  test("is made by keyboard alone, with a first password that is shown once", async () => {
    as("system_admin");
    const { page } = await stage.open("/settings/users");
    await page.getByTestId("user-wang.min").waitFor();
    await page.getByTestId("create-user").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("new-user").waitFor();
    // the first field has the focus
    await page.keyboard.type("Gu.Lan");
    await page.keyboard.press("Tab");
    await page.keyboard.type("顾岚");
    await page.keyboard.press("Enter");
    const once = page.getByTestId("first-password");
    await once.waitFor();
    expect(await once.textContent()).toContain("gu.lan");
    expect(await page.getByTestId("first-password-text").textContent()).toBe("Jv7-kettle-Moss-42");
    await page.keyboard.press("Escape");
    expect(await once.count()).toBe(1);
    // closing it is the only thing there is to do
    await page.getByTestId("password-done").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => once.count()).toBe(0);
    const drawer = page.getByTestId("user-drawer");
    await drawer.waitFor();
    expect(await drawer.textContent()).toContain("角色由安全管理员授予");
    await page.reload();
    await page.getByTestId("user-gu.lan").waitFor();
    expect(await page.getByText("Jv7-kettle-Moss-42").count()).toBe(0);
  });

  test("what is wrong is told beside its field, a taken login after the server said so", async () => {
    as("system_admin");
    const { page } = await stage.open("/settings/users?create=1");
    await page.getByTestId("create-user-submit").click();
    await page.getByText("必填").waitFor();
    await page.getByLabel("登录名").fill("1zhou");
    expect(await page.getByTestId("new-user").locator(".field-error").first().textContent()).toContain("以字母开头");
    await page.getByLabel("登录名").fill("zhou");
    await page.getByLabel("姓名").fill("周师傅");
    await page.getByTestId("create-user-submit").click();
    await page.getByText("该登录名已被使用").waitFor();
    await page.getByLabel("登录名").fill("zhou2");
    await expect.poll(() => page.getByText("该登录名已被使用").count()).toBe(0);
  });
});

describe("roles", () => {
  test("an administrator's role with any other is refused in the form, as the server does", async () => {
    as("security_admin");
    const { page } = await stage.open(`/settings/users?user=${idOf(7)}`);
    await page.getByTestId("edit-grants").click();
    await page.getByTestId("add-grant").click();
    const added = page.getByTestId("grant-1");
    expect(await page.getByTestId("grant-problem-1").textContent()).toBe("请选择角色");
    await added.getByRole("combobox", { name: "选择角色" }).click();
    await page.locator(".ant-select-dropdown:visible .ant-select-item-option").getByText("审计管理员").click();
    await expect.poll(() => page.getByTestId("grant-problem-1").textContent()).toContain("三员角色只能单独授予");
    expect(await page.getByTestId("save-grants").isDisabled()).toBe(true);
    expect(await page.getByTestId("add-grant").isDisabled()).toBe(true);
    await page.getByTestId("grant-0").getByRole("button", { name: "移除这一行" }).click();
    expect(await page.getByTestId("grant-problem-1").count()).toBe(0);
    await page.getByTestId("save-grants").click();
    await expect
      .poll(() => stage.server.api.accounts.users[6]?.grants)
      .toEqual([{ role: "audit_admin", contractId: null, organisationId: null }]);
  });

  test("a vendor's role asks for the contract and for a firm that works in it", async () => {
    as("security_admin");
    const { page } = await stage.open(`/settings/users?user=${idOf(9)}`);
    await page.getByTestId("edit-grants").click();
    await page.getByTestId("add-grant").click();
    const row = page.getByTestId("grant-0");
    const choose = async (name: string, text: string) => {
      await row.getByRole("combobox", { name }).click();
      await page.locator(".ant-select-dropdown:visible .ant-select-item-option").getByText(text).click();
    };
    await choose("选择角色", "厂商");
    await choose("选择合同", "达州天府通办自助终端");
    await expect.poll(() => page.getByTestId("grant-problem-0").textContent()).toBe("请选择厂商");
    await choose("选择厂商", "上海好利获得维修站");
    await page.getByTestId("save-grants").click();
    await page.getByText("角色已保存").waitFor();
    expect(stage.server.api.accounts.users[8]?.grants).toEqual([
      { role: "vendor", contractId: "dazhou", organisationId: "olivetti-sh" },
    ]);
    // taken back by the keyboard, though the editor is closed
    await page.keyboard.press("Control+z");
    await expect.poll(() => stage.server.api.accounts.users[8]?.grants).toEqual([]);
    await expect.poll(() => page.getByTestId("user-drawer").getByText("未授予角色").count()).toBeGreaterThan(0);
  });

  test("are not one's own to change, and not the system administrator's to give", async () => {
    as("security_admin", idOf(2));
    const own = await stage.open(`/settings/users?user=${idOf(2)}`);
    await own.page.getByTestId("edit-grants").waitFor();
    expect(await own.page.getByTestId("edit-grants").isDisabled()).toBe(true);
    await own.page.close();
    as("system_admin");
    const { page } = await stage.open(`/settings/users?user=${idOf(7)}`);
    await page.getByText("角色由安全管理员授予").waitFor();
    expect(await page.getByTestId("edit-grants").count()).toBe(0);
  });
});

describe("an account", () => {
  test("that is disabled ends its sessions, names offices that stand empty, and can be taken back", async () => {
    as("system_admin");
    const { page } = await stage.open(`/settings/users?user=${idOf(5)}`);
    await page.getByTestId("disable").click();
    const told = page.getByTestId("consequences");
    await told.waitFor();
    expect(await told.textContent()).toContain("1 个登录会话立即结束");
    expect(await page.getByTestId("orphaned").textContent()).toContain("项目经理 · 达州天府通办自助终端");
    await page.getByTestId("confirm").click();
    await page.getByText("账户 chen.pm 已停用").waitFor();
    expect(stage.server.api.accounts.users[4]).toMatchObject({ disabled: true, sessions: 0 });
    await page.getByRole("button", { name: /撤销/ }).click();
    await expect.poll(() => stage.server.api.accounts.users[4]?.disabled).toBe(false);
  });

  test("of one's own cannot be disabled", async () => {
    as("system_admin", idOf(1));
    const { page } = await stage.open(`/settings/users?user=${idOf(1)}`);
    await page.getByTestId("disable").waitFor();
    expect(await page.getByTestId("disable").isDisabled()).toBe(true);
  });

  test("gets a new first password, shown once", async () => {
    as("system_admin");
    const { page } = await stage.open(`/settings/users?user=${idOf(4)}`);
    await page.getByTestId("reset-password").click();
    await page.getByText("所有登录会话立即结束").waitFor();
    await page.getByTestId("confirm").click();
    await page.getByTestId("first-password-text").waitFor();
  });

  test("is unlocked, and loses a lost second factor, by the security administrator", async () => {
    as("security_admin");
    const { page } = await stage.open(`/settings/users?user=${idOf(6)}`);
    await page.getByTestId("unlock").click();
    await page.getByText("已解锁").waitFor();
    await expect.poll(() => page.getByTestId("unlock").count()).toBe(0);
    await page.goto(`${stage.base}/settings/users?user=${idOf(1)}`);
    await page.getByTestId("remove-second-factor").click();
    await page.getByTestId("confirm").click();
    await expect.poll(() => stage.server.api.accounts.users[0]?.secondFactor).toBe(false);
  });

  test("has its sessions ended one by one", async () => {
    as("security_admin");
    const { page } = await stage.open(`/settings/users?user=${idOf(4)}`);
    const sessions = page.locator('[data-testid^="session-wang.min"]');
    await sessions.first().waitFor();
    expect(await sessions.first().textContent()).toContain("Chrome 126 · Windows");
    expect(await sessions.count()).toBe(2);
    await sessions.first().getByRole("button", { name: "结束会话" }).click();
    await expect.poll(() => sessions.count()).toBe(1);
  });

  test("that somebody else changed meanwhile shows both versions, and saves what was chosen", async () => {
    as("system_admin");
    const { page } = await stage.open(`/settings/users?user=${idOf(4)}`);
    await page.getByTestId("edit-person").click();
    const form = page.getByTestId("person-form");
    await form.getByLabel("姓名").fill("王敏敏");
    stage.server.api.accounts.conflictNext = true;
    await page.getByTestId("save-person").click();
    const conflict = page.getByTestId("conflict");
    await conflict.waitFor();
    expect(await page.getByTestId("conflict-name").textContent()).toContain("王敏（已更名）");
    expect(await page.getByTestId("conflict-name").textContent()).toContain("王敏敏");
    await page.getByTestId("conflict-name").getByText("我的", { exact: false }).last().click();
    await page.getByTestId("conflict-resolve").click();
    await expect
      .poll(() => stage.server.api.accounts.users[3])
      .toMatchObject({ name: "王敏敏", phone: "139 9999 9999", version: 3 });
  });
});

test("several accounts are disabled after a preview of what is touched and what not", async () => {
  as("system_admin", idOf(1));
  const { page } = await stage.open("/settings/users");
  await page.getByTestId("user-wang.min").waitFor();
  for (const login of ["admin.sys", "wang.min", "li.dispatch", "old.hand"]) {
    await page.getByTestId(`user-${login}`).getByRole("checkbox").check();
  }
  await page.getByTestId("bulk-disable").click();
  await page.getByTestId(`bulk-ready-${idOf(4)}`).waitFor();
  expect(await page.getByTestId(`bulk-ready-${idOf(4)}`).textContent()).toContain("2 个登录会话立即结束");
  expect(await page.getByTestId(`bulk-refused-${idOf(1)}`).textContent()).toContain("不能停用本人账户");
  expect(await page.getByTestId(`bulk-refused-${idOf(10)}`).textContent()).toContain("已是停用状态");
  await page.getByTestId("bulk-run").click();
  await page.getByTestId(`bulk-done-${idOf(7)}`).waitFor();
  const disabled = stage.server.api.accounts.users.filter((u) => u.disabled).map((u) => u.login);
  expect(disabled).toEqual(["wang.min", "li.dispatch", "old.hand"]);
});

describe("the security policy", () => {
  test("is saved as the next version, and what is out of bounds is told beside its field", async () => {
    as("security_admin");
    const { page } = await stage.open("/settings/security");
    await page.getByTestId("policy-minLength").fill("7");
    await page.getByText("8–64 的整数").waitFor();
    expect(await page.getByTestId("save-policy").isDisabled()).toBe(true);
    await page.getByTestId("policy-minLength").fill("16");
    await page.getByTestId("save-policy").click();
    await page.getByText("已保存为第 4 版").waitFor();
    expect(await page.getByTestId("policy-version").textContent()).toBe("第 4 版");
    expect(stage.server.api.accounts.policy.policy.minLength).toBe(16);
    await page.getByRole("button", { name: /撤销/ }).click();
    await expect.poll(() => stage.server.api.accounts.policy).toMatchObject({ version: 5, policy: { minLength: 10 } });
    await expect.poll(() => page.getByTestId("policy-minLength").inputValue()).toBe("10");
  });

  test("that somebody else changed meanwhile shows both versions", async () => {
    as("security_admin");
    const { page } = await stage.open("/settings/security");
    await page.getByTestId("policy-minLength").fill("16");
    stage.server.api.accounts.conflictNext = true;
    await page.getByTestId("save-policy").click();
    await page.getByTestId("conflict-minLength").waitFor();
    expect(await page.getByTestId("conflict-lockForMinutes").count()).toBe(1);
    await page.getByTestId("conflict-minLength").getByText("我的", { exact: false }).last().click();
    await page.getByTestId("conflict-resolve").click();
    await expect
      .poll(() => stage.server.api.accounts.policy)
      .toMatchObject({ version: 5, policy: { minLength: 16, lockForMinutes: 60 } });
  });

  test("is only to be read by the system administrator", async () => {
    as("system_admin");
    const { page } = await stage.open("/settings/security");
    await page.getByText("由安全管理员修改。").waitFor();
    expect(await page.getByTestId("policy-minLength").isDisabled()).toBe(true);
  });
});

test("a firm gets another name, and a refused leave names the orders that hold it", async () => {
  as("system_admin");
  const { page } = await stage.open("/settings/organisations");
  await page.getByTestId("change-centerm").click();
  const form = page.getByTestId("change-organisation");
  const save = page.getByRole("dialog").getByRole("button", { name: "保存" });
  await form.locator(".ant-select-selection-item-remove").first().click();
  await save.click();
  await page.getByTestId("organisation-refused").getByText("WO-20261120-0001").waitFor();
  await page.goto(`${stage.base}/settings/organisations?change=centerm`);
  await form.getByLabel("名称", { exact: true }).fill("升腾");
  await save.click();
  await form.waitFor({ state: "detached" });
  expect(await page.getByTestId("organisation-centerm").textContent()).toContain("升腾Centerm");
});

test("a firm is entered with the contracts it works in", async () => {
  as("system_admin");
  const { page } = await stage.open("/settings/organisations?create=1");
  const form = page.getByTestId("new-organisation");
  await form.waitFor();
  await form.getByLabel("编号").fill("centerm");
  await page.getByText("该编号已被使用").waitFor();
  await form.getByLabel("编号").fill("new-firm");
  await form.getByLabel("名称", { exact: true }).fill("新厂商");
  await form.getByLabel("参与的合同").click();
  await page.locator(".ant-select-item-option").getByText("长宁区").click();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").getByRole("button", { name: "提交" }).click();
  const row = page.getByTestId("organisation-new-firm");
  await row.waitFor();
  expect(await row.textContent()).toContain("长宁区自助终端系统运行保障");
});

const states = [
  { path: "/settings/users", role: "system_admin", shows: "user-wang.min" },
  { path: "/settings/users?create=1", role: "system_admin", shows: "new-user" },
  { path: `/settings/users?user=${idOf(8)}`, role: "security_admin", shows: "edit-grants" },
  { path: "/settings/security", role: "security_admin", shows: "policy-form" },
  { path: "/settings/organisations", role: "system_admin", shows: "organisation-centerm" },
  { path: "/settings/organisations?create=1", role: "system_admin", shows: "new-organisation" },
] as const;

describe.each(states)("for everyone, $path", ({ path, role, shows }) => {
  test("no serious finding of axe, no sideways scroll on a phone, no Chinese in English", async () => {
    as(role);
    const { page, failures } = await stage.open(path, { language: "en" });
    await page.getByTestId(shows).waitFor();
    await page.waitForTimeout(300);
    expect(await accessProblems(page)).toEqual([]);
    expect(await chineseLeft(page, [])).toEqual([]);
    await page.setViewportSize(phone);
    await page.getByTestId(shows).waitFor();
    await expect.poll(() => sidewaysScroll(page)).toBe(0);
    expect(failures).toEqual([]);
  });
});

describe.each([
  { path: "/settings/users", resource: "users", shows: "users", empty: "没有符合条件的用户" },
  { path: "/settings/security", resource: "security-policy", shows: "policy-form", empty: undefined },
  { path: "/settings/organisations", resource: "organisations", shows: "organisations", empty: "还没有登记厂商" },
])("$path", ({ path, resource, shows, empty }) => {
  test("shows a skeleton, an error with a retry, and nothing as nothing", async () => {
    as("system_admin");
    stage.server.setMode(resource, "hang");
    const waiting = await stage.open(path);
    await waiting.page.getByTestId("skeleton").first().waitFor();
    await waiting.page.close();
    stage.server.setMode(resource, "error");
    const { page } = await stage.open(path);
    await page.getByTestId("error-state").first().waitFor();
    expect(await accessProblems(page)).toEqual([]);
    stage.server.setMode(resource, "ok");
    await page.getByRole("button", { name: "重试" }).first().click();
    await page.getByTestId(shows).waitFor();
    if (empty === undefined) return;
    stage.server.setMode(resource, "empty");
    await page.reload();
    await page.getByText(empty).waitFor();
    expect(await accessProblems(page)).toEqual([]);
  });
});
