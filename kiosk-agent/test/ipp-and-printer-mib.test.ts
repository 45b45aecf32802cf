// One emulated printer, asked in two protocols at once: what is wrong with it must be said in the same words.
import type { Reading } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { afterAll, beforeAll, expect, test } from "vitest";
import { IppPrinter } from "../../fixtures/sim/devices/ipp-printer.ts";
import type { LaserPrinter } from "../../fixtures/sim/devices/laser-printer.ts";
import { MibPrinter } from "../../fixtures/sim/devices/mib-printer.ts";
import { createSystemClock } from "../src/adapters/clock.ts";
import { createTransport } from "../src/adapters/transport.ts";
import { MemoryCounters } from "../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../src/drivers/session.ts";
import type { DeviceObservation, DeviceSession } from "../src/ports.ts";

const profiles = loadProfiles();
const clock = createSystemClock();
const never = new AbortController().signal;
const printer = new MibPrinter();
const overIpp = new IppPrinter({ speaksFor: printer });
const sessions: DeviceSession[] = [];

function open(profileId: string, url: string): void {
  const profile = profiles.get(`a4-printer/${profileId}`);
  if (!profile) throw new Error(`no profile ${profileId}`);
  const transport = createTransport(url);
  sessions.push(openSession({ deviceId: profileId, profile, transport, clock, counters: new MemoryCounters() }));
}

beforeAll(async () => {
  await Promise.all([printer.start(), overIpp.start()]);
  open("generic-printer-mib", printer.url);
  open("generic-ipp-everywhere", overIpp.url);
});
afterAll(async () => {
  await Promise.all(sessions.map((session) => session.close()));
  await Promise.all([printer.stop(), overIpp.stop()]);
});

/** IPP has no names of covers, no page count and no words for what is closed. */
const unsaid = (reading: Reading) =>
  (reading.kind === "status" && (reading.name === "cover" || reading.name === "media")) ||
  reading.kind === "count" ||
  (reading.kind === "text" && reading.name !== "serial" && reading.name !== "model");

function words({ state, conditions, readings }: DeviceObservation) {
  return {
    state,
    conditions: conditions
      .map(({ code, part, route }) => `${code} ${code === "cover.open" ? "" : part} ${route ?? ""}`)
      .sort(),
    readings: readings
      .filter((reading) => !unsaid(reading))
      .map((reading) => {
        const name = reading.kind === "level" ? reading.consumable : reading.name;
        return `${reading.kind} ${name} ${reading.part} ${reading.value} ${reading.quality}`;
      })
      .sort(),
  };
}

const acts: readonly (readonly [string, (of: LaserPrinter) => void])[] = [
  ["nothing is wrong", () => undefined],
  ["it prints", (of) => of.setPrinting(true)],
  ["toner low, before our own limit of 5 %", (of) => of.setToner("cyan", 8)],
  ["toner low", (of) => of.setToner("cyan", 3)],
  ["toner out", (of) => of.setToner("black", 0)],
  ["toner unknown", (of) => of.setToner("magenta", -2)],
  ["toner left, nobody knows how much", (of) => of.setToner("yellow", -3)],
  ["toner without a sensor", (of) => of.setToner("yellow", -1)],
  ["cover open", (of) => of.setCoverOpen(true)],
  ["jam", (of) => of.setJammed(true)],
  ["paper low", (of) => of.setPaper(20)],
  ["paper out", (of) => of.setPaper(0)],
  ["waste almost full", (of) => of.setWaste("almost-full")],
  ["waste full", (of) => of.setWaste("full")],
  ["drum in impressions", (of) => of.setSupply(6, { type: 9, unit: 7, max: 50_000, level: 1200, colorantIndex: 0 })],
  ["toner in tenths of grams", (of) => of.setSupply(1, { unit: 13, max: 2000, level: 500 })],
  ["asleep with an open cover", (of) => of.setAsleep(true)],
  ["awake again", (of) => of.setAsleep(false)],
];

test("a printer says the same over SNMP and over IPP, whatever happens to it", async () => {
  for (const [what, act] of acts) {
    act(printer);
    const [mib, ipp] = await Promise.all(sessions.map((session) => session.poll(never)));
    if (!mib || !ipp) throw new Error("two sessions were opened");
    expect({ what, ...words(ipp) }).toEqual({ what, ...words(mib) });
  }
});
