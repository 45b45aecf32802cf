import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, expect, onTestFinished, test } from "vitest";
import { Pr2Booklet } from "../../../fixtures/sim/devices/pr2-booklet.ts";
import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import { createSystemClock } from "../../src/adapters/clock.ts";
import { createTransport } from "../../src/adapters/transport.ts";
import { MemoryCounters } from "../../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../../src/drivers/session.ts";
import { provesTruthRules } from "./truth-rules.ts";

const profileId = "booklet-printer/olivetti-pr2plus";

class BookletBench {
  readonly printer = new Pr2Booklet();
  #other: SdtReader | undefined;

  url(): string {
    return this.printer.url;
  }

  /** Another device stands where the printer stood. */
  async swap(): Promise<void> {
    await this.printer.vanish();
    this.#other = new SdtReader({ port: Number(new URL(this.printer.url).port) });
    await this.#other.start();
  }

  async swapBack(): Promise<void> {
    await this.#other?.stop();
    this.#other = undefined;
    await this.printer.start();
  }

  async stop(): Promise<void> {
    await this.#other?.stop();
    await this.printer.stop();
  }
}

const say = (change: Partial<Pick<Pr2Booklet, "condition" | "delivery">>) => (bench: BookletBench) => {
  Object.assign(bench.printer, change);
};
const heal = say({ condition: "ok", delivery: {} });
const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;
const either = { states: ["offline", "unknown"], codes: ["comm.no-answer", "comm.garbled"], heal } as const;
const overcome = { states: ["online"], codes: [], heal } as const;

provesTruthRules({
  protocol: "pr2",
  profileId,
  timeoutMs: 80,
  open: async () => {
    const bench = new BookletBench();
    await bench.printer.start();
    return bench;
  },
  cases: {
    "no answer": { ...silent, harm: say({ condition: "silent" }) },
    "wrong answer": {
      states: ["offline"],
      codes: ["config.wrong-emulation"],
      harm: say({ condition: "another-device" }),
      heal,
    },
    "late answer": { ...either, harm: say({ delivery: { delayMs: 300 } }) },
    // Each identity arrives when the next one was asked for: it proves nothing about now, and nothing more is asked.
    "answer to the previous question": {
      ...either,
      states: ["offline", "unknown", "online"],
      harm: say({ delivery: { delayMs: 110 } }),
    },
    "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 2 } }) },
    "noise before": { ...overcome, harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0xff, 0x1b) } }) },
    "noise inside": {
      notHere: "an escape sequence of three octets has no room for noise: with an octet more it is noise as a whole",
    },
    "two devices swapped": { ...silent, harm: (bench) => bench.swap(), heal: (bench) => bench.swapBack() },
    "device hung": { ...silent, harm: say({ condition: "silent" }) },
    "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 2 } }) },
    "replugged on another port": {
      notHere: "a TCP device server has no ports; serial ports: truth/serial-line.test.ts",
    },
    "permission denied": { notHere: "TCP has no permissions; serial ports: truth/serial-line.test.ts" },
    busy: { notHere: "a device server takes several; serial ports: truth/serial-line.test.ts" },
  },
});

describe("a printer in another emulation", () => {
  const found = loadProfiles().get(profileId);
  if (!found) throw new Error(`no profile ${profileId}`);
  const profile = { ...found, poll: { ...found.poll, timeoutMs: 60 } };

  async function polled(emulation: "oki" | "ibm", times: number) {
    const printer = new Pr2Booklet();
    await printer.start();
    onTestFinished(() => printer.stop());
    printer.setEmulation(emulation);
    const transport = createTransport(printer.url, profile.serial);
    const clock = createSystemClock();
    const session = openSession({ deviceId: "d", profile, transport, clock, counters: new MemoryCounters() });
    onTestFinished(() => session.close());
    const states = [];
    for (let n = 0; n < times; n += 1) states.push((await session.poll(new AbortController().signal)).state);
    return { printer, states, session };
  }

  // In OKI a status request switches type styles, in IBM it feeds the paper backwards.
  test.each(["oki", "ibm"] as const)("%s never gets status bytes, however often it is polled", async (emulation) => {
    const { printer, states } = await polled(emulation, 3);
    expect(states).toEqual(["offline", "offline", "offline"]);
    expect(new Set(printer.received)).toEqual(new Set(["1b5a"]));
    expect(printer.harm).toEqual({ paperMoved: 0, styleChanged: 0 });
    expect(printer.printed).toHaveLength(0);
  });

  test("set back to Olivetti is online again without a restart", async () => {
    const { printer, session } = await polled("oki", 1);
    printer.setEmulation("olivetti");
    expect(await session.poll(new AbortController().signal)).toMatchObject({ state: "online", answered: true });
  });

  test("changed between two questions is noticed by the silence, and still gets no more than was asked before", async () => {
    const { printer, session } = await polled("oki", 0);
    printer.setEmulation("olivetti");
    expect(await session.poll(new AbortController().signal)).toMatchObject({ state: "online" });
    const before = printer.received.length;
    printer.setEmulation("ibm");
    expect(await session.poll(new AbortController().signal)).toMatchObject({ state: "offline", answered: false });
    expect(new Set(printer.received.slice(before))).toEqual(new Set(["1b5a"]));
    expect(printer.harm.paperMoved).toBe(0);
  });
});
