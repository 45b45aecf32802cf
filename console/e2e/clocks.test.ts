// What binds an order, until when, and why: the clocks of the order page, their derivation, the preview of what would move.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { phone, type Stage, setStage } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

test("the derivation quotes the clause and tells every day that did not count", async () => {
  const { page } = await stage.open("/work-orders/o-part");
  await page.getByTestId("why-CN-KIOSK-fix_part").first().click();
  const told = page.getByTestId("derivation");
  await told.waitFor();
  const text = (await told.innerText()).replaceAll("\n", "");
  expect(text).toContain("总维修周期：严格以备件到货日为起点计算，确保总时长≤60个自然日。");
  expect(text).toContain("备件到货（李工 登记），由此起算");
  expect(text.match(/处于暂停中，不计，期限顺延 1 日/g)).toHaveLength(2);
  expect(text).toContain("延期 5 日，依据 长数局延〔2026〕3号，王敏 批准");
  expect(text).toMatch(/结果：\d{4}年\d+月\d+日 24:00 到期/);
  // runs of counted days are folded: far fewer lines than days
  expect(await told.locator(".why-steps li").count()).toBeLessThan(12);
  expect(page.url()).toContain("why=CN-KIOSK%3Afix_part");
});

test("the derivation can be copied as text, also where the browser gives no clipboard", async () => {
  const { page } = await stage.open("/work-orders/o-part?why=CN-KIOSK:fix_part", {
    before: (p) =>
      p.addInitScript(() => {
        document.execCommand = (command) => {
          const area = document.activeElement;
          if (command === "copy" && area instanceof HTMLTextAreaElement) document.title = area.value;
          return true;
        };
        navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
      }),
  });
  await page.getByTestId("derivation").getByRole("button", { name: "复制" }).click();
  await page.getByText("已复制").waitFor();
  const copied = await page.title();
  expect(copied).toContain("工单 WO-20261122-0010，部件更换");
  expect(copied).toContain("合同条款 C16：“总维修周期：严格以备件到货日为起点计算");
  expect(copied).toMatch(/\d+\. 结果：/);
});

test("a link to a derivation that the order does not have says so", async () => {
  const { page } = await stage.open("/work-orders/o-part?why=CN-KIOSK:nothing");
  await page.getByText("这张工单没有这个期限").waitFor();
});

test("both readings of the part clause stand side by side, with the contradiction and which one binds", async () => {
  const { page } = await stage.open("/work-orders/o-part");
  const readings = page.getByTestId("part-readings");
  await readings.waitFor();
  expect(await readings.textContent()).toContain("合同自相矛盾");
  expect(await page.getByTestId("reading-fix_part").textContent()).toContain("约束");
  expect(await page.getByTestId("reading-procurement_watch").textContent()).toContain("参考");
  expect(await page.getByTestId("reading-procurement_watch").textContent()).toContain("含备件采购");
});

test("clauses that do not bind are out of the way and complete", async () => {
  const { page } = await stage.open("/work-orders/o-part");
  const other = page.getByTestId("other-clocks");
  await other.waitFor();
  expect(await other.locator("table").isVisible()).toBe(false);
  await other.locator("summary").click();
  const text = await other.innerText();
  expect(text).toContain("简单问题解决");
  expect(text).toContain("另一读法");
  expect(text).toContain("年日历尚未公布）");
  expect(text).toContain("超出合同服务期");
});

test("a clock says its state in words and number, a day clock ends at 24:00, a paused one says what is left", async () => {
  const { page } = await stage.open("/work-orders/o-hand");
  const soft = page.getByTestId("clock-CN-KIOSK-fix_software");
  await soft.waitFor();
  expect(await soft.textContent()).toMatch(/剩 \d+天/);
  expect(await soft.textContent()).toMatch(/月\d+日 24:00 到期/);
  await page.goto(`${stage.base}/work-orders/o-paused`);
  await page.getByTestId("clock-CN-KIOSK-fix_hardware").waitFor();
  expect(await page.getByTestId("clock-CN-KIOSK-fix_hardware").textContent()).toContain("已暂停，余 10 天");
  expect(await page.getByTestId("pause-counts").textContent()).toContain("批准人 王敏");
  const held = (clock: string) => page.getByTestId(`clock-CN-KIOSK-${clock}`).locator(".bar-held").count();
  expect([await held("first_response"), await held("fix_hardware")]).toEqual([0, 1]);
});

test("a pause that nobody approved is listed and said not to count, in the log too", async () => {
  const { page } = await stage.open("/work-orders/o-part");
  await page.getByTestId("pause-counts-not").waitFor();
  expect(await page.getByTestId("pause-counts-not").textContent()).toContain("未经批准");
  expect(await page.getByTestId("event-pause_requested").textContent()).toContain("不计入期限：暂停未经批准");
});

test("a corrected entry shows both times, the wrong one struck through", async () => {
  const { page } = await stage.open("/work-orders/o-part");
  const corrected = page.locator(".corrected");
  await corrected.waitFor();
  expect(await corrected.locator("del").count()).toBe(1);
  expect(await corrected.locator("ins").textContent()).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
});

test("what comes next and what was told, with its delivery", async () => {
  const { page } = await stage.open("/work-orders/o-ribbon");
  await page.getByTestId("told").waitFor();
  const told = await page.getByTestId("told").innerText();
  expect(told).toContain("首次响应：超期");
  expect(told).toContain("wecom-ops 已送达");
  expect(told).toMatch(/sms 发送失败.*第 3 次/s);
  expect(await page.getByTestId("planned").textContent()).toContain("后");
});

test("another class is previewed before it is confirmed, a breach at once comes first", async () => {
  const { page } = await stage.open("/work-orders/o-old");
  await page.getByTestId("action-classified").click();
  await page.getByTestId("field-class").click();
  await page.locator(".ant-select-item-option").getByText("软件", { exact: true }).click();
  await page.getByTestId("action-preview").click();
  const preview = page.getByTestId("preview");
  await preview.waitFor();
  expect(await preview.locator("li").first().textContent()).toMatch(/软件修复\s+立即超期/);
  expect(await page.getByTestId("change-ends-fix_hardware").count()).toBe(1);
  expect(await page.getByTestId("event-classified").count()).toBe(0);
  // another choice makes the preview old
  await page.getByTestId("action-text").fill("检测为程序问题");
  expect(await page.getByTestId("preview").count()).toBe(0);
  await page.getByTestId("action-preview").click();
  await page.getByTestId("action-submit").click();
  await page.getByTestId("event-classified").waitFor();
  expect(await page.getByTestId("clock-CN-KIOSK-fix_software").textContent()).toContain("超期");
});

test("evidence goes up from the form, is shown, and goes with the action", async () => {
  const { page } = await stage.open("/work-orders/o-part");
  await page.getByTestId("action-part_arrived").click();
  const form = page.getByTestId("form-part_arrived");
  await form.getByTestId("action-submit").click();
  await form.getByText("必填").first().waitFor();
  await form.getByTestId("field-part").click();
  await page.locator(".ant-select-item-option").getByText("主控板").click();
  const file = { name: "到货单.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") };
  await form.getByTestId("evidence-input").setInputFiles(file);
  await form.getByRole("link", { name: /到货单.pdf/ }).waitFor();
  await form.getByTestId("action-submit").click();
  await expect.poll(() => page.getByTestId("event-part_arrived").count()).toBe(3);
  expect(await page.getByTestId("event-part_arrived").first().textContent()).toContain("到货单.pdf");
  expect(await page.getByTestId("evidence-panel").textContent()).toContain("到货单.pdf");
});

test("a file that is refused says why and can be taken off", async () => {
  const { page } = await stage.open("/work-orders/o-reader");
  await page.getByTestId("action-note").click();
  const form = page.getByTestId("form-note");
  const sent = (name: string, mimeType: string) =>
    form.getByTestId("evidence-input").setInputFiles({ name, mimeType, buffer: Buffer.from("x") });
  await sent("说明.txt", "text/plain");
  await form.getByText("仅接受 JPEG、PNG 照片和 PDF 文件").waitFor();
  await form.getByRole("button", { name: "移除 说明.txt" }).click();
  stage.server.api.evidenceRefusal = "evidence.too-large";
  await sent("大图.png", "image/png");
  await form.getByText("文件超过 20 MB", { exact: true }).waitFor();
});

test("a file dropped on the evidence panel opens a note that carries it", async () => {
  const { page } = await stage.open("/work-orders/o-reader");
  await page.getByTestId("evidence-panel").waitFor();
  const panel = page.getByTestId("evidence-panel").locator("fieldset");
  await panel.waitFor();
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "现场.jpg", { type: "image/jpeg" }));
    return data;
  });
  await panel.dispatchEvent("drop", { dataTransfer: transfer });
  await page
    .getByTestId("form-note")
    .getByRole("link", { name: /现场.jpg/ })
    .waitFor();
});

test("on a phone the order reads from top to bottom and an action can be taken", async () => {
  const { page } = await stage.open("/work-orders/o-hub", { viewport: phone });
  await page.getByTestId("action-acknowledged").click();
  await page.getByTestId("action-submit").click();
  await page.getByTestId("event-acknowledged").waitFor();
  expect(await page.getByTestId("clock-CN-KIOSK-first_response").textContent()).toContain("按期完成");
});
