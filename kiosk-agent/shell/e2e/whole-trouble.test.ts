// A ribbon that ends while somebody stands there, and what a citizen who cannot read the screen is told.
import { AppId, KioskId, OrderList, type ServicesEvent } from "@kiosk/contract";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { allEmpty, partsOf, RealStage, somebody, type Visit } from "./real-stage.ts";

let stage: RealStage;
beforeAll(async () => {
  // One booklet takes 85 characters.
  stage = await RealStage.open({ ribbonLeft: 120 });
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** What is read stands there, and the same was said last. */
async function saidAndRead(visit: Visit, sentence: string | RegExp): Promise<void> {
  await expect.poll(() => visit.caption()).toMatch(sentence);
  const read = await visit.caption();
  await expect.poll(async () => (await visit.spoken()).at(-1)).toBe(read);
}

test("screen and voice say the same through a whole use", async () => {
  const { reader, kiosk } = stage;
  const visit = await stage.visit({ voice: true });
  await visit.page.locator(".tool-voice").tap();
  const proof = await stage.proofOf("finished", async () => {
    await saidAndRead(visit, "请点选要办的事，或搜索。");
    await visit.tile("medical-booklet").tap();
    await saidAndRead(visit, /^本机现在可以办理/);
    await visit.button(/^开始办理$/).tap();
    await saidAndRead(visit, "更换就医记录册");
    await visit.press("开始，读身份证");
    await saidAndRead(visit, "请把身份证放在阅读区");
    reader.putCard(somebody);
    await saidAndRead(visit, "请核对将要打印的内容");
    kiosk.device("booklet").setMedia("inserted");
    await visit.press("确认，开始打印");
    await saidAndRead(visit, "记录册打印好了");
    await visit.press("办好了");
    await saidAndRead(visit, "请取走您的证件");
    reader.takeCard();
    await saidAndRead(visit, "请取走打印件");
    await visit.button("已取走").tap();
    await saidAndRead(visit, /这次服务您满意吗/);
  });
  expect(partsOf(proof)).toEqual(allEmpty);
  const all = (await visit.spoken()).join("\n");
  expect(all).toContain("正在打印记录册，请稍候");
  expect(all).not.toMatch(/测试甲|\d{6}/);
});

test("a ribbon that ends between tile and paper: nothing is printed, the citizen is told and where else, an order is opened", async () => {
  const { terminal, reader, kiosk } = stage;
  const booklet = kiosk.device("booklet");
  await neighbourThatCan("cn-035", "medical-booklet");
  const printed = booklet.printed.length;
  const visit = await stage.visit();
  await stage.proofOf("left", async () => {
    await visit.begin("medical-booklet");
    await visit.press("开始，读身份证");
    reader.putCard(somebody);
    await visit.inApp("请核对").waitFor();
    booklet.setMedia("inserted");
    await visit.press("确认，开始打印");
    await visit.page.getByRole("alert").getByText("打印机的色带用完了，没有办成").waitFor();
    await visit.page.locator("main .elsewhere", { hasText: "长宁八八广场" }).waitFor();
    booklet.setMedia("none");
    await visit.button("不办了，返回").tap();
    reader.takeCard();
    await visit.button("结束办理").tap();
    await visit.page.getByRole("dialog").getByRole("button", { name: "结束办理" }).tap();
    await visit.heading("请您评价").waitFor();
  });
  expect(booklet.printed.length).toBe(printed);
  expect(booklet.blankCharacters).toBe(0);
  const { office } = terminal.people;
  const orders = async () => (await office.get("/work-orders", OrderList)).orders;
  const ofRibbon = async () => JSON.stringify((await orders()).filter(({ kioskId }) => kioskId === "cn-014"));
  await expect.poll(ofRibbon).toContain("ribbon.out");
  const next = await stage.visit({ elder: true });
  await next.tile("medical-booklet").getByText("色带用完").waitFor();
  await next.tile("medical-booklet").getByText("长宁八八广场").waitFor();
  await next.tile("medical-booklet").tap();
  expect(await next.button("开始办理").isDisabled()).toBe(true);
});

/** Another terminal of the city is there and says that it can; ours hears of it when it starts. */
async function neighbourThatCan(id: string, app: string): Promise<void> {
  const { server } = stage.terminal;
  const week = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, fromMin: 0, toMin: 1440 }));
  const hours = await stage.terminal.people.office.send("PUT", `/kiosks/${id}/opening-hours`, {
    openingHours: { week },
  });
  expect(hours.status, JSON.stringify(hours.body)).toBe(200);
  const other = await server.terminal(KioskId.parse(id));
  const services: ServicesEvent["services"] = [{ appId: AppId.parse(app), version: "1.0.0", state: "ok", missing: [] }];
  await other.send("event", { ...other.envelope(), event: { type: "services", services } });
  await stage.kiosk.powerCut();
  await stage.kiosk.powerOn();
  await stage.terminal.until(({ mode, tiles }) => mode === "open" && tiles.every(({ state }) => state === "ok"));
}
