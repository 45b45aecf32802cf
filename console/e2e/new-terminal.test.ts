// A new contract, a new terminal: what the forms suggest, what they refuse, what the server refuses, the empty product.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessProblems, chineseLeft, phone, type Stage, setStage, sidewaysScroll } from "./browser.ts";
import { enterKiosk, refused } from "./fixture-master.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** The product before anybody entered anything. */
function emptyProduct(): void {
  stage.server.api.contracts = [];
  stage.server.api.kiosks = [];
  stage.server.api.orders = [];
}

const form = (page: Page) => page.getByRole("dialog");
const submit = (page: Page) => form(page).getByRole("button", { name: "新建", exact: true }).click();

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await form(page).getByLabel(label, { exact: true }).fill(text);
}

const site = { 名称: "泉口路服务点", 地址: "泉口路1号", "经度（WGS-84）": "121.3668", "纬度（WGS-84）": "31.2144" };

/** Waits for the suggested id, which needs the other terminals. */
function suggests(page: Page, id: string): Promise<void> {
  return expect.poll(() => form(page).getByLabel("编号").inputValue()).toBe(id);
}

/** What a screen reader says below a field. */
async function noteOf(page: Page, label: string): Promise<string | null> {
  const id = await form(page).getByLabel(label, { exact: true }).getAttribute("aria-describedby");
  return page.locator(`[id="${id}"]`).textContent();
}

describe("a new terminal", () => {
  test("is created with the suggested number, and its page shows the four steps", async () => {
    const { page, failures } = await stage.open("/terminals");
    await page.getByTestId("create-terminal").click();
    await suggests(page, "cn-047");
    expect(await form(page).getByLabel("序号").inputValue()).toBe("47");
    expect(await form(page).getByLabel("区县").inputValue()).toBe("长宁区");
    await fill(page, { ...site, MAC: "02:00:00:00:00:01\n020000000002", 值班电话: "021-62090000" });
    await form(page).getByLabel("街道").fill("新泾");
    await page.locator(".ant-select-item-option", { hasText: "新泾镇" }).click();
    await submit(page);
    await page.getByText("新终端上线步骤").waitFor();
    expect(new URL(page.url()).pathname).toBe("/terminals/cn-047");
    expect(stage.server.api.kiosks.at(-1)).toMatchObject({
      id: "cn-047",
      contractId: "changning",
      seq: 47,
      street: "新泾镇",
      macs: ["02-00-00-00-00-01", "02-00-00-00-00-02"],
      lon: 121.3668,
      confidence: "low",
      dutyPhone: "021-62090000",
    });
    await page.getByRole("link", { name: "返回终端列表" }).click();
    await page.getByTestId("kiosk-row-cn-047").waitFor();
    expect(failures).toEqual([]);
  });

  test("of another contract than the chosen one is suggested that contract's next number", async () => {
    const { page } = await stage.open("/terminals?create=1");
    await page.getByTestId("new-terminal-contract").click();
    await page.locator(".ant-select-item-option", { hasText: "达州" }).click();
    await suggests(page, "dz-005");
    await fill(page, site);
    await submit(page);
    await page.getByText("新终端上线步骤").waitFor();
    expect(page.url()).toContain("contract=dazhou");
  });

  test("names everything that is wrong, goes to the first of it, and sends nothing", async () => {
    const { page } = await stage.open("/terminals?create=1");
    await suggests(page, "cn-047");
    await fill(page, { 编号: "CN 47", 序号: "25", MAC: "7C-A7-B0-6A-BF\n02-00-00-00-00-01", 值班电话: "值班室" });
    await submit(page);
    expect(await noteOf(page, "序号")).toBe("该序号已被终端 cn-025 使用");
    expect(await noteOf(page, "编号")).toContain("2–40 个小写字母");
    expect(await noteOf(page, "名称")).toBe("必填");
    expect(await noteOf(page, "MAC")).toBe("不是 MAC：7C-A7-B0-6A-BF");
    expect(await noteOf(page, "纬度（WGS-84）")).toContain("-90 到 90");
    expect(await noteOf(page, "值班电话")).toContain("一个号码");
    expect(
      await form(page)
        .getByLabel("序号")
        .evaluate((e) => e === document.activeElement),
    ).toBe(true);
    expect(stage.server.api.kiosks).toHaveLength(50);
  });

  test("with a neighbour's MAC is warned of before it is saved, and saved all the same", async () => {
    const { page } = await stage.open("/terminals?create=1");
    await fill(page, { ...site, MAC: "00E269267D75" });
    const warning = page.getByTestId("new-terminal-neighbours");
    await warning.waitFor();
    expect(await warning.getByTestId("neighbour-cn-026").textContent()).toContain("26 号 上生新所白领公寓 仅差 1");
    expect(await warning.getByTestId("neighbour-cn-025").textContent()).toContain("仅差 2");
    await submit(page);
    await page.getByText("新终端上线步骤").waitFor();
  });

  test("with a MAC that another terminal has is refused at the field", async () => {
    const { page } = await stage.open("/terminals?create=1");
    await fill(page, { ...site, MAC: "00:e2:69:26:7d:73" });
    await submit(page);
    await expect.poll(() => noteOf(page, "MAC")).toBe("00-E2-69-26-7D-73 已登记在终端 cn-025");
  });

  test("that somebody else entered meanwhile: the server's refusal with its detail, what was typed stays", async () => {
    const { page } = await stage.open("/terminals?create=1");
    await suggests(page, "cn-047");
    const { api } = stage.server;
    const other = enterKiosk(
      {
        ...{ id: "cn-047", contractId: "changning", seq: 47, name: "n", district: "", street: "", address: "a" },
        ...{ macs: [], lon: 121, lat: 31, confidence: "low" },
      },
      api.kiosks,
    );
    if (other.ok) api.kiosks = [...api.kiosks, other.value];
    await fill(page, site);
    await submit(page);
    const told = page.getByTestId("terminal-refused");
    await told.waitFor();
    expect(await told.textContent()).toBe("终端编号或 MAC 已存在；cn-047");
    expect(await form(page).getByLabel("名称").inputValue()).toBe("泉口路服务点");
    // The list was read anew, so the suggestion has moved on and the same tap succeeds.
    await suggests(page, "cn-048");
    await submit(page);
    await page.getByText("新终端上线步骤").waitFor();
    expect(new URL(page.url()).pathname).toBe("/terminals/cn-048");
  });

  test("with fields that the server refuses shows each at its field", async () => {
    const { page } = await stage.open("/terminals?create=1");
    await fill(page, site);
    stage.server.api.refuseNext = refused("request.invalid", [
      { path: "macs.0", message: "XX-XX-XX-XX-XX-XX" },
      { path: "address", message: "Too long" },
      { path: "colour", message: "Unrecognized key" },
    ]);
    await submit(page);
    await expect.poll(() => noteOf(page, "地址")).toBe("Too long");
    expect(await noteOf(page, "MAC")).toBe("XX-XX-XX-XX-XX-XX");
    expect(await page.getByTestId("terminal-refused").textContent()).toBe(
      "请求内容有误；字段 colour：Unrecognized key",
    );
    expect(await form(page).getByLabel("地址").inputValue()).toBe("泉口路1号");
  });

  test("that was saved though its answer was lost is not entered twice", async () => {
    const { page } = await stage.open("/terminals?create=1");
    await fill(page, site);
    await page.route("**/api/v1/kiosks", async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      await route.fetch();
      await route.abort();
    });
    await submit(page);
    await page.getByTestId("terminal-refused").getByText("连接不上服务器").waitFor();
    expect(await form(page).getByLabel("名称").inputValue()).toBe("泉口路服务点");
    await expect
      .poll(async () => {
        await submit(page);
        return noteOf(page, "编号");
      })
      .toBe("该编号已被终端 cn-047 使用");
    expect(stage.server.api.kiosks).toHaveLength(51);
  });

  test("can be entered on a phone", async () => {
    const { page } = await stage.open("/terminals", { viewport: phone });
    await page.getByTestId("create-terminal").click();
    await fill(page, { ...site, MAC: "00E269267D75" });
    await page.getByTestId("new-terminal-neighbours").waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
    await submit(page);
    await page.getByText("新终端上线步骤").waitFor();
  });

  test("wrong in every field has no serious or critical finding of axe, and no Chinese in English", async () => {
    const { page } = await stage.open("/terminals?create=1", { language: "en" });
    await fill(page, { MAC: "00E269267D75\nnone", Id: "?", Number: "x" });
    await form(page).getByRole("button", { name: "Create", exact: true }).click();
    await form(page).getByText("No MAC: none").waitFor();
    expect(await accessProblems(page)).toEqual([]);
    expect(
      await chineseLeft(
        page,
        stage.server.api.kiosks.flatMap((k) => [k.name, k.coordinateMethod]),
      ),
    ).toEqual([]);
  });
});

describe("the empty product", () => {
  test("begins with a contract of the system administrator and goes on with a terminal of the project manager", async () => {
    emptyProduct();
    stage.server.session.signIn("system_admin");
    const office = await stage.open("/account");
    await office.page.getByTestId("contract-switch").click();
    await office.page.getByTestId("contract-switch-new").click();
    await fill(office.page, {
      合同编号: "pudong",
      中文名称: "浦东自助终端",
      英文名称: "Pudong terminals",
      起始日期: "2026-09-01",
    });
    await fill(office.page, { "结束日期（含当日）": "2027-05-31" });
    await submit(office.page);
    await office.page.getByText("合同已建立").waitFor();
    expect(stage.server.api.contracts).toMatchObject([
      { id: "pudong", startsAt: Date.UTC(2026, 7, 31, 16), endsAt: Date.UTC(2027, 4, 31, 16) },
    ]);
    stage.server.session.signIn("project_manager", { contracts: ["pudong"] });
    const { page, failures } = await stage.open("/terminals");
    await page.getByTestId("create-first-terminal").click();
    await suggests(page, "pudong-001");
    await fill(page, site);
    await submit(page);
    await page.getByText("新终端上线步骤").waitFor();
    expect(new URL(page.url()).pathname).toBe("/terminals/pudong-001");
    expect([...office.failures, ...failures]).toEqual([]);
  });

  test("tells who may not make a contract whom to ask, in both languages and on a phone", async () => {
    emptyProduct();
    for (const path of ["/overview", "/terminals"]) {
      const { page } = await stage.open(path, { language: "en", viewport: phone });
      await page.getByText("You have no role in any contract yet").first().waitFor();
      expect(await accessProblems(page)).toEqual([]);
      expect(await chineseLeft(page, ["周师傅"])).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
    }
  });

  test("a contract without terminals leads from the overview to the first of them", async () => {
    stage.server.api.kiosks = [];
    const { page } = await stage.open("/overview");
    await page.getByTestId("create-first-terminal").click();
    await form(page).getByLabel("名称").waitFor();
    expect(new URL(page.url()).pathname).toBe("/terminals");
  });
});

describe("a new contract", () => {
  test("is offered to the system administrator alone, also on a phone, where the menu closes for it", async () => {
    const other = await stage.open("/work-orders", { viewport: phone });
    await other.page.getByTestId("menu").click();
    await other.page.getByTestId("contract-switch").click();
    await other.page.locator(".ant-select-item-option").first().waitFor();
    expect(await other.page.getByTestId("contract-switch-new").count()).toBe(0);
    stage.server.session.signIn("system_admin");
    const { page } = await stage.open("/account", { viewport: phone });
    await page.getByTestId("menu").click();
    await page.getByTestId("contract-switch").click();
    await page.getByTestId("contract-switch-new").click();
    await form(page).getByLabel("合同编号").waitFor();
    await expect.poll(() => page.getByTestId("contract-switch").isVisible()).toBe(false);
    expect(await sidewaysScroll(page)).toBe(0);
  });

  test("that is wrong or taken is refused at its field, what was typed stays", async () => {
    stage.server.session.signIn("system_admin");
    const { page } = await stage.open("/account?newContract=1");
    await fill(page, { 合同编号: "changning", 中文名称: "长宁", 起始日期: "2026-09-31" });
    await submit(page);
    expect(await noteOf(page, "合同编号")).toBe("该编号已有合同");
    expect(await noteOf(page, "英文名称")).toBe("必填");
    expect(await noteOf(page, "起始日期")).toContain("2026-09-01");
    expect(await form(page).getByLabel("中文名称").inputValue()).toBe("长宁");
  });

  test("that the server refuses says so with the detail", async () => {
    stage.server.session.signIn("system_admin");
    const { page } = await stage.open("/account?newContract=1");
    await fill(page, { 合同编号: "pudong", 中文名称: "浦东", 英文名称: "Pudong" });
    stage.server.api.refuseNext = refused("contract.exists", [{ path: "", message: "pudong" }]);
    await submit(page);
    await expect.poll(() => page.getByTestId("contract-refused").textContent()).toBe("合同编号已存在；pudong");
    expect(await form(page).getByLabel("英文名称").inputValue()).toBe("Pudong");
  });
});

test.each([
  ["zh-CN", "cn-023", "终端磁盘已满", "磁盘已满，写不进"],
  ["zh-CN", "cn-034", "无法写入", "写不进"],
  ["en", "cn-023", "disk is full", "Disk full"],
  ["en", "cn-034", "cannot be written", "Cannot be written"],
] as const)("in %s the outbox trouble of %s is a warning and a fact", async (language, id, warning, fact) => {
  const { page } = await stage.open(`/terminals/${id}`, { language });
  const told = page.getByTestId("outbox-warning");
  await told.waitFor();
  expect(await told.textContent()).toContain(warning);
  expect(await page.getByTestId("outbox-trouble").textContent()).toContain(fact);
});

test("a terminal whose outbox is well has no such warning", async () => {
  const { page } = await stage.open("/terminals/cn-002");
  await page.getByTestId("terminal-head").waitFor();
  expect(await page.getByTestId("outbox-warning").count()).toBe(0);
  expect(await page.getByTestId("outbox-trouble").count()).toBe(0);
});
