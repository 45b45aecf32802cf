import { fileURLToPath } from "node:url";
import { captureVariables, fromHex, toHex } from "@kiosk/firmware-profiles";
import { loadCaptures, loadProfiles } from "@kiosk/firmware-profiles/load";
import { beforeEach, describe, expect, test } from "vitest";
import { type DeviceSession, TransportError } from "../ports.ts";
import { oidOctets } from "./oid-octets.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { ScriptedSnmp } from "./scripted/scripted-snmp.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const id = "a4-printer/generic-printer-mib";
const profile = loadProfiles().get(id);
if (!profile) throw new Error("profile is missing");
const captures = loadCaptures(fileURLToPath(new URL("../../../fixtures/captures", import.meta.url)));
const variablesOf = (name: string) => {
  const found = captures.find((one) => one.name === `${id}/${name}`);
  if (!found) throw new Error(`no capture ${name}`);
  return captureVariables(found.capture);
};
const never = new AbortController().signal;
const alerts = "1.3.6.1.2.1.43.18.1.1";

let clock = new VirtualClock();
let snmp = new ScriptedSnmp([]);
let session: DeviceSession;
beforeEach(() => {
  clock = new VirtualClock();
  snmp = new ScriptedSnmp(variablesOf("idle"));
  session = openSession({ deviceId: "a", profile, transport: snmp, clock, counters: new MemoryCounters() });
});

describe("a printer that falls asleep", () => {
  test("is unknown, and what it tells was measured before", async () => {
    snmp.variables = variablesOf("asleep");
    const { state, readings } = await session.poll(never);
    expect(state).toBe("unknown");
    expect(readings.map(({ quality }) => quality)).not.toContain("measured");
  });

  test("keeps the troubles it had awake, although it complains of nothing", async () => {
    snmp.variables = variablesOf("cover-open");
    await session.poll(never);
    snmp.variables = variablesOf("asleep");
    expect((await session.poll(never)).conditions).toMatchObject([{ code: "cover.open", part: "Front Cover" }]);
    snmp.variables = variablesOf("idle");
    expect((await session.poll(never)).conditions).toEqual([]);
  });
});

describe("a printer that is not device 1 of its host", () => {
  const scalarsAsked: string[][] = [];
  beforeEach(() => {
    scalarsAsked.length = 0;
    snmp.variables = variablesOf("device-index-2");
    const get = snmp.get.bind(snmp);
    snmp.get = (oids) => {
      scalarsAsked.push([...oids]);
      return get(oids);
    };
  });

  test("is found, and the state of device 1 is not taken for its own", async () => {
    expect((await session.poll(never)).state).toBe("deviceBusy");
    expect(scalarsAsked[0]).toContain("1.3.6.1.2.1.25.3.2.1.5.2");
  });

  test("is looked for once, and again after a poll that failed", async () => {
    const walks: string[] = [];
    snmp.before = (oid) => {
      walks.push(oid);
      return Promise.resolve();
    };
    const searches = () => walks.filter((oid) => oid === "1.3.6.1.2.1.25.3.5.1.1").length;
    await session.poll(never);
    await session.poll(never);
    expect(searches()).toBe(1);
    snmp.before = () => Promise.reject(new TransportError("timeout", "silence"));
    await session.poll(never);
    snmp.before = (oid) => {
      walks.push(oid);
      return Promise.resolve();
    };
    snmp.variables = variablesOf("idle");
    expect((await session.poll(never)).state).toBe("online");
    expect(searches()).toBe(2);
  });
});

describe("a printer that stops answering in the middle", () => {
  beforeEach(() => {
    snmp.before = (oid) =>
      oid.startsWith(alerts) ? Promise.reject(new TransportError("timeout", "silence")) : Promise.resolve();
  });

  test("is unknown and garbled; what it had told is told", async () => {
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
    expect(seen.readings.some((reading) => reading.kind === "level" && reading.value === 80)).toBe(true);
  });

  test("confirms nothing: the poll counts as unanswered", async () => {
    expect((await session.poll(never)).answered).toBe(false);
  });
});

describe("a printer that", () => {
  test("hangs does not hold the poll beyond its budget", async () => {
    snmp.before = () => new Promise(() => undefined);
    expect(await session.poll(never)).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
    expect(clock.monotonic()).toBeLessThanOrEqual(profile.poll.budgetMs);
  });

  test("answers each question just in time is given up at the budget", async () => {
    snmp.before = () => clock.sleep(1900, never);
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
    expect(clock.monotonic()).toBeLessThanOrEqual(profile.poll.budgetMs);
  });

  test("has no printer objects is another device", async () => {
    snmp.variables = [{ oid: "1.3.6.1.2.1.1.1.0", value: "switch", raw: new Uint8Array(0) }];
    expect(await session.poll(never)).toMatchObject({
      state: "unknown",
      answered: true,
      failure: { code: "config.wrong-device" },
    });
  });

  test("comes back is online again, over a fresh socket", async () => {
    snmp.before = () => Promise.reject(new TransportError("timeout", "silence"));
    await session.poll(never);
    expect(snmp.closed).toBe(1);
    snmp.before = () => Promise.resolve();
    expect((await session.poll(never)).state).toBe("online");
  });

  test("has a thousand alerts is not read to the end", async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => ({
      oid: `${alerts}.7.1.${i + 1}`,
      value: 1002,
      raw: fromHex("03ea"),
    }));
    snmp.variables = [...variablesOf("idle"), ...rows];
    const { readings, conditions } = await session.poll(never);
    expect(readings.length).toBeLessThanOrEqual(128);
    expect(conditions).toHaveLength(1);
  });
});

test("a poll that is called off rejects with the reason", async () => {
  snmp.before = () => new Promise(() => undefined);
  const stop = new AbortController();
  clock.later(100, () => stop.abort(new Error("shutting down")));
  await expect(session.poll(stop.signal)).rejects.toThrow("shutting down");
});

test("the exchange holds the object identifiers asked for and the values that came", async () => {
  const { exchange } = await session.poll(never);
  expect(exchange.length).toBeLessThanOrEqual(16);
  expect(exchange[0]).toMatchObject({ dir: "tx", hex: "060a2b060102011903050101" });
  expect(exchange[2]).toMatchObject({ dir: "tx", hex: expect.stringContaining("060b2b06010201190302010301") });
  expect(exchange[3]).toMatchObject({ dir: "rx", hex: expect.stringContaining(toHex(Buffer.from("CL31000001"))) });
});

test("an object identifier is written as BER writes it", () => {
  expect(toHex(oidOctets("1.3.6.1.4.1.2699.1.2"))).toBe("06092b06010401950b0102");
});

test("supplies of a laser printer are measured, not reset by hand", async () => {
  expect(await session.replaceConsumable("toner", "black")).toBe(false);
});
