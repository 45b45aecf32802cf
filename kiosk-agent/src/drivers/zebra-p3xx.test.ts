import { fromHex, type ZebraFrame, zebraFramer } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { beforeEach, describe, expect, test } from "vitest";
import type { DeviceSession } from "../ports.ts";
import type { DialogueEvent } from "./conversation.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";
import { type ZebraState, zebraMachine } from "./zebra-p3xx.ts";

const ascii = (text: string) => Buffer.from(text, "latin1").toString("hex");
const text = (passes: number, alert = 5000) =>
  ascii(`Cpt imp:${String(passes).padStart(8, "0")} next clean Prn:${String(alert).padStart(8, "0")} nb pass:5\r`);

function framed(hex: string): DialogueEvent<ZebraFrame> {
  const [frame] = zebraFramer().push(fromHex(hex));
  if (!frame) throw new Error(`no frame: ${hex}`);
  return { name: "frame", frame };
}

describe("the conversation", () => {
  const machine = zebraMachine(2);
  const events = {
    counters: framed(text(25_000)),
    ribbon: framed("15303104"),
    invalid: framed("15313004"),
    "unknown command": framed("15313404"),
    nothing: { name: "silence", heard: new Uint8Array(0) },
    noise: { name: "silence", heard: Uint8Array.of(0x43) },
  } as const;
  const at = (attempt: number): ZebraState =>
    machine.start.name === "asking" ? { ...machine.start, attempt } : machine.start;
  const said = (state: ZebraState) =>
    state.name === "asking"
      ? `ask ${state.attempt}`
      : ["done", ...state.fields.map(({ name }) => name), state.failure?.name ?? ""].join(" ").trim();

  test.each([
    ["counters", "done impressions alertPasses", "done impressions alertPasses"],
    ["ribbon", "done error", "done error"],
    ["invalid", "ask 1", "done error"],
    ["unknown command", "ask 1", "done error"],
    ["nothing", "ask 1", "done noAnswer"],
    ["noise", "ask 1", "done garbled"],
  ] as const)("on %s goes on with %s, and at last with %s", (name, first, last) => {
    expect(said(machine.next(at(0), events[name]))).toBe(first);
    expect(said(machine.next(at(2), events[name]))).toBe(last);
  });

  test("is over when it is over", () => {
    const over: ZebraState = { name: "done", fields: [] };
    for (const event of Object.values(events)) expect(machine.next(over, event)).toBe(over);
  });
});

describe("passes since the cleaning", () => {
  const profile = loadProfiles().get("endorsement-machine/zebra-p310");
  if (!profile) throw new Error("profile is missing");
  const never = new AbortController().signal;
  let counters = new MemoryCounters();
  let session: DeviceSession;
  let answer = "";
  const open = () => {
    const clock = new VirtualClock();
    const transport = new ScriptedStream(clock, () => (answer === "" ? [] : [{ hex: answer, afterMs: 5 }]));
    session = openSession({ deviceId: "z", profile, transport, clock, counters });
  };
  beforeEach(() => {
    counters = new MemoryCounters();
    open();
  });
  const told = async (passes: number, alert?: number) => {
    answer = text(passes, alert);
    const { readings, conditions } = await session.poll(never);
    const word = readings.find((one) => one.kind === "status" && one.name === "cleaning")?.value;
    const count = readings.find((one) => one.kind === "count" && one.name === "cardsSinceCleaning")?.value;
    return [word, count, ...conditions.map(({ code }) => code)].join(" ").trim();
  };

  test("are not known before the first cleaning that was told, however many passes there are in all", async () => {
    expect(await told(25_000)).toBe("unknown");
    expect(await told(31_000)).toBe("unknown");
  });

  test("are counted from then on, and the limit is the printer's own", async () => {
    await told(25_000);
    expect(await session.replaceConsumable("cleaningKit", "")).toBe(true);
    expect(await told(25_000)).toBe("ok 0");
    expect(await told(29_999)).toBe("ok 4999");
    expect(await told(30_000)).toBe("required 5000 cleaning.required");
    expect(await told(30_000, 8000)).toBe("ok 5000");
  });

  test("outlive the program, and passes made while it did not run are counted", async () => {
    await told(25_000);
    await session.replaceConsumable("cleaningKit", "");
    open();
    expect(await told(25_700)).toBe("ok 700");
  });

  test("are none of those that another printer in its place made before", async () => {
    await told(25_000);
    await session.replaceConsumable("cleaningKit", "");
    await told(25_010);
    expect(await told(9000)).toBe("ok 10");
    expect(await told(9003)).toBe("ok 13");
  });

  test("have no due-state where the printer does not tell its limit, or tells nothing", async () => {
    await told(25_000);
    await session.replaceConsumable("cleaningKit", "");
    expect(await told(25_010, 0)).toBe("unknown");
    answer = "15303104";
    const seen = await session.poll(never);
    expect(seen.readings).toContainEqual(expect.objectContaining({ name: "cleaning", value: "unknown" }));
  });

  test("that a full disk would not take are counted with the next poll", async () => {
    await told(25_000);
    await session.replaceConsumable("cleaningKit", "");
    counters.broken = new Error("disk full");
    expect(await told(25_010)).toBe("unknown");
    counters.broken = undefined;
    expect(await told(25_011)).toBe("ok 11");
  });
});

test("an answer without an end is understood, and no other command is ever sent", async () => {
  const profile = loadProfiles().get("endorsement-machine/zebra-p310");
  if (!profile) throw new Error("profile is missing");
  const clock = new VirtualClock();
  const transport = new ScriptedStream(clock, () => [{ hex: text(1).slice(0, -2), afterMs: 5 }]);
  const session = openSession({ deviceId: "z", profile, transport, clock, counters: new MemoryCounters() });
  const seen = await session.poll(new AbortController().signal);
  expect(seen).toMatchObject({ state: "online", answered: true, droppedBytes: 0 });
  expect(transport.written).toEqual(["1b25434c4e0d"]);
});
