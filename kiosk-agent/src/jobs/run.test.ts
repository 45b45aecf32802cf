// The agent's jobs together, over a real outbox file, with a scripted server and scripted devices, on a fake clock.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BootId, DeviceId, KioskId, upSchemas } from "@kiosk/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeClock } from "../../../fixtures/sim/fake-clock.ts";
import { condition, level, observation, ScriptedDevice, ScriptedUplink } from "../../test/agent-peers.ts";
import { openSqliteCounters, type StateFile } from "../adapters/counters-sqlite.ts";
import { openSqliteOutbox } from "../adapters/outbox-sqlite.ts";
import type { Outbox } from "../ports.ts";
import { Run } from "./run.ts";

const bootId = BootId.parse("7c0a9e58-5d5c-4c0e-9f2b-6a5b6a9f000a");
const dayMs = 86_400_000;

let folder: string;
let clock: FakeClock;
let uplink: ScriptedUplink;
let outbox: Outbox;
let state: StateFile;
let run: Run;
let devices: { reader: ScriptedDevice; booklet: ScriptedDevice };
let logged: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "run-"));
  clock = new FakeClock();
  uplink = new ScriptedUplink();
  devices = { reader: new ScriptedDevice(), booklet: new ScriptedDevice() };
  logged = [];
});
afterEach(async () => {
  await run.stop(false);
  await outbox.close();
  state.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(bounds: Partial<Parameters<typeof openSqliteOutbox>[1]> = {}): Promise<void> {
  const roomy = { maxBytes: 200_000_000, maxAgeMs: 30 * dayMs, maxFileBytes: 400_000_000 };
  outbox = openSqliteOutbox(join(folder, "outbox.sqlite"), { ...roomy, ...bounds }, clock);
  state = openSqliteCounters(join(folder, "counters.sqlite"));
  let ids = 0;
  const newId = () => `7c0a9e58-5d5c-4c0e-9f2b-${(ids++).toString(16).padStart(12, "0")}`;
  const profile = { deviceClass: "idCardReader", profileId: "id/x", transport: "tcp://h:1" } as const;
  run = new Run({
    kioskId: KioskId.parse("cn-001"),
    bootId,
    macs: [],
    agentVersion: "1.0.0",
    devices: Object.entries(devices).map(([id, device]) => ({
      facts: { ...profile, deviceId: DeviceId.parse(id) },
      plan: { intervalMs: 5_000, maxBackoffMs: 60_000 },
      budgetMs: 3_000,
      open: () => device.open(),
    })),
    outbox,
    answeredCommands: state.commands,
    uplink: () => uplink,
    onObserved: () => {},
    measureItself: async () => ({
      facts: new Map(Object.entries({ diskFreeBytes: 5, diskTotalBytes: 100 })),
      os: "Linux",
      services: [{ name: "社保", reached: true, said: "HTTP 200, 3 ms" }],
      certificateEndsAt: null,
    }),
    clock,
    random: () => 0.5,
    log: { info: (event) => logged.push(event), warn: (event) => logged.push(event) },
    newId,
  });
  await run.start();
}

function devicesTold(index: number): string[] {
  const { devices: told } = upSchemas.report.parse(uplink.published.at(index)?.body);
  return told.map((d) => `${d.deviceId} ${d.state} ${d.conditions.map((c) => c.code).join(",")}`.trim());
}

describe("greeting", () => {
  test("birth, then one full snapshot, and nothing more while nothing changes", async () => {
    await start();
    uplink.connect();
    await clock.advance(19_000);
    expect(uplink.trace()).toEqual(["birth", "snapshot 1"]);
    expect(devicesTold(1)).toEqual(["reader online", "booklet online"]);
    expect((await outbox.state()).rows).toBe(0);
  });

  test("every message is one the contract knows, stamped when it leaves", async () => {
    await start();
    await clock.advance(4_000);
    uplink.connect();
    await clock.advance(20_000);
    for (const { leaf, body } of uplink.published) {
      const known = (["birth", "report", "heartbeat"] as const).find((l) => l === leaf);
      expect(known && upSchemas[known].safeParse(body).error).toBeUndefined();
    }
    expect(uplink.published.map((p) => p.leaf)).toEqual(["birth", "report", "report", "heartbeat"]);
    const offline = uplink.published.find((p) => p.body.type === "diff")?.body;
    expect(Number(offline?.sentAt) - Number(offline?.at)).toBe(2_500);
  });

  test("a heartbeat every 20 s while connected, none while not", async () => {
    await start();
    await clock.advance(60_000);
    expect(uplink.published).toEqual([]);
    uplink.connect();
    await clock.advance(60_000);
    expect(uplink.trace().filter((t) => t === "heartbeat")).toHaveLength(3);
  });

  test("a full snapshot every 15 minutes, connected or not", async () => {
    await start();
    await clock.advance(46 * 60_000);
    const types = (await outbox.oldest(99, new Set()))
      .filter((r) => r.leaf === "report")
      .map((r) => (r.body.includes('"snapshot"') ? "snapshot" : "diff"));
    expect(types).toEqual(["diff", "snapshot", "snapshot", "snapshot"]);
  });

  test("a goodbye says shutdown, a cut says nothing", async () => {
    await start();
    uplink.connect();
    await clock.advance(3_000);
    await run.stop(true);
    expect(uplink.published.at(-1)).toMatchObject({ leaf: "death", body: { reason: "shutdown", bootId, seq: 1 } });
    expect(uplink.stoppedGracefully).toBe(true);
  });
});

describe("changes", () => {
  test("a fault goes out at the poll that saw it, with its device alone", async () => {
    await start();
    uplink.connect();
    await clock.advance(7_000);
    devices.reader.becomes("hardwareError", condition("device.self-test-failed"));
    await clock.advance(5_000);
    expect(uplink.trace()).toEqual(["birth", "snapshot 1", "diff 2"]);
    expect(devicesTold(2)).toEqual(["reader hardwareError device.self-test-failed"]);
  });

  test("a device that hangs is reported and delays no other", async () => {
    devices.reader.hangs();
    await start();
    uplink.connect();
    await clock.advance(30_000);
    expect(devices.booklet.polls).toBe(6 + 1);
    // given up 4 s after each question, asked anew over a fresh session after pauses of 1 s, 2 s, 4 s, 8 s
    expect(devices.reader.polls).toBe(4);
    expect(devices.reader.closed).toBe(4);
    expect(run.devices().map((d) => `${d.state} ${d.conditions.map((c) => c.code).join()}`)).toEqual([
      "unknown comm.no-answer",
      "online ",
    ]);
    devices.reader.becomes("online");
    await clock.advance(70_000);
    expect(run.devices()[0]?.state).toBe("online");
  });

  test("a hung device holds back neither birth nor what the others say", async () => {
    devices.reader.hangs();
    devices.booklet.becomes("userError", condition("cover.open"));
    await start();
    uplink.connect();
    await clock.advance(2_000);
    expect(uplink.trace()).toEqual(["birth", "diff 1"]);
    expect(devicesTold(1)).toContain("booklet userError cover.open");
    await clock.advance(3_000);
    expect(uplink.trace()).toEqual(["birth", "diff 1", "diff 2", "snapshot 3"]);
  });

  test("a driver that throws is a device that does not answer, not the end of its loop", async () => {
    await start();
    devices.reader.answer = () => Promise.reject(new Error("defect"));
    await clock.advance(20_000);
    devices.reader.becomes("online");
    await clock.advance(60_000);
    expect(run.devices()[0]?.state).toBe("online");
    expect(logged).toContain("device.poll-failed");
  });

  test("a level that trembles is not told, one that falls is, as routine", async () => {
    await start();
    const sink = { value: 50 };
    devices.reader.answer = async () => observation({ readings: [level(sink.value)] });
    await clock.advance(7_000);
    const before = (await outbox.state()).rows;
    sink.value = 49.5;
    await clock.advance(5_000);
    expect((await outbox.state()).rows).toBe(before);
    sink.value = 49;
    await clock.advance(5_000);
    expect((await outbox.oldest(99, new Set(), "routine")).length).toBe(2);
  });
});

describe("after an outage", () => {
  test("the present goes first, then faults that waited, then routine, each oldest first", async () => {
    await start();
    const sink = { value: 50 };
    devices.reader.answer = async () => observation({ readings: [level(sink.value)] });
    await clock.advance(10_000); // diff 1 (start), routine diff 2 (level 50)
    devices.booklet.becomes("userError", condition("cover.open"));
    await clock.advance(5_000); // fault diff 3
    sink.value = 40;
    await clock.advance(5_000); // routine diff 4
    uplink.connect();
    await clock.advance(100);
    expect(uplink.trace()).toEqual(["birth", "snapshot 5", "diff 1", "diff 3", "diff 2", "diff 4"]);
    expect((await outbox.state()).rows).toBe(0);
  });

  test("a fault that happens while a long backlog drains overtakes it", async () => {
    await start();
    const sink = { value: 100 };
    devices.reader.answer = async () => observation({ readings: [level(sink.value)] });
    for (let i = 0; i < 40; i++) {
      sink.value -= 2;
      await clock.advance(5_000);
    }
    uplink.holding = true;
    uplink.connect();
    await clock.advance(10);
    uplink.release(); // the birth
    await clock.advance(10);
    const inFlight = uplink.trace().length;
    devices.booklet.becomes("userError", condition("cover.open"));
    await clock.advance(5_000);
    expect(uplink.trace().slice(inFlight)).toHaveLength(1);
    expect(devicesTold(-1)).toContain("booklet userError cover.open");
    for (let i = 0; i < 20; i++) {
      uplink.release();
      await clock.advance(10);
    }
    expect((await outbox.state()).rows).toBe(0);
  });

  test("what was under way when the connection went is sent again, and nothing is lost", async () => {
    await start();
    uplink.holding = true;
    uplink.connect();
    await clock.advance(10);
    uplink.release();
    await clock.advance(3_000);
    expect(uplink.trace()).toEqual(["birth", "snapshot 1"]);
    uplink.disconnect();
    uplink.holding = false;
    uplink.connect();
    await clock.advance(100);
    expect(uplink.trace().slice(2)).toEqual(["birth", "snapshot 2", "snapshot 1"]);
    expect((await outbox.state()).rows).toBe(0);
  });
});

describe("storage", () => {
  test("on a full disk the agent goes on, says so, and writes a fresh snapshot once there is room", async () => {
    await start({ maxFileBytes: 60_000 });
    let n = 0;
    devices.reader.answer = async () => {
      n += 1;
      return observation({ conditions: [condition("media.jam", `${n}${"x".repeat(50)}`)] });
    };
    await clock.advance(30 * 60_000);
    expect(logged.filter((e) => e === "outbox.trouble")).toHaveLength(1);
    const stored = (await outbox.state()).rows;
    uplink.connect();
    await clock.advance(50);
    // The birth says what is wrong; the snapshot could not be stored, but the backlog leaves and makes room.
    expect(uplink.published[0]?.body.outbox).toMatchObject({ rows: stored, trouble: "disk-full" });
    devices.reader.becomes("online");
    await clock.advance(60_000);
    expect(logged).toContain("outbox.recovered");
    const last = uplink.published.findLast((p) => p.leaf === "report");
    expect(last?.body).toMatchObject({
      devices: expect.arrayContaining([expect.objectContaining({ state: "online" })]),
    });
    expect(uplink.published.findLast((p) => p.leaf === "heartbeat")?.body.outbox).not.toHaveProperty("trouble");
    expect((await outbox.state()).rows).toBe(0);
  });

  test("what the bound pushed out is told as an event, and the count stays in the health", async () => {
    await start({ maxBytes: 20_000 });
    const sink = { value: 100 };
    devices.reader.answer = async () => observation({ readings: [level(sink.value)] });
    for (let i = 0; i < 40; i++) {
      sink.value -= 2;
      await clock.advance(5_000);
    }
    const { droppedRoutine } = await outbox.state();
    uplink.connect();
    await clock.advance(1_000);
    const told = uplink.published
      .filter((p) => p.leaf === "event")
      .map((p) => upSchemas.event.parse(p.body).event)
      .map((e) => (e.type === "outbox-dropped" ? e.count : 0));
    expect(told.reduce((a, b) => a + b, 0)).toBe(droppedRoutine);
    expect(droppedRoutine).toBeGreaterThan(5);
    expect(uplink.published[0]?.body.outbox).toMatchObject({ droppedRoutine });
  });
});

describe("commands", () => {
  const commandId = "7c0a9e58-5d5c-4c0e-9f2b-6a5b6a9f0c01";
  const replaced = {
    v: 1,
    commandId,
    issuedAt: 1,
    command: { type: "consumable-replaced", deviceId: "booklet", consumable: "ribbon", part: "", by: "李" },
  };

  function results(): unknown[] {
    return uplink.published.filter((p) => p.leaf === "event").map((p) => p.body.event);
  }

  test("a replacement is carried out once and answered every time it is told", async () => {
    await start();
    uplink.connect();
    await clock.advance(2_000);
    uplink.command(replaced);
    uplink.command(replaced);
    await clock.advance(100);
    expect(devices.booklet.replaced).toEqual(["ribbon/"]);
    const done = { type: "command-result", commandId, ok: true, detail: "" };
    expect(results()).toEqual([done, done]);
  });

  test("the device is asked at once after a replacement", async () => {
    await start();
    uplink.connect();
    await clock.advance(2_000);
    const before = devices.booklet.polls;
    uplink.command(replaced);
    await clock.advance(10);
    expect(devices.booklet.polls).toBe(before + 1);
  });

  test("what a device does not count, and what is not configured, is answered with no", async () => {
    await start();
    uplink.connect();
    uplink.command({ ...replaced, command: { ...replaced.command, consumable: "toner" } });
    const other = "7c0a9e58-5d5c-4c0e-9f2b-6a5b6a9f0c02";
    uplink.command({ ...replaced, commandId: other, command: { ...replaced.command, deviceId: "ups" } });
    await clock.advance(2_000);
    expect(results()).toMatchObject([
      { ok: false, detail: "booklet counts no toner" },
      { commandId: other, ok: false },
    ]);
  });

  test("a rebirth sends birth and snapshot, once, though the server repeats it at that very birth", async () => {
    await start();
    uplink.connect();
    await clock.advance(2_000);
    const rebirth = { v: 1, commandId, issuedAt: 1, command: { type: "rebirth" } };
    uplink.command(rebirth);
    uplink.command(rebirth);
    await clock.advance(100);
    expect(uplink.trace()).toEqual(["birth", "snapshot 1", "birth", "snapshot 2", "event 3", "event 4"]);
  });

  test("a self-inspection is measured, told and then answered, once", async () => {
    await start();
    uplink.connect();
    const inspect = { v: 1, commandId, issuedAt: 1, command: { type: "self-inspection" } };
    uplink.command(inspect);
    uplink.command(inspect);
    await clock.advance(100);
    const events = uplink.published.flatMap(({ leaf, body }) =>
      leaf === "event" ? [upSchemas.event.parse(body).event] : [],
    );
    expect(events.map((event) => event.type)).toEqual(["self-inspection", "command-result", "command-result"]);
    const [told] = events.flatMap((event) => (event.type === "self-inspection" ? [event] : []));
    expect(told?.commandId).toBe(commandId);
    expect(told?.items.map((one) => `${one.key} ${one.subject} ${one.outcome}`)).toEqual(
      expect.arrayContaining(["agent-version  unknown", "disk-free  fail", "service-reachable 社保 pass"]),
    );
  });

  test("a terminal inspects itself soon after the start and then once a day, also while nobody hears it", async () => {
    await start();
    const told = async () =>
      (await outbox.oldest(999, new Set())).filter((row) => row.body.includes('"self-inspection"')).length;
    for (const [count, minutes] of [4, 2, 24 * 60].entries()) {
      await clock.advance(minutes * 60_000);
      expect(await told()).toBe(count);
    }
  });

  test("garbage is logged and harms nothing", async () => {
    await start();
    uplink.connect();
    for (const garbage of ["", "{", '{"v":1}', "\u0000"]) uplink.command(garbage);
    uplink.command(replaced);
    await clock.advance(2_000);
    expect(logged.filter((e) => e === "command.not-understood")).toHaveLength(4);
    expect(results()).toHaveLength(1);
  });
});
