// What a person can do: work order actions and their refusal, a new order, replacement, enrolment code, opening hours, telephone.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Stage, setStage } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

test("only the allowed actions are offered", async () => {
  const { page } = await stage.open("/work-orders/o-reader");
  await page.getByTestId("action-note").waitFor();
  expect(await page.getByTestId("action-fixed").count()).toBe(1);
  expect(await page.getByTestId("action-acknowledged").count()).toBe(0);
  await page.goto(`${stage.base}/work-orders/o-done`);
  await page.getByText("工单已结，不能再操作").waitFor();
});

test("an action is in the log under the name of who is signed in, with both times", async () => {
  const { page } = await stage.open("/work-orders/o-hub");
  await page.getByTestId("action-acknowledged").click();
  await page.getByTestId("action-text").fill("已安排上门");
  await page.getByTestId("action-submit").click();
  const entry = page.getByTestId("event-acknowledged");
  await entry.waitFor();
  expect(await entry.textContent()).toContain("周师傅");
  expect((await entry.textContent())?.match(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g)).toHaveLength(2);
});

test("who holds one role in the contract is not asked as which they act, who reads only is offered nothing", async () => {
  stage.server.session.signIn("technician");
  const one = await stage.open("/work-orders/o-reader");
  await one.page.getByTestId("action-note").waitFor();
  expect(await one.page.getByTestId("party").count()).toBe(0);
  expect(await one.page.getByTestId("action-classified").count()).toBe(0);
  stage.server.session.signIn("district_viewer");
  const none = await stage.open("/work-orders/o-reader");
  await none.page.getByText("您在本合同的角色只能查看").waitFor();
  expect(await none.page.locator('[data-testid^="action-"]').count()).toBe(0);
});

test("a refused action says why, shows the order as it is now and keeps what was typed", async () => {
  const { page } = await stage.open("/work-orders/o-reader");
  await page.getByTestId("action-fixed").click();
  await page.getByTestId("action-text").fill("已更换连接线");
  stage.server.api.conflictNext = true;
  await page.getByTestId("action-submit").click();
  const refusal = page.getByTestId("action-refused");
  await refusal.waitFor();
  expect(await refusal.textContent()).toContain("工单已有新的记录");
  await expect.poll(() => page.getByTestId("order-detail").getAttribute("data-state")).toBe("cancelled");
  expect(await page.getByTestId("action-text").inputValue()).toBe("已更换连接线");
  expect(await page.getByTestId("action-submit").isDisabled()).toBe(true);
});

test("the role decides what is offered, is remembered, and goes with the action", async () => {
  const { page } = await stage.open("/work-orders/o-reader");
  await page.getByTestId("action-classified").waitFor();
  await page.getByTestId("party").click();
  await page.locator(".ant-select-item-option").getByText("维修人员").click();
  await expect.poll(() => page.getByTestId("action-classified").count()).toBe(0);
  await page.reload();
  await page.getByTestId("action-note").click();
  await page.getByTestId("action-text").fill("已到达");
  await page.getByTestId("action-submit").click();
  await page.getByTestId("event-note").waitFor();
  expect(await page.getByTestId("event-note").textContent()).toContain("（维修人员）");
});

test("what an action needs is named before it is sent", async () => {
  const { page } = await stage.open("/work-orders/o-old");
  await page.getByTestId("party").click();
  await page.locator(".ant-select-item-option").getByText("项目经理").click();
  await page.getByTestId("action-pause").click();
  await page.getByTestId("action-preview").click();
  const form = page.getByTestId("form-pause");
  await form.getByText("必填").first().waitFor();
  expect(await form.getByText("必填").count()).toBe(4);
  await page.getByTestId("action-approver").fill("周师傅");
  await page.getByTestId("action-preview").click();
  await form.getByText("批准人须为操作人以外的人").waitFor();
});

test("an order by hand is created and shown", async () => {
  const { page } = await stage.open("/work-orders");
  await page.getByRole("button", { name: "新建工单" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "提交" }).click();
  await dialog.getByText("必填").first().waitFor();
  await dialog.getByTestId("new-order-kiosk").click();
  await page.keyboard.type("龙之梦");
  await page.locator(".ant-select-item-option").getByText("22号 龙之梦雅仕大厦").waitFor();
  await page.keyboard.press("Enter");
  await dialog.getByLabel("事由").fill("屏幕不亮");
  await dialog.getByRole("button", { name: "提交" }).click();
  const detail = page.getByTestId("order-detail");
  await detail.waitFor();
  expect(await detail.textContent()).toContain("屏幕不亮");
  expect(await detail.textContent()).toContain("22号 龙之梦雅仕大厦");
});

test("an order by hand is not of a terminal that an earlier search found, however fast one types", async () => {
  const { page } = await stage.open("/work-orders?create=1");
  const choice = page.getByTestId("new-order-kiosk");
  await choice.click();
  await page.locator(".ant-select-item-option").first().waitFor();
  stage.server.setMode("kiosks", "hang");
  await page.keyboard.type("龙之梦");
  await page.keyboard.press("Enter");
  expect(await choice.textContent()).not.toMatch(/\d号/);
  await page.getByRole("dialog").getByRole("button", { name: "提交" }).click();
  await page.getByRole("dialog").getByText("必填").first().waitFor();
});

test("filters of the order list are in the address and survive a reload", async () => {
  const { page } = await stage.open("/work-orders");
  await page.getByTestId("order-state").getByText("全部").click();
  await page.getByTestId("order-class").click();
  await page.locator(".ant-select-item-option").getByText("软件").click();
  await page.getByTestId("order-row-o-done").waitFor();
  await page.reload();
  await page.getByTestId("order-row-o-done").waitFor();
  expect(await page.locator('[data-testid^="order-row-"]').count()).toBe(3);
  expect(page.url()).toContain("class=software");
  expect(page.url()).toContain("state=all");
});

test("an overdue clock says so in words and counts up, unknown policy is not called no deadline", async () => {
  const { page } = await stage.open("/work-orders");
  const overdue = page.getByTestId("order-row-o-ribbon").locator(".clock-overdue");
  expect(await overdue.textContent()).toContain("超期 1小时");
  expect(await overdue.locator("svg").count()).toBe(1);
  expect(await page.getByTestId("order-row-o-toner").textContent()).toContain("期限规则未录入");
});

test("a replaced consumable is entered", async () => {
  const { page } = await stage.open("/terminals/cn-002");
  await page.getByTestId("consumable-booklet-ribbon-").getByRole("button", { name: "登记更换" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "提交" }).click();
  await page.getByText("已登记，终端应答后余量重新起算").waitFor();
});

test("an enrolment code is shown once, with the fingerprint, and gone when closed", async () => {
  const { page } = await stage.open("/terminals/cn-012");
  await page.getByTestId("terminal-head").getByRole("button", { name: "生成注册码" }).click();
  await page.getByRole("button", { name: "生成", exact: true }).click();
  const code = page.getByTestId("enrolment-code");
  await code.waitFor();
  expect(await code.textContent()).toContain("K7QF-2MXD-9RTA-HW3C");
  expect(await code.textContent()).toContain("CA 指纹");
  await page.getByRole("button", { name: "我已抄录，关闭" }).click();
  await expect.poll(() => page.getByText("K7QF-2MXD-9RTA-HW3C").count()).toBe(0);
});

test("opening hours are entered in 24 hours and shown as spans", async () => {
  const { page } = await stage.open("/terminals/cn-001");
  await page.getByTestId("terminal-head").getByRole("button", { name: "录入开放时间" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("周五 关门").fill("16:30");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("周一–周四 09:00–17:00").waitFor();
  expect(await page.getByText("周五 09:00–16:30").count()).toBe(1);
});

test("a point's telephone is entered, changed and taken back; one that is none is said at the field and not sent", async () => {
  const { page } = await stage.open("/terminals/cn-001");
  await page.getByText("市民在终端屏幕的“求助”中看到这个号码").waitFor();
  await page.getByRole("button", { name: "录入值班电话" }).click();
  const dialog = page.getByRole("dialog");
  const phone = () => stage.server.api.kiosks.find(({ id }) => id === "cn-001")?.dutyPhone;
  await dialog.getByText("市民会在终端屏幕的“求助”中看到").waitFor();
  await dialog.getByLabel("值班电话").fill("找张三");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("一个号码，例如").waitFor();
  expect(phone()).toBeNull();
  await dialog.getByLabel("值班电话").fill("（021）6209 0000转801");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect.poll(() => page.getByTestId("duty-phone").textContent()).toBe("(021)6209 0000转801");
  expect(phone()).toBe("(021)6209 0000转801");
  await page.getByRole("button", { name: "更改值班电话" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "设为未录入" }).click();
  await expect.poll(() => phone()).toBeNull();
});

test("the last bytes of a device are shown both ways with their times", async () => {
  const { page } = await stage.open("/terminals/cn-002?tab=devices");
  await page.getByTestId("bytes-booklet").click();
  const steps = page.getByTestId("exchange").locator("li");
  await steps.first().waitFor();
  expect(await steps.allTextContents()).toEqual([
    expect.stringMatching(/^\d{2}:\d{2}:\d{2}\.\d{3}发1B 5A·Z$/),
    expect.stringMatching(/收1B 2F 37·\/7$/),
    expect.stringMatching(/发1B 6A·j$/),
    expect.stringMatching(/收1B 2F 31 37·\/17$/),
  ]);
});
