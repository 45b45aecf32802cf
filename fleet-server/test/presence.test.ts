// Whether a terminal is there, through a real broker: last wills, server restarts, clocks that are years off.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KioskCommand, TimelinePage } from "@kiosk/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSystemClock } from "../src/system.ts";
import { condition, deviceReport, kioskId, reader } from "./sample.ts";
import { eventually, TestServer, type TestTerminal } from "./server-harness.ts";

let dataDir: string;
let server: TestServer;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "fleet-presence-"));
  server = await TestServer.start({ dataDir });
});
afterEach(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const presence = async () => (await server.detail()).kiosk.presence;

async function brokenReader(): Promise<TestTerminal> {
  const terminal = await server.terminal();
  await terminal.report([deviceReport({ state: "hardwareError", conditions: [condition("device.self-test-failed")] })]);
  return terminal;
}

describe("a terminal whose connection breaks", () => {
  it("is offline by its last will, its devices unknown, its fault open but unconfirmed", async () => {
    const terminal = await brokenReader();
    expect(await presence()).toBe("online");
    terminal.client.stream.destroy();
    const detail = await eventually(
      () => server.detail(),
      (d) => d.kiosk.presence === "offline",
      5000,
    );
    expect(detail.kiosk.health).toBe("offline");
    expect(detail.devices.map((d) => [d.state, d.lastState])).toEqual([["unknown", "hardwareError"]]);
    expect(detail.faults.map((f) => [f.code, f.state, f.confirmed])).toEqual([
      ["device.self-test-failed", "raised", false],
    ]);
  });

  it("is back with its first heartbeat", async () => {
    const terminal = await server.terminal();
    terminal.client.stream.destroy();
    await eventually(presence, (p) => p === "offline");
    const again = await server.connect(kioskId, terminal.secret);
    const { type: _, ...envelope } = { ...terminal.envelope(), type: "" };
    await again.publishAsync(
      `kiosk/v1/${kioskId}/heartbeat`,
      JSON.stringify({ ...envelope, uptimeMs: 1, answered: [], outbox: terminal.born.outbox }),
      { qos: 1 },
    );
    expect(await presence()).toBe("online");
  });
});

describe("a terminal that falls silent without its connection breaking", () => {
  it("is offline within a minute by the monotonic clock, however the wall clock jumps", async () => {
    await server.stop();
    const time = { wall: Date.now(), mono: 0 };
    const clock = createSystemClock(
      () => time.wall,
      () => time.mono,
    );
    server = await TestServer.start({ dataDir, clock });
    await server.terminal();
    time.wall += 10 * 365 * 86_400_000;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await presence()).toBe("online");
    time.mono += 51_000;
    await eventually(presence, (p) => p === "offline", 5000);
  });
});

describe("a server restart", () => {
  it("empties no map: who was online is unverified until it comes back, and then online", async () => {
    const terminal = await server.terminal();
    await server.app.stop();
    server = await TestServer.start({ dataDir });
    expect((await server.overview()).kiosks).toMatchObject({ unverified: 1, offline: 0 });
    expect((await server.detail()).kiosk.health).toBe("unknown");
    const again = await server.connect(kioskId, terminal.secret);
    await again.publishAsync(`kiosk/v1/${kioskId}/birth`, JSON.stringify(terminal.born), { qos: 1 });
    expect(await presence()).toBe("online");
  });

  it("keeps faults, orders, levels and what was seen", async () => {
    const terminal = await brokenReader();
    const before = await server.detail();
    const order = (await server.orders()).orders[0];
    await server.app.stop();
    server = await TestServer.start({ dataDir });
    const after = await server.detail();
    expect(after.faults.map((f) => f.id)).toEqual(before.faults.map((f) => f.id));
    expect((await server.orders()).orders.map((o) => [o.id, o.number, o.clocks])).toEqual([
      [order?.id, order?.number, order?.clocks],
    ]);
    // the same report again: known, so neither a second fault nor a second order
    const again = await server.connect(kioskId, terminal.secret);
    const replay = {
      ...terminal.envelope(),
      seq: 1,
      type: "diff",
      devices: [deviceReport({ conditions: [condition("cover.open")] })],
    };
    await again.publishAsync(`kiosk/v1/${kioskId}/report`, JSON.stringify(replay), { qos: 1 });
    expect((await server.health()).mqtt.replays).toBe(1);
    expect((await server.orders()).total).toBe(1);
  });
});

describe("a terminal whose clock is years off", () => {
  it("is shown with its skew, and its times stand by the server's clock", async () => {
    const off = Date.UTC(2001, 0, 1);
    const terminal = await server.terminal(kioskId, { at: off, sentAt: off, bootedAt: off - 1000 });
    const report = {
      ...terminal.envelope(),
      at: off,
      sentAt: off + 60_000,
      type: "diff",
      devices: [deviceReport({ since: off, answeredAt: off })],
    };
    await terminal.send("report", report);
    const detail = await server.detail();
    expect(detail.kiosk.skewMs).toBeLessThan(-20 * 365 * 86_400_000);
    const [device] = detail.devices;
    expect(Math.abs((device?.observedAt ?? 0) - (Date.now() - 60_000))).toBeLessThan(5000);
    const timeline = await (await server.allRound()).fetch(`/kiosks/${kioskId}/timeline`);
    expect(JSON.stringify(await timeline.json())).toContain("终端时钟偏差");
  });
});

describe("a backlog that arrives behind live data", () => {
  it("is stored but changes nothing that is newer", async () => {
    const terminal = await server.terminal();
    const late = terminal.envelope();
    await terminal.report([deviceReport({ state: "online" })]);
    await terminal.send("report", {
      ...late,
      type: "diff",
      devices: [deviceReport({ state: "offline", conditions: [condition("comm.no-answer")] })],
    });
    const detail = await server.detail();
    expect(detail.devices.map((d) => d.state)).toEqual(["online"]);
    expect(detail.faults).toEqual([]);
    expect(detail.missingSeq).toBe(0);
  });

  it("tells of a fault that came and went meanwhile, once, with its time", async () => {
    const terminal = await server.terminal();
    const late = [terminal.envelope(), terminal.envelope()];
    await terminal.report([deviceReport()]);
    const broken = [deviceReport({ state: "hardwareError", conditions: [condition("device.self-test-failed")] })];
    for (const envelope of late) {
      const at = envelope.at - 3_600_000;
      await terminal.send("report", { ...envelope, at, type: "diff", devices: broken });
    }
    expect((await server.detail()).faults).toEqual([]);
    const { entries } = await server.get(`/kiosks/${kioskId}/timeline`, TimelinePage);
    const told = entries.filter((e) => e.kind === "fault");
    expect(told.map((e) => e.zh)).toEqual(["补报：失联期间出现 自检失败（id-reader）"]);
    expect(Math.abs((told[0]?.at ?? 0) - (Date.now() - 3_600_000))).toBeLessThan(60_000);
  });

  it("of a boot that was never born to us is kept, and the terminal is asked for its birth once, not for every report", async () => {
    const secretHolder = await server.terminal();
    await server.app.stop();
    rmSync(join(dataDir, "fleet.db"), { force: true });
    for (const suffix of ["-wal", "-shm"]) rmSync(join(dataDir, `fleet.db${suffix}`), { force: true });
    server = await TestServer.start({ dataDir });
    const code = await server.enrolmentCode();
    const client = await server.connect(kioskId, `enrol:${code}:${secretHolder.secret}`);
    const asked: string[] = [];
    client.on("message", (_topic, payload) => asked.push(payload.toString()));
    await client.subscribeAsync(`kiosk/v1/${kioskId}/down`, { qos: 1 });
    const publish = (leaf: string, body: unknown) =>
      client.publishAsync(`kiosk/v1/${kioskId}/${leaf}`, JSON.stringify(body), { qos: 1 });
    for (let i = 0; i < 3; i++) {
      await publish("report", { ...secretHolder.envelope(), type: "diff", devices: [deviceReport()] });
    }
    expect((await server.health()).mqtt.acceptedReports).toBe(3);
    // the next thing it hears after its birth is something else: it was asked once
    const level = {
      kind: "level",
      consumable: "toner",
      part: "",
      value: 1,
      unit: "percent",
      quality: "measured",
      raw: "",
      at: 1,
    };
    await publish("birth", secretHolder.born);
    await publish("report", {
      ...secretHolder.envelope(),
      type: "diff",
      devices: [{ ...deviceReport(), readings: [level] }],
    });
    await server.post(`/kiosks/${kioskId}/replacements`, { deviceId: reader, consumable: "toner", part: "" });
    await eventually(
      async () => asked.map((text) => KioskCommand.parse(JSON.parse(text)).command.type),
      (types) => types.length === 2,
    );
    expect(asked.map((text) => KioskCommand.parse(JSON.parse(text)).command.type)).toEqual([
      "rebirth",
      "consumable-replaced",
    ]);
  });
});
