// From an alarm to the robot: the outbox of a whole server against services that misbehave.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AlarmList, type AlarmView, NotifyView, OrderDetail } from "@kiosk/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hourMs, minuteMs } from "../src/domain/time.ts";
import { loadNotifyConfig } from "../src/notify-config.ts";
import { deadPort, type FakeWeb, startFakeWeb } from "./fake-web.ts";
import { kioskId } from "./sample.ts";
import { eventually, TestServer } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";

const start = Date.UTC(2026, 8, 10, 1, 30);
const phone = "13812345678";
const ok = { body: '{"errcode":0,"errmsg":"ok"}' };

let dataDir: string;
let time: SettableClock;
let robot: FakeWeb;
let hook: FakeWeb;
let server: TestServer;

/** The notification file as a person writes it. */
function notifyFile(channels: readonly object[]): string {
  const file = join(dataDir, "notify.json");
  const config = {
    timeoutMs: 1000,
    consoleUrl: "https://console.example.cn",
    channels: [
      { id: "robot", kind: "wecom-robot", key: "k", baseUrl: robot.url },
      { id: "hook", kind: "webhook", url: `${hook.url}/in`, secret: "a2lvc2stc2VjcmV0LTAxMjM0NTY3ODk=" },
    ],
    groups: [{ id: "pm", zh: "项目组", en: "Project", people: [{ name: "王工", phone }], channels }],
    routes: [{ contract: "*", levels: ["warn50", "breach"], groups: ["pm"] }],
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

async function boot(channels: readonly object[] = [{ channel: "robot" }]): Promise<void> {
  const { config } = loadNotifyConfig(notifyFile(channels), {});
  server = await TestServer.start({ dataDir, clock: time.clock, notify: config });
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "notices-"));
  time = new SettableClock(start);
  robot = await startFakeWeb();
  hook = await startFakeWeb();
  robot.answer(ok);
  hook.answer({ status: 204, body: "" });
});
afterEach(async () => {
  await server.stop();
  await Promise.all([robot.close(), hook.close()]);
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(title: string): Promise<string> {
  const body = { kioskId, deviceId: null, class: "software", title, description: "", actor: "值班" };
  return OrderDetail.parse((await server.post("/work-orders", body)).body).order.number;
}

async function alarms(): Promise<AlarmView[]> {
  return (await server.get("/alarms?limit=500", AlarmList)).alarms;
}

const noticesOf = async (level: string) => (await alarms()).filter((a) => a.level === level).flatMap((a) => a.notices);

/** The due alarms are there and their minute of gathering is over. */
async function gathered(level: string, count = 1): Promise<void> {
  await eventually(
    () => noticesOf(level),
    (notices) => notices.length >= count,
  );
  time.pass(minuteMs);
}

describe("a message about alarms", () => {
  it("gathers the alarms of one minute, is delivered, and its delivery is kept as evidence", async () => {
    await boot();
    const numbers = [await open("页面空白"), await open(`请致电 ${phone}`)];
    time.pass(hourMs);
    await gathered("warn50", 2);
    const notices = await eventually(
      () => noticesOf("warn50"),
      (list) => list.every((n) => n.state === "delivered"),
    );
    expect(robot.requests).toHaveLength(1);
    for (const number of numbers) expect(robot.requests[0]?.body).toContain(number);
    expect(notices).toMatchObject([
      { group: "pm", channel: "robot", tries: 1, at: time.now },
      { group: "pm", channel: "robot", tries: 1, at: time.now },
    ]);
    // the number is there to ring that phone, never in the words
    const { text } = JSON.parse(robot.requests[0]?.body ?? "{}");
    expect(text.mentioned_mobile_list).toEqual([phone]);
    expect(text.content).not.toContain(phone);
  });

  it("is sent again after the robot answered 200 with an error code, and only then counts as delivered", async () => {
    robot.answer({ body: '{"errcode":45009,"errmsg":"api freq out of limit"}' }, ok);
    await boot();
    await open("页面空白");
    time.pass(hourMs);
    await gathered("warn50");
    const blocked = await eventually(
      () => noticesOf("warn50"),
      (list) => list[0]?.detail !== "",
    );
    expect(blocked).toMatchObject([{ state: "waiting", detail: expect.stringContaining("45009") }]);
    time.pass(10 * minuteMs);
    await eventually(
      () => noticesOf("warn50"),
      (list) => list[0]?.state === "delivered",
    );
    expect(robot.requests).toHaveLength(2);
  });

  it("survives the server: what waited is sent by the next one", async () => {
    await boot();
    await open("页面空白");
    time.pass(hourMs);
    await eventually(
      () => noticesOf("warn50"),
      (list) => list.length === 1,
    );
    await server.stop();
    expect(robot.requests).toHaveLength(0);
    time.pass(2 * minuteMs);
    await boot();
    await eventually(
      () => noticesOf("warn50"),
      (list) => list[0]?.state === "delivered",
    );
    expect(robot.requests).toHaveLength(1);
  });

  it("of a two-hour clock goes by the group's fallback when the robot stays silent", async () => {
    robot.answer("silence");
    await boot([{ channel: "robot" }, { channel: "hook", fallback: true }]);
    await open("页面空白");
    time.pass(hourMs);
    await gathered("warn50");
    await eventually(
      async () => robot.requests.length,
      (n) => n > 0,
    );
    time.pass(2 * minuteMs);
    await eventually(
      () => noticesOf("warn50"),
      (list) => list.some((n) => n.channel === "hook"),
    );
    time.pass(minuteMs);
    await eventually(
      () => noticesOf("warn50"),
      (list) => list.some((n) => n.channel === "hook" && n.state === "delivered"),
    );
    expect(hook.requests[0]?.headers["webhook-signature"]).toMatch(/^v1,/);
  });

  it("that no channel takes ends in the console with the name of who is to be phoned, without the number", async () => {
    const dead = await deadPort();
    await robot.close();
    robot = { ...robot, url: `http://127.0.0.1:${dead}`, close: async () => {} };
    await boot();
    await open("页面空白");
    time.pass(hourMs);
    await gathered("warn50");
    await eventually(
      () => noticesOf("warn50"),
      (list) => list[0]?.tries === 1,
    );
    time.pass(2 * minuteMs);
    const list = await eventually(
      () => noticesOf("warn50"),
      (notices) => notices.some((n) => n.channel === "call-list"),
    );
    const call = list.find((n) => n.channel === "call-list");
    expect(call).toMatchObject({ state: "failed", detail: expect.stringContaining("王工") });
    expect(JSON.stringify(list)).not.toContain(phone);
  });

  it("is not needed: a server without a notification file tells in the console", async () => {
    server = await TestServer.start({ dataDir, clock: time.clock });
    await open("页面空白");
    time.pass(hourMs);
    const list = await eventually(alarms, (all) => all.length > 0);
    expect(list).toMatchObject([{ level: "warn50", notices: [] }]);
    expect(await server.get("/notify", NotifyView)).toEqual({ configured: false, channels: [], groups: [] });
  });
});

it("what the console shows of the notification file holds no credential and no whole number", async () => {
  await boot([{ channel: "robot" }, { channel: "hook", fallback: true }]);
  const view = JSON.stringify(await server.get("/notify", NotifyView));
  expect(view).toContain("138****5678");
  for (const secret of [phone, "a2lvc2st", '"k"']) expect(view).not.toContain(secret);
});
