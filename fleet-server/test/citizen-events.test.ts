// What citizens' screens tell, through a whole server: uses and wipes, services, ratings, reports that become orders, staff exits.
import { randomUUID, scryptSync } from "node:crypto";
import {
  AuditList,
  IssuedStaffCode,
  KioskCommand,
  KioskId,
  KioskShell,
  Nearby,
  OrderDetail,
  OrderList,
  ReportDetail,
  ShelfPreview,
  Usage,
  Voices,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { booklet, condition, deviceReport } from "./sample.ts";
import { eventually, type TestTerminal } from "./server-harness.ts";
import { appManifest, newChange, ShelfStage } from "./shelf-stage.ts";

const id = KioskId.parse("cn-014");
let stage: ShelfStage;
let terminal: TestTerminal;
beforeAll(async () => {
  stage = await ShelfStage.open();
  terminal = await stage.terminal(id);
  await stage.released(appManifest("booklet", "1.0.0", { name: { zh: "就医记录册更换", en: "Medical booklet" } }));
});
afterAll(() => stage.desk.close());

const wiped = [
  { part: "cookies", left: 0 },
  { part: "session-memory", left: 0 },
] as const;

function use(fields: object = {}, parts: readonly object[] = wiped, clean = true): object {
  const now = stage.desk.time.now;
  return {
    ...{ type: "session", sessionId: randomUUID(), appId: "booklet", appVersion: "1.0.0", startedAt: now - 90_000 },
    ...{ endedAt: now - 30_000, end: "finished", outcome: "done", identified: "card", elder: false, language: "zh" },
    jobs: [{ kind: "booklet", outcome: "done", detail: "" }],
    wipe: { at: now - 29_000, durationMs: 400, host: "browser", parts, clean },
    ...fields,
  };
}

function report(fields: object = {}): object {
  return {
    ...{ type: "citizen-report", reportId: randomUUID(), sessionId: null, appId: "booklet", kind: "no-print" },
    ...{ text: "卡住了", masked: 1, deviceId: null, receipt: `R${randomUUID().slice(0, 8)}`, ...fields },
  };
}

const shell = () => stage.server.get(`/kiosks/${id}/shell`, KioskShell);
const usage = (from = "2026-11-02", to = from) =>
  stage.server.get(`/contracts/changning/usage?from=${from}&to=${to}`, Usage);
const voices = () => stage.server.get("/contracts/changning/voices", Voices);
const timeline = () => stage.desk.text(`/kiosks/${id}/timeline`);
const orders = async () => (await stage.server.get(`/work-orders?kioskId=${id}`, OrderList)).orders;

describe("a use", () => {
  it("is nothing before the first was told of", async () => {
    expect(await shell()).toMatchObject({ lastUse: null, lastWipe: null, lastUnclean: null, usesToday: 0 });
  });

  it("stands on the terminal's page with the proof of its wipe", async () => {
    await stage.tell(terminal, use());
    const seen = await shell();
    expect(seen).toMatchObject({ lastUse: { end: "finished", appId: "booklet" }, usesToday: 1, lastUnclean: null });
    expect(seen.lastWipe).toMatchObject({ clean: true, durationMs: 400, parts: wiped });
  });

  it("is one use, however often it is told of", async () => {
    const event = use({ end: "timeout", outcome: "not-done", jobs: [], appId: null, appVersion: null });
    await stage.tell(terminal, event);
    await stage.tell(terminal, event);
    // the power went between its end and the end of its trace: the next start tells it anew
    await stage.tell(terminal, { ...event, end: "power", outcome: null });
    expect(await shell()).toMatchObject({ usesToday: 2, lastUse: { end: "timeout" } });
  });

  it("that could not be read back as empty is no proof, is told on the timeline and stays to be seen", async () => {
    const left = [{ part: "clipboard", left: null }, ...wiped];
    await stage.tell(terminal, use({ outcome: null, jobs: [] }, left, false));
    stage.desk.time.pass(1000);
    await stage.tell(terminal, use({ elder: true, jobs: [{ kind: "a4", outcome: "failed", detail: "paper.out" }] }));
    const seen = await shell();
    expect(seen).toMatchObject({ lastWipe: { clean: true }, lastUnclean: { clean: false, parts: left } });
    expect(await timeline()).toContain("clipboard 无法核验");
  });

  it("is not clean because it says so while something was left", async () => {
    stage.desk.time.pass(60_000);
    await stage.tell(
      terminal,
      use({ appId: null, appVersion: null, outcome: null, jobs: [] }, [{ part: "cookies", left: 2 }]),
    );
    expect(await shell()).toMatchObject({ lastWipe: { clean: false } });
    expect(await timeline()).toContain("cookies 残留 2");
  });

  it("is counted by app and terminal, without anybody in it", async () => {
    const { rows } = await usage();
    const own = rows.find(({ appId }) => appId === "booklet");
    expect(own).toMatchObject({ kioskId: id, uses: 3, done: 2, timedOut: 0, jobs: 2, failedJobs: 1, elder: 1 });
    expect(own).toMatchObject({ meanSeconds: 60, ratings: 0, meanStars: null });
    expect(rows.find(({ appId }) => appId === null)).toMatchObject({ uses: 2, done: 0, timedOut: 1 });
    expect((await usage("2026-11-03")).rows).toEqual([]);
    expect((await usage("2026-11-01", "2026-11-02")).rows).toHaveLength(2);
  });

  it("is a case of the month where something was done", async () => {
    const wanted = { contractId: "changning", kind: "month", period: "2026-11" };
    const drafted = ReportDetail.parse((await stage.uploader.post("/reports", wanted)).body);
    const figures = drafted.sections.flatMap((section) => section.figures);
    expect(figures.find((one) => one.id === "business")?.value).toBe(2);
  });

  it("is what a preview counts today", async () => {
    const off = newChange({ action: "off", reason: { zh: "维护", en: "Maintenance" } });
    const answer = await stage.reviewer.post("/contracts/changning/shelf/preview", off);
    expect(ShelfPreview.parse(answer.body).usedToday).toBe(3);
  });

  it("of a terminal whose clock is years off happened when it happened", async () => {
    const years = 5 * 365 * 86_400_000;
    const at = stage.desk.time.now - years;
    const event = use({ startedAt: at - 90_000, endedAt: at - 30_000 });
    await terminal.send("event", { ...terminal.envelope(), at, sentAt: at, event });
    expect((await shell()).lastUse?.endedAt).toBe(stage.desk.time.now - 30_000);
  });
});

describe("services and ratings", () => {
  it("are shown as last told, in the words of the package", async () => {
    const missing = [{ capability: "ycbBook", ground: "fault", detail: "ribbon.out", since: null }];
    const services = [{ appId: "booklet", version: "1.0.0", state: "suspended", missing }];
    await stage.tell(terminal, { type: "services", services });
    const seen = await shell();
    expect(seen.services).toEqual([{ ...services[0], name: { zh: "就医记录册更换", en: "Medical booklet" } }]);
    expect(seen.servicesAt).toBe(stage.desk.time.now);
    const own = Nearby.parse(await (await stage.fetchAs(terminal, "/nearby")).json());
    const neighbour = await stage.terminal(own.terminals[0]?.kioskId ?? id);
    const nearby = await (await stage.fetchAs(neighbour, "/nearby")).text();
    expect(nearby).toContain('"services":[{"appId":"booklet","state":"suspended"}]');
  });

  it("are counted once each, and averaged", async () => {
    const rating = (stars: number) => ({
      ...{ type: "rating", ratingId: randomUUID(), sessionId: randomUUID(), appId: "booklet", stars, tags: ["fast"] },
      receipt: `R-${stars}`,
    });
    const [four, one] = [rating(4), rating(1)];
    for (const event of [four, one, one]) await stage.tell(terminal, event);
    const { rows } = await usage();
    expect(rows.find(({ appId }) => appId === "booklet")).toMatchObject({ ratings: 2, meanStars: 2.5 });
    const { ratings } = await voices();
    expect(ratings.map(({ receipt, stars, faultId }) => [receipt, stars, faultId]).toSorted()).toEqual([
      ["R-1", 1, null],
      ["R-4", 4, null],
    ]);
  });
});

describe("a citizen's report", () => {
  it("becomes an order, named by kind and app, with their own words and receipt", async () => {
    await stage.tell(terminal, report({ receipt: "R-100" }));
    const [order] = await orders();
    expect(order).toMatchObject({
      ...{ source: "citizen", class: "software", kind: "fault", state: "reported" },
      ...{
        titleZh: "问题反映：不能打印（就医记录册更换）",
        titleEn: "Citizen's report: does not print (Medical booklet)",
      },
    });
    const detail = await stage.server.get(`/work-orders/${order?.id}`, OrderDetail);
    expect(detail.order.clocks.length).toBeGreaterThan(0);
    expect(detail.events[0]?.text).toBe("卡住了（回执 R-100，已隐去 1 处号码）");
    const [told] = (await voices()).reports;
    expect(told).toMatchObject({ receipt: "R-100", orderId: order?.id, orderNumber: order?.number, faultId: null });
  });

  it("of the same trouble within a day is a note on its order, and the same report is none", async () => {
    const again = report({ text: "还是不行", receipt: "R-101" });
    await stage.tell(terminal, again);
    await stage.tell(terminal, again);
    const found = await orders();
    expect(found).toHaveLength(1);
    const { events } = await stage.server.get(`/work-orders/${found[0]?.id}`, OrderDetail);
    expect(events.map(({ type, text }) => [type, text.includes("R-101")])).toEqual([
      ["reported", false],
      ["note", true],
    ]);
    expect((await voices()).reports.map(({ orderId }) => orderId)).toEqual([found[0]?.id, found[0]?.id]);
  });

  it("of another trouble, or a day later, is another order", async () => {
    await stage.tell(terminal, report({ kind: "screen", appId: null }));
    expect((await orders()).map(({ titleZh }) => titleZh)).toContain("问题反映：屏幕不正常");
    stage.desk.time.pass(25 * 3_600_000);
    await stage.tell(terminal, report());
    expect(await orders()).toHaveLength(3);
  });

  it("of a device whose fault has an order is a note on that one, tied to the fault", async () => {
    await terminal.report([deviceReport({ deviceId: booklet, conditions: [condition("device.hardware")] })]);
    const standing = await eventually(orders, (found) => found.some(({ source }) => source === "rule"));
    const byRule = standing.find(({ source }) => source === "rule");
    const before = standing.length;
    await stage.tell(terminal, report({ kind: "card-stuck", deviceId: booklet, receipt: "R-200" }));
    expect(await orders()).toHaveLength(before);
    const told = (await voices()).reports.find(({ receipt }) => receipt === "R-200");
    expect(told).toMatchObject({ orderId: byRule?.id, faultId: byRule?.faultId });
  });

  it("keeps the chain of the log whole", async () => {
    expect(await stage.desk.audit()).toMatchObject({ ok: true, first: null });
  });
});

describe("the screen's host", () => {
  it("hides nothing of what it went through", async () => {
    await stage.tell(terminal, { type: "shell", incident: "safe-mode", detail: "3 / 10 min", count: 3 });
    expect((await shell()).incidents[0]).toMatchObject({ incident: "safe-mode", detail: "3 / 10 min", count: 3 });
    expect(await timeline()).toContain("已进入安全模式（3 次）：3 / 10 min");
  });

  it("is left by staff with a code that is shown once, and every attempt is in the audit log", async () => {
    const dispatcher = await (await stage.server.people()).person("调度赵", [
      { role: "dispatcher", contract: "changning" },
    ]);
    const sent: KioskCommand[] = [];
    terminal.client.on("message", (_topic, payload) => sent.push(KioskCommand.parse(JSON.parse(payload.toString()))));
    await terminal.client.subscribeAsync(`kiosk/v1/${id}/down`, { qos: 1 });
    const answer = await dispatcher.post(`/kiosks/${id}/staff-codes`, { issuedTo: "李工", minutes: 30 });
    const issued = IssuedStaffCode.parse(answer.body);
    expect([answer.status, issued.code]).toEqual([201, expect.stringMatching(/^\d{8}$/)]);
    expect(issued.until - issued.from).toBe(30 * 60_000);
    const commands = await eventually(
      async () => sent.flatMap(({ command }) => (command.type === "staff-code" ? [command] : [])),
      (found) => found.length === 1,
    );
    const [command] = commands;
    const right = scryptSync(issued.code, Buffer.from(command?.salt ?? "", "base64"), 32, { N: 16_384, r: 8, p: 1 });
    expect(command).toMatchObject({ issuedTo: "李工", codeId: issued.codeId, hash: right.toString("base64") });
    await stage.tell(terminal, { type: "staff-exit", outcome: "refused", issuedTo: null, until: null });
    await stage.tell(terminal, { type: "staff-exit", outcome: "opened", issuedTo: "李工", until: issued.until });
    expect((await shell()).staffExits.map(({ outcome }) => outcome).toSorted()).toEqual(["opened", "refused"]);
    const { auditor } = await stage.server.people();
    const { entries } = await auditor.get("/audit?limit=100", AuditList);
    const own = entries.filter(({ action }) => action === "terminal.staff-exit" || action === "staffcode.issue");
    expect(own.map(({ action, by }) => [action, by === `kiosk:${id}`])).toEqual([
      ["terminal.staff-exit", true],
      ["terminal.staff-exit", true],
      ["staffcode.issue", false],
    ]);
    expect(JSON.stringify(entries)).not.toContain(issued.code);
  });
});
