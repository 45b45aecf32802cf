// What goes wrong with phones: clocks, storage, sessions, two of them at one machine. Nothing is lost without being told.
import { join } from "node:path";
import { FieldLog, InspectionList } from "@kiosk/contract";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../../fixtures/chromium.ts";
import type { People, SignedIn } from "../../fixtures/people.ts";
import { TestServer } from "../../fleet-server/test/server-harness.ts";
import { Phone, type PhoneOptions } from "./field-offline-phone.ts";
import { takePictures } from "./field-offline-pictures.ts";

const contract = "changning";
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const all = "本机内容都已到服务器。";
let server: TestServer;
let people: People;
let technician: SignedIn;
let colleague: SignedIn;
let office: SignedIn;
let browser: Browser;
const phones: Phone[] = [];

beforeAll(async () => {
  server = await TestServer.start({ consoleDir: join(import.meta.dirname, "..", "dist") });
  browser = await launchChromium();
  people = await server.people();
  technician = await people.person("陈工", [{ role: "technician", contract }]);
  colleague = await people.person("李工", [{ role: "technician", contract }]);
  office = await people.person("调度", [{ role: "dispatcher", contract }]);
  await Promise.all([technician.signIn(), colleague.signIn(), office.signIn()]);
});
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.throwAway()));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function signedIn(who = technician, options: PhoneOptions = {}): Promise<Phone> {
  const phone = await Phone.among(browser, server.app.httpUrl, options);
  phones.push(phone);
  await phone.show();
  await phone.signIn(who.account);
  return phone;
}

/** Signed in, with the app on the phone, and then without signal. */
async function underground(options: PhoneOptions = {}): Promise<Phone> {
  const phone = await signedIn(technician, options);
  await phone.appKept();
  // what the page asks at its start is answered: it has compared its clock with the server's
  await phone.page.waitForLoadState("networkidle");
  await phone.airplane(true);
  return phone;
}

/** Notes of a terminal as the server has them, oldest first. */
async function notesOf(kioskId: string) {
  const { entries } = await office.get(`/kiosks/${kioskId}/field-log?limit=200`, FieldLog);
  const notes = entries.filter(({ type }) => type === "note").reverse();
  return notes.map(({ body, ...rest }) => ({ ...rest, text: JSON.stringify(body).match(/"text":"([^"]*)"/)?.[1] }));
}

describe("a phone whose clock is wrong", () => {
  it("says so, and what it made is at the server with the right time, also where its clock was set in between", async () => {
    const phone = await underground({ clockOffMs: 2 * hourMs });
    await phone.page.getByTestId("banner-clock").getByText("相差").waitFor();
    const begun = Date.now();
    await phone.note("cn-010", "一");
    await phone.setClockOff(-5 * hourMs);
    await phone.note("cn-010", "二");
    await phone.go("queue");
    // of the first the phone could still tell that its clock had gone on as the server's
    await expect.poll(() => phone.page.getByText("时间未核对").count()).toBe(1);
    await phone.airplane(false);
    await phone.queueSays(all);
    const notes = await notesOf("cn-010");
    expect(new Set(notes.map(({ text }) => text))).toEqual(new Set(["一", "二"]));
    for (const { at, timeDoubtful } of notes) {
      expect(timeDoubtful).toBe(false);
      expect(at).toBeGreaterThan(begun - minuteMs);
      expect(at).toBeLessThan(Date.now() + minuteMs);
    }
  });
});

describe("a browser that throws the storage away", () => {
  it("is found out at the next start: how many items and photos are gone, until somebody has read it", async () => {
    const phone = await underground();
    const [picture] = await takePictures(phone.page, [200]);
    await phone.note("cn-011", "没有了", picture === undefined ? [] : [picture]);
    await phone.closeTab();
    await phone.loseDatabases();
    const loss = phone.page.getByTestId("banner-loss");
    for (let start = 0; start < 2; start++) {
      await phone.show();
      expect(await loss.textContent()).toContain("1 条记录、1 张照片");
    }
    await loss.getByRole("button").click();
    await loss.waitFor({ state: "detached" });
  });

  it("under an open page costs the pictures alone: the page writes what it knows again, and says what it does not", async () => {
    const phone = await underground();
    const [picture] = await takePictures(phone.page, [200]);
    await phone.note("cn-012", "记得", picture === undefined ? [] : [picture]);
    await phone.note("cn-012", "也记得");
    await phone.loseDatabases();
    await phone.page.getByTestId("sync-badge").click();
    await phone.page.getByTestId("sync-now").click();
    await phone.page.getByTestId("banner-loss").getByText("0 条记录、1 张照片").waitFor();
    await phone.queueSays("2 条记录、0 张照片未到服务器");
    await phone.airplane(false);
    await phone.show("queue");
    await phone.queueSays(all);
    expect((await notesOf("cn-012")).map(({ text }) => text)).toEqual(["记得", "也记得"]);
  });

  it("has no room left: the photo is not called kept", async () => {
    const phone = await Phone.among(browser, server.app.httpUrl);
    phones.push(phone);
    await phone.limitStorage(1_100_000);
    await phone.show();
    await phone.signIn(technician.account);
    const [buffer = Buffer.alloc(0)] = await takePictures(phone.page, [1600]);
    await phone.go("note/cn-013/-");
    await phone.page.locator("input[type=file]").setInputFiles({ name: "p.jpg", mimeType: "image/jpeg", buffer });
    await phone.page.getByText("没有保存：手机空间已满").waitFor();
    expect(await phone.page.locator(".photo").count()).toBe(0);
  });
});

describe("two phones", () => {
  it("on one visit: what both did is at the server, each under its own name", async () => {
    const [one, other] = await Promise.all([signedIn(technician), signedIn(colleague)]);
    await Promise.all([one.note("cn-014", "甲到了"), other.note("cn-014", "乙也到了")]);
    for (const phone of [one, other]) {
      await phone.show("queue");
      await phone.queueSays(all);
    }
    const notes = await notesOf("cn-014");
    expect(new Map(notes.map(({ text, by }) => [text, by]))).toEqual(
      new Map([
        ["甲到了", "陈工"],
        ["乙也到了", "李工"],
      ]),
    );
  });

  it("on one inspection: the later one joins it, and every check is there once", async () => {
    const [one, other] = await Promise.all([underground(), signedIn(colleague)]);
    for (const phone of [other, one]) {
      await phone.go("checklist/cn-014/-/hardware");
      // faster than any finger: the second touch comes before the first is kept
      const passed = phone.page.locator(".check button[data-outcome=pass]");
      await passed.first().waitFor();
      await passed.evaluateAll((buttons) => {
        for (const button of buttons) if (button instanceof HTMLElement) button.click();
      });
      await phone.page.locator('.check[data-outcome="pass"]').nth(1).waitFor();
    }
    await one.airplane(false);
    for (const phone of [one, other]) {
      await phone.go("queue");
      await phone.queueSays(all);
    }
    const { inspections } = await office.get("/inspections?kiosk=cn-014", InspectionList);
    expect(inspections.map(({ state }) => state)).toEqual(["open"]);
    expect(inspections[0]?.counts.pass).toBeGreaterThan(1);
    const { entries } = await office.get("/kiosks/cn-014/field-log?limit=200", FieldLog);
    const begun = entries.filter(({ type }) => type === "inspection-started");
    expect(begun.map(({ by, state }) => `${by} ${state}`).sort()).toEqual(["李工 applied", "陈工 applied"].sort());
    expect(entries.filter(({ type, state }) => type === "check" && state !== "applied")).toEqual([]);
  });

  it("one's export file brings its work to the server by the other, once", async () => {
    const broken = await underground();
    const [picture] = await takePictures(broken.page, [200]);
    await broken.note("cn-015", "屏碎了", picture === undefined ? [] : [picture]);
    await broken.show("queue");
    await broken.page.getByText("最后的办法：导出文件").click();
    const [download] = await Promise.all([
      broken.page.waitForEvent("download"),
      broken.page.getByTestId("export").click(),
    ]);
    const file = await download.path();
    const stranger = await signedIn(colleague);
    await stranger.importFile(file);
    await stranger.page.getByText("文件属于陈工").waitFor();
    const second = await signedIn(technician);
    await second.importFile(file);
    await second.page.getByText("已导入 2 条记录、1 张照片").waitFor();
    await second.queueSays(all);
    await broken.airplane(false);
    await broken.show("queue");
    await broken.queueSays(all);
    const notes = await notesOf("cn-015");
    expect(notes.map(({ text, state }) => [text, state])).toEqual([["屏碎了", "applied"]]);
  });
});

describe("a session that ends", () => {
  it("stops nothing: work goes on, waits through another person's sign-in, and goes with its own", async () => {
    const phone = await underground();
    await phone.loseSession();
    await phone.note("cn-016", "未登录时写的");
    await phone.airplane(false);
    await phone.show("queue");
    await phone.page.getByTestId("banner-signed-out").waitFor();
    await phone.note("cn-016", "照样写");
    await phone.show("sign-in");
    await phone.signIn(colleague.account);
    await phone.page.getByTestId("banner-others").getByText("陈工的 2 条记录").waitFor();
    await phone.show("queue");
    await phone.queueSays(all);
    expect(await notesOf("cn-016")).toEqual([]);
    await phone.show("sign-in");
    await phone.signIn(technician.account);
    await phone.show("queue");
    await phone.queueSays(all);
    const notes = await notesOf("cn-016");
    expect(notes.map(({ text, by }) => [text, by])).toEqual([
      ["未登录时写的", "陈工"],
      ["照样写", "陈工"],
    ]);
  });

  it("is another person's in this browser, who signed in at the console: nothing is sent in their name", async () => {
    const phone = await underground();
    await phone.note("cn-017", "陈工写的");
    await phone.loseSession();
    await phone.airplane(false);
    const { login, password } = colleague.account;
    await phone.page.evaluate(
      (body) => fetch("/api/v1/session", { method: "POST", headers: { "content-type": "application/json" }, body }),
      JSON.stringify({ login, password }),
    );
    await phone.show("queue");
    await phone.page.getByTestId("banner-another").getByText("浏览器里登录的是李工").waitFor();
    await phone.page.getByTestId("sync-now").click();
    await phone.queueSays("1 条记录、0 张照片未到服务器");
    expect(await notesOf("cn-017")).toEqual([]);
  });
});
