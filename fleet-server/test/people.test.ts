// What people do to the fleet over HTTP, and what reaches the terminals of it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downTopic, KioskCommand, KioskId, KioskList, OrderDetail } from "@kiosk/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSystemClock } from "../src/system.ts";
import { booklet, bootB, condition, deviceReport, kioskId, reader } from "./sample.ts";
import { eventually, newSecret, TestServer } from "./server-harness.ts";

let dataDir: string;
let server: TestServer;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "fleet-people-"));
});
afterEach(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const newTerminal = {
  id: "lib-001",
  contractId: "library",
  seq: 1,
  name: "图书馆一楼大厅",
  district: "长宁区",
  street: "天山路街道",
  address: "天山路356号",
  macs: ["02-00-00-00-00-01"],
  lon: 121.38,
  lat: 31.21,
  confidence: "low",
};

describe("the empty product", () => {
  it("grows from nothing: a contract, a terminal, its code, and the terminal is online", async () => {
    server = await TestServer.start({ dataDir, seedDir: null });
    expect(await server.contracts()).toEqual([]);
    const contract = { id: "library", zh: "图书馆", en: "Library", startsAt: null, endsAt: null };
    expect(await server.post("/contracts", contract)).toMatchObject({ status: 201 });
    expect(await server.post("/kiosks", newTerminal)).toMatchObject({
      status: 201,
      body: { presence: "never", health: "unknown" },
    });
    const id = KioskId.parse(newTerminal.id);
    await server.terminal(id);
    expect((await server.detail(id)).kiosk.presence).toBe("online");
    // found by what a person would type
    const found = await server.get("/kiosks?q=tsgyl", KioskList);
    expect(found.kiosks.map((k) => k.id)).toEqual([id]);
  });

  it("refuses what stands already, and says what", async () => {
    server = await TestServer.start({ dataDir, seedDir: null });
    const contract = { id: "library", zh: "图书馆", en: "Library", startsAt: null, endsAt: null };
    await server.post("/contracts", contract);
    await server.post("/kiosks", newTerminal);
    expect(await server.post("/contracts", contract)).toMatchObject({ status: 409, body: { code: "contract.exists" } });
    expect(await server.post("/kiosks", newTerminal)).toMatchObject({ status: 409, body: { code: "kiosk.exists" } });
    const sameMac = { ...newTerminal, id: "lib-002", seq: 2 };
    expect(JSON.stringify(await server.post("/kiosks", sameMac))).toContain("02-00-00-00-00-01");
    expect(await server.post("/kiosks", { ...sameMac, contractId: "nowhere" })).toMatchObject({ status: 404 });
    expect(await server.post("/kiosks", { ...sameMac, lat: 131 })).toMatchObject({
      status: 400,
      body: { issues: [{ path: expect.stringContaining("lat") }] },
    });
  });
});

describe("a replacement that somebody enters", () => {
  it("reaches the terminal as a command, again at every birth, until the terminal answers it", async () => {
    server = await TestServer.start({ dataDir });
    const terminal = await server.terminal();
    const ribbon = {
      kind: "level",
      consumable: "ribbon",
      part: "",
      value: 0,
      unit: "characters",
      capacity: 100,
      quality: "counted",
      raw: "",
      at: Date.now(),
    };
    await terminal.report([
      deviceReport({ deviceId: booklet, deviceClass: "bookletPrinter" }),
      { ...deviceReport({ deviceId: booklet }), readings: [ribbon] },
    ]);
    const heard: KioskCommand[] = [];
    terminal.client.on("message", (_topic, payload) => heard.push(KioskCommand.parse(JSON.parse(payload.toString()))));
    await terminal.client.subscribeAsync(downTopic(kioskId), { qos: 1 });
    const entry = { deviceId: booklet, consumable: "ribbon", part: "" };
    const sent = { ...entry, actor: "王师傅" };
    expect(await server.post(`/kiosks/${kioskId}/replacements`, sent)).toMatchObject({ status: 202 });
    await eventually(
      async () => heard,
      (h) => h.length === 1,
    );
    await terminal.send("birth", { ...terminal.born, bootId: bootB });
    await eventually(
      async () => heard,
      (h) => h.length === 2,
    );
    expect(heard.map((h) => h.command)).toEqual([
      { type: "consumable-replaced", ...entry, by: "王师傅" },
      { type: "consumable-replaced", ...entry, by: "王师傅" },
    ]);
    expect(new Set(heard.map((h) => h.commandId)).size).toBe(1);
    const event = { type: "command-result", commandId: heard[0]?.commandId, ok: true, detail: "" };
    await terminal.send("event", { ...terminal.envelope(), bootId: bootB, event });
    await terminal.send("birth", { ...terminal.born, bootId: bootB });
    const [level] = (await server.detail()).consumables;
    expect(level).toMatchObject({ replacedHow: "entered" });
    expect(heard).toHaveLength(2);
  });

  it("may be the cleaning of a machine that counts its cards and tells no level of its kits", async () => {
    server = await TestServer.start({ dataDir });
    const terminal = await server.terminal();
    const profileId = "endorsement-machine/sanwa-crp-1231lr";
    await terminal.report([deviceReport({ deviceId: booklet, deviceClass: "endorsementMachine", profileId })]);
    const cleaning = { deviceId: booklet, consumable: "cleaningKit", part: "" };
    const { counted, consumables } = await eventually(
      () => server.detail(),
      (detail) => detail.counted.length > 0,
    );
    expect(counted).toEqual([cleaning]);
    expect(consumables).toEqual([]);
    expect(await server.post(`/kiosks/${kioskId}/replacements`, { ...cleaning, actor: "王师傅" })).toMatchObject({
      status: 202,
    });
    const toner = { ...cleaning, consumable: "toner", actor: "王师傅" };
    expect(await server.post(`/kiosks/${kioskId}/replacements`, toner)).toMatchObject({ status: 404 });
  });
});

describe("an order by hand", () => {
  const order = { kioskId, deviceId: null, class: "software", title: "页面打不开", description: "", actor: "热线" };
  it("keeps the time of the call apart from the time of entry, and its clocks run from the call", async () => {
    server = await TestServer.start({ dataDir });
    const called = Date.now() - 3 * 3_600_000;
    const { status, body } = await server.post("/work-orders", { ...order, reportedAt: called });
    const detail = OrderDetail.parse(body);
    expect(status).toBe(201);
    expect(detail.events).toMatchObject([{ type: "reported", at: called }]);
    expect(detail.events[0]?.recordedAt).toBeGreaterThan(called + 3_599_000);
    // two hours are over: that breach is there from the start
    expect(detail.order.clocks.slice(0, 2).map((c) => [c.milestone, c.state])).toEqual([
      ["first_response", "breached"],
      ["prelim_diagnosis", "running"],
    ]);
    expect(detail.order.enteredAt).toBe(detail.events[0]?.recordedAt);
    expect((await server.overview()).orders).toMatchObject({ open: 1, overdue: 1 });
  });
  it("cannot be reported in the future", async () => {
    server = await TestServer.start({ dataDir });
    expect(await server.post("/work-orders", { ...order, reportedAt: Date.now() + 60_000 })).toMatchObject({
      status: 400,
    });
  });
  it("is refused an action that its state does not allow, with the state named", async () => {
    server = await TestServer.start({ dataDir });
    const { order: opened } = OrderDetail.parse((await server.post("/work-orders", order)).body);
    const act = (type: string) =>
      server.post(`/work-orders/${opened.id}/actions`, { type, party: "dispatcher", actor: "李工", text: "x" });
    expect(await act("acknowledged")).toMatchObject({ status: 200, body: { order: { state: "acknowledged" } } });
    expect(await act("acknowledged")).toMatchObject({ status: 409, body: { code: "order.refused" } });
    expect(await act("verified")).toMatchObject({ status: 200, body: { order: { state: "done" } } });
    expect(await act("fixed")).toMatchObject({ status: 409, body: { code: "order.refused" } });
    expect((await server.orders("?state=closed")).orders.map((o) => o.state)).toEqual(["done"]);
  });
});

describe("time that is not what it seems", () => {
  it("a server clock set back stalls no settling fault, repeats no number, and is shown", async () => {
    const time = { wall: Date.now(), mono: 0 };
    server = await TestServer.start({
      dataDir,
      clock: createSystemClock(
        () => time.wall,
        () => time.mono,
      ),
    });
    const terminal = await server.terminal();
    await terminal.report([deviceReport({ state: "offline", conditions: [condition("comm.no-answer")] })]);
    expect((await server.detail()).faults.map((f) => f.state)).toEqual(["pending"]);
    time.wall -= 3_600_000;
    time.wall += 20_000;
    time.mono += 20_000;
    const { faults } = await eventually(
      () => server.detail(),
      (d) => d.faults[0]?.state === "raised",
    );
    expect(faults).toHaveLength(1);
    expect((await server.health()).clock.wentBackMs).toBeGreaterThan(3_500_000);
  });

  it("an enrolment code is worth nothing after its seven days", async () => {
    const time = { wall: Date.now(), mono: 0 };
    server = await TestServer.start({
      dataDir,
      clock: createSystemClock(
        () => time.wall,
        () => time.mono,
      ),
    });
    const code = await server.enrolmentCode();
    time.wall += 7 * 86_400_000 + 1000;
    time.mono += 7 * 86_400_000 + 1000;
    await expect(server.connect(kioskId, `enrol:${code}:${newSecret()}`)).rejects.toThrow();
  });
});

describe("a terminal that names a profile this server does not know", () => {
  it("is believed in what it says, and shown without a model name", async () => {
    server = await TestServer.start({ dataDir });
    const terminal = await server.terminal();
    await terminal.report([
      deviceReport({
        deviceId: reader,
        profileId: "id-card-reader/from-the-future",
        conditions: [condition("device.hardware")],
      }),
    ]);
    const detail = await server.detail();
    expect(detail.devices).toMatchObject([{ profileId: "id-card-reader/from-the-future", profileZh: null }]);
    expect(detail.faults.map((f) => f.code)).toEqual(["device.hardware"]);
  });
});

describe("a lost hub", () => {
  it("one cause is shown, one order is opened, and its children follow from it", async () => {
    server = await TestServer.start({ dataDir });
    const terminal = await server.terminal();
    const gone = (deviceId: typeof reader) =>
      deviceReport({ deviceId, state: "noDevice", conditions: [condition("device.not-present")] });
    await terminal.report([gone(reader), gone(booklet)]);
    const { faults } = await server.detail();
    const hub = faults.find((f) => f.code === "hub.lost");
    expect(faults.filter((f) => f.causeId === hub?.id)).toHaveLength(2);
    expect((await server.orders()).orders.map((o) => o.faultCode)).toEqual(["hub.lost"]);
  });
});
